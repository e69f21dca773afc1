"""One window alone, for other instruments to watch: `once.py <pattern>`, the data set (src/trial/protocol.ts) as one line of
JSON on standard input; on standard output its process id, to be looked at from outside, and the peak in the end, each as
a line of JSON. It doesn't warm up, since they would see that too.

The program is the instrument's child, so whoever started the instrument can't end it: it ends with its standard input.
"""

import json
import os
import sys
import threading

from engines import open_engine
from patterns import load_pattern
from resident_memory import status_bytes
from window import measure

APPLICATION_NAME = "ormeter check"


def end_with_input():
    """Waits for the end of standard input, past Python's own buffer and the locks around it."""
    while os.read(0, 1024):
        pass
    os._exit(1)


def main(pattern):
    """Measures as a trial does."""
    data_set = json.loads(sys.stdin.readline())
    print(json.dumps({"pid": os.getpid()}), flush=True)
    threading.Thread(target=end_with_input, daemon=True).start()
    engine = open_engine(data_set, APPLICATION_NAME)
    measure(load_pattern(pattern).read, engine, data_set["table"])
    # Read as late as can be, since the other instrument looks on to the end; the window's own is a page or two less.
    print(json.dumps({"peakRss": status_bytes("VmHWM")}))


main(sys.argv[1])
