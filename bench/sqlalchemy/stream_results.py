"""The article's third way: a cursor on the server, of which at most a hundred rows are fetched at a time."""

from sqlalchemy import text

DOES = "DECLARE … CURSOR in a transaction, then one FETCH FORWARD after another, growing to 100 rows each."


def read(engine, table, consume):
    """Hands every row to `consume`."""
    with engine.connect() as connection:
        streaming = connection.execution_options(stream_results=True, max_row_buffer=100)
        for row in streaming.execute(text(f"SELECT * FROM {table}")):
            consume(row)
