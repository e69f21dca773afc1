"""Folds rows that a test sends: standard input holds the program's folder, the columns and rows of texts as JSON."""

import json
import sys
from collections import namedtuple
from datetime import date, datetime
from decimal import Decimal

given = json.load(sys.stdin)
sys.path.insert(0, given["folder"])

from checksum import Checksum  # noqa: E402
from digest import digest_of, row_hash, row_texts  # noqa: E402
from shape import ShapeReader  # noqa: E402

#: What psycopg makes of a column's text.
VALUES = {
    "integer": int,
    "decimal": Decimal,
    "text": str,
    "boolean": lambda text: text == "t",
    "date": date.fromisoformat,
    "timestamp": datetime.fromisoformat,
}

columns = given["columns"]
rows = [
    [None if text is None else VALUES[column["kind"]](text) for column, text in zip(columns, row)]
    for row in given["rows"]
]
checksum = Checksum(columns)
for row in rows:
    checksum.add(row)
texts = [row_texts(columns)(row) for row in rows]
Row = namedtuple("Row", [column["name"] for column in columns])
shape = ShapeReader(columns)
for row, text in zip(rows, texts):
    shape.add(Row(*row), row, text[0] or "null", row_hash(text))
json.dump(
    {
        "rows": checksum.rows,
        "checksum": checksum.value(),
        "texts": texts,
        "digest": digest_of([row_hash(text) for text in texts]),
        "shape": shape.shape(),
        **({"misfits": checksum.misfits} if checksum.misfits else {}),
    },
    sys.stdout,
)
