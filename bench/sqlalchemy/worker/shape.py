"""What rows are to Python: their class, their keys, their values' types (src/trial/protocol.ts, Shape); what order they come
in, Node says."""

#: Most characters of a value that are shown.
LONGEST = 200


def order(key):
    """Numeric keys in their order, others as text."""
    try:
        return (0, float(key), key)
    except ValueError:
        return (1, 0.0, key)


class ShapeReader:
    """Takes rows one by one, and says in the end what they were."""

    def __init__(self, columns, key):
        self._names = [column["name"] for column in columns]
        self._key = key
        self._classes = set()
        self._keys = set()
        self._types = {}

    def add(self, row):
        """A row as SQLAlchemy gives it."""
        self._classes.add(type(row).__name__)
        self._keys.update(row._fields)
        values = row._asdict()
        key = ", ".join(str(values.get(name)) for name in self._key)
        for name in self._names:
            value = values.get(name)
            # None is a value of every type.
            if value is None:
                continue
            kind = type(value).__name__
            found = self._types.get((name, kind))
            # Always the row with the least key, so that two readings show the same one.
            if found is None or order(key) < order(found["row"]):
                shown = f"{str(value)[:LONGEST]} ({kind})"
                self._types[name, kind] = {"name": name, "type": kind, "row": key, "value": shown}

    def shape(self):
        """The shape of all rows so far, but for their order."""
        return {
            "classes": sorted(self._classes),
            "keys": sorted(self._keys),
            "columns": [self._types[each] for each in sorted(self._types)],
        }
