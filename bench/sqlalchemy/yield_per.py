"""The article's second way: the driver holds the whole result, and ten rows at a time become Python objects."""

from sqlalchemy import text

DOES = "One SELECT; the driver buffers the whole result, and yield_per(10) makes rows of ten at a time."


def read(engine, table, consume):
    """Hands every row to `consume`."""
    with engine.connect() as connection:
        for row in connection.execute(text(f"SELECT * FROM {table}")).yield_per(10):
            consume(row)
