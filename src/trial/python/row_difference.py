"""Finds the first row in which two patterns differ: the half of ../row-difference.ts that runs in Python."""

from base64 import b64decode, b64encode

from digest import row_hash, row_texts
from shape import order
from trial import each_row

APPLICATION_NAME = "ormeter difference"


def _each_text(pattern, data_set, take):
    to_text = row_texts(data_set["columns"])
    each_row(pattern, data_set, APPLICATION_NAME, lambda values: take(to_text(values)))


def _key_of(row):
    """The first column is the key: data sets are declared that way."""
    return row[0] or ""


def _encode_key(key):
    return b64encode(key.encode()).decode()


def _decode_key(text):
    return b64decode(text).decode()


def write_row_hashes(pattern, data_set, file):
    """Writes `key<TAB>hash` for every row, the first column in base64 as its key, as ../row-difference.ts has it."""
    with open(file, "w", encoding="ascii") as output:
        _each_text(pattern, data_set, lambda row: output.write(f"{_encode_key(_key_of(row))}\t{row_hash(row)}\n"))


def first_differing_row(pattern, data_set, file):
    """The first row that the file and the pattern don't have alike (../protocol.ts, RowDifference), or None."""
    expected = {}
    with open(file, encoding="ascii") as lines:
        for line in lines:
            key, hashed = line.rstrip("\n").split("\t")
            expected.setdefault(_decode_key(key), []).append(hashed)
    differing = []

    def compare(row):
        key = _key_of(row)
        hashes = expected.get(key, [])
        if row_hash(row) in hashes:
            hashes.remove(row_hash(row))
        else:
            differing.append(key)

    _each_text(pattern, data_set, compare)
    differing += [key for key, hashes in expected.items() if hashes]
    return {"key": min(differing, key=order)} if differing else None


def find_row(pattern, data_set, key):
    """The text of the row with that key, or None where the pattern doesn't read it."""
    found = []
    _each_text(pattern, data_set, lambda row: found.append(row) if _key_of(row) == key else None)
    return found[0] if found else None
