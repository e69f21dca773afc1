"""One measured read, step by step as ../trial.ts takes them: connect, warm up, measure, hold, release, check."""

from checksum import MISSING, Checksum
from digest import digest_of, row_hash, row_texts
from engines import open_engine
from patterns import load_pattern
from shape import ShapeReader
from window import measure


def values_in_order(columns):
    """A function from SQLAlchemy's rows to their values in the columns' order, whatever order the SELECT gives, and
    whether it gives all of them."""
    positions = None

    def values(row):
        nonlocal positions
        if positions is None:
            fields = list(row._fields)
            positions = [fields.index(column["name"]) if column["name"] in fields else None for column in columns]
        return [MISSING if position is None else row[position] for position in positions]

    return values


def each_row(pattern, data_set, application_name, take):
    """Reads a data set, unmeasured, and hands each row's values on."""
    values = values_in_order(data_set["columns"])
    each_raw_row(pattern, data_set, application_name, lambda row: take(values(row)))


def each_raw_row(pattern, data_set, application_name, take):
    """Reads a data set, unmeasured, and hands each row on as SQLAlchemy gives it."""
    engine = open_engine(data_set, application_name)
    try:
        load_pattern(pattern).read(engine, data_set["table"], take)
    finally:
        engine.dispose()


def warm_up(pattern, data_set, application_name):
    """Reads the small data set once, so that the window holds no importing and no first time of anything."""
    each_row(pattern, data_set, application_name, lambda values: None)


def run_trial(job, channel):
    """Runs a trial and tells the parent about it."""
    pattern, application_name = job["pattern"]["id"], job["applicationName"]
    warm_up(pattern, job["warmup"], application_name)
    engine = open_engine(job["dataSet"], application_name)
    channel.say("ready")
    channel.next()
    measured = measure(load_pattern(pattern).read, engine, job["dataSet"]["table"])
    channel.say("measured", connectionsLeft=engine.pool.checkedout(), **measured)
    channel.next()
    engine.dispose()

    # Pure Python needs longer for a checksum than for the read, so it has a reading of its own, after the window.
    checksum = Checksum(job["dataSet"]["columns"])
    each_row(pattern, job["dataSet"], application_name, checksum.add)
    digest, shape = _full_digest(pattern, job["warmup"], application_name)
    misfits = {} if checksum.misfits is None else {"misfits": checksum.misfits}
    channel.say("checked", checksum=checksum.value(), digest=digest, shape=shape, **misfits)


def _full_digest(pattern, data_set, application_name):
    """The digest of the small data set, and the shape of its rows."""
    values_of = values_in_order(data_set["columns"])
    to_text = row_texts(data_set["columns"])
    reader = ShapeReader(data_set["columns"])
    hashes = []

    def take(row):
        values = values_of(row)
        text = to_text(values)
        hashes.append(row_hash(text))
        reader.add(row, values, text[0] or "null", hashes[-1])

    each_raw_row(pattern, data_set, application_name, take)
    return digest_of(hashes), reader.shape()
