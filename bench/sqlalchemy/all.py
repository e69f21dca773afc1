"""The article's first way: the whole result as a list, then one row after another."""

from sqlalchemy import text

DOES = "One SELECT; the driver buffers the whole result, and all() makes a list of rows of it."


def read(engine, table, consume):
    """Hands every row to `consume`, and returns the list, which it holds until then."""
    with engine.connect() as connection:
        rows = connection.execute(text(f"SELECT * FROM {table}")).all()
        for row in rows:
            consume(row)
        return rows
