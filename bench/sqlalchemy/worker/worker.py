"""A worker's whole life, as src/trial/worker.ts lives it: takes one job from its parent, does it, says so, ends.

`worker.py <node> <program>`: Node and the program that rows are handed over to (handover.py).
"""

import sys

from channel import Channel, ParentGone
from engines import open_engine
from patterns import describe_pattern
from trial import run_trial


def work(job, channel):
    """Does a job and says its answer."""
    kind = job["kind"]
    if kind == "trial":
        run_trial(job, channel)
    elif kind == "connect":
        open_engine(job["dataSet"], "ormeter connect").dispose()
        channel.say("connected")
    elif kind == "describe":
        channel.say("described", patterns=[describe_pattern(pattern) for pattern in job["patterns"]])
    elif kind in ("row-hashes", "row"):
        from handover import hand_over  # pylint: disable=import-outside-toplevel

        channel.say(**hand_over(job, job["pattern"]["id"], "ormeter difference"))
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
