"""One window alone, without a parent, for other instruments to watch: `once.py <pattern>`, the data sets as JSON on
standard input (../protocol.ts: the members warmup and dataSet of a trial's job), the peak as JSON on standard output.
"""

import json
import sys

from engines import open_engine
from patterns import load_pattern
from resident_memory import status_bytes
from trial import warm_up
from window import measure

APPLICATION_NAME = "ormeter check"


def main(pattern):
    """Measures as a trial does."""
    job = json.load(sys.stdin)
    warm_up(pattern, job["warmup"], APPLICATION_NAME)
    engine = open_engine(job["dataSet"], APPLICATION_NAME)
    measure(load_pattern(pattern).read, engine)
    # Read as late as can be, since the other instrument looks on to the end; the window's own is a page or two less.
    print(json.dumps({"peakRss": status_bytes("VmHWM")}))


main(sys.argv[1])
