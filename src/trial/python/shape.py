"""What rows are beside their values: what ../shape.ts reads, in Python."""

from hashlib import sha256

from checksum import MISSING, describe_value


def order(key):
    """Numeric keys in their order, others as text."""
    try:
        return (0, float(key), key)
    except ValueError:
        return (1, 0.0, key)


class ShapeReader:
    """Takes rows one by one, and says in the end what they were (../protocol.ts, Shape)."""

    def __init__(self, columns):
        self._names = [column["name"] for column in columns]
        self._classes = set()
        self._keys = set()
        self._types = {}
        self._order = sha256()

    def add(self, row, values, key, hashed):
        """A row, its values in the columns' order, its key as text, and the hash of its text."""
        self._order.update(hashed.encode())
        self._classes.add(type(row).__name__)
        self._keys.update(row._fields)
        for name, value in zip(self._names, values):
            # None is a value of every type.
            if value is None:
                continue
            kind = "undefined" if value is MISSING else type(value).__name__
            found = self._types.get((name, kind))
            if found is None or order(key) < order(found["row"]):
                self._types[name, kind] = {"name": name, "type": kind, "row": key, "value": describe_value(value)}

    def shape(self):
        """The shape of all rows so far."""
        return {
            "classes": sorted(self._classes),
            "keys": sorted(self._keys),
            "columns": [self._types[each] for each in sorted(self._types)],
            "order": self._order.hexdigest(),
        }
