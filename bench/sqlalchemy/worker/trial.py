"""One measured read, step by step as src/trial/trial.ts takes them: connect, warm up, measure, hold, release, check."""

from engines import open_engine
from patterns import load_pattern
from window import measure


def warm_up(pattern, data_set, application_name):
    """Reads the small data set once, so that the window holds no importing and no first time of anything."""
    engine = open_engine(data_set, application_name)
    try:
        load_pattern(pattern).read(engine, data_set["table"], lambda row: None)
    finally:
        engine.dispose()


def run_trial(job, channel):
    """Runs a trial and tells the parent about it."""
    pattern, application_name = job["pattern"]["id"], job["applicationName"]
    warm_up(pattern, job["warmup"], application_name)
    engine = open_engine(job["dataSet"], application_name)
    channel.say("ready")
    channel.next()
    measured = measure(load_pattern(pattern).read, engine, job["dataSet"]["table"])
    channel.say("measured", **measured)
    channel.next()
    connections_left = engine.pool.checkedout()
    engine.dispose()
    channel.say("checked", connectionsLeft=connections_left, **_checked(pattern, job, application_name))


def _checked(pattern, job, application_name):
    """The checksum of the data set; the digest of the small one, and the shape of its rows. From readings of their own,
    since writing rows as text takes Python longer than reading them."""
    # What isn't measured is not there yet while it is measured.
    from handover import hand_over  # pylint: disable=import-outside-toplevel
    from shape import ShapeReader  # pylint: disable=import-outside-toplevel

    small = job["warmup"]
    reader = ShapeReader(small["columns"], small["key"])
    whole = hand_over({"kind": "checksum", "dataSet": job["dataSet"]}, pattern, application_name)
    digested = hand_over({"kind": "digest", "dataSet": small}, pattern, application_name, reader.add)
    return {
        **{name: whole[name] for name in ("checksum", "misfits") if name in whole},
        "digest": digested["digest"],
        "shape": {**reader.shape(), "order": digested["order"]},
    }
