"""A worker's whole life, as ../worker.ts lives it: takes one job from its parent, does it, says so, ends."""

import sys

from channel import Channel, ParentGone
from engines import open_engine
from row_difference import find_row, first_differing_row, write_row_hashes
from trial import run_trial


def work(job, channel):
    """Does a job and says its answer."""
    kind, pattern = job["kind"], job.get("pattern", {}).get("id")
    if kind == "trial":
        run_trial(job, channel)
    elif kind == "connect":
        open_engine(job["dataSet"], "ormeter connect").dispose()
        channel.say("connected")
    elif kind == "row-hashes" and job["mode"] == "write":
        write_row_hashes(pattern, job["dataSet"], job["file"])
        channel.say("hashed")
    elif kind == "row-hashes":
        channel.say("compared", difference=first_differing_row(pattern, job["dataSet"], job["file"]))
    elif kind == "row":
        channel.say("row", columns=find_row(pattern, job["dataSet"], job["key"]))
    else:
        raise ValueError(f"The Python worker has no job of the kind {kind}.")


def main():
    """Ends with 0 when the job is done, with 1 when it failed or nobody waits for it any more."""
    channel = Channel()
    try:
        work(channel.next()["job"], channel)
    except (ParentGone, BrokenPipeError):
        return 1
    # Whatever it is, the parent shall hear of it: one sentence, not a traceback.
    except Exception as error:  # pylint: disable=broad-except
        sentence = str(error).strip().split("\n", maxsplit=1)[0] or "no reason given"
        channel.say("failed", message=f"{type(error).__name__}: {sentence}", code=type(error).__name__)
        return 1
    return 0


sys.exit(main())
