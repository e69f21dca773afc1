"""The measured window: one read over the whole data set, counted row by row, as the article does."""

import gc
import resource
import time

from resident_memory import ResidentMemory

#: What a Python process can't give: these are figures of V8's collector and of Node's event loop and sockets.
ABSENT = {
    **dict.fromkeys(
        ("heapDelta", "retained", "peakHeap", "allocated", "gcPause", "gcLongestPause", "gcCount"),
        {"absent": "a figure of V8's heap, and SQLAlchemy runs in Python"},
    ),
    "loopStall": {"absent": "SQLAlchemy's reads have no event loop to stall"},
    **dict.fromkeys(
        ("bytesIn", "bytesOut", "roundTrips"),
        {"absent": "Python's driver reads its socket in C, where nobody counts what goes over it"},
    ),
}


def _processor_time():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return (usage.ru_utime + usage.ru_stime) * 1000


def measure(read, engine, table):
    """Runs the window, and returns what the message `measured` (src/trial/protocol.ts) holds."""
    rows = 0
    first_row = None

    def count(_row):
        nonlocal rows, first_row
        if rows == 0:
            first_row = time.time() * 1000
        rows += 1

    gc.collect()
    memory = ResidentMemory()
    start = time.time() * 1000
    cpu = _processor_time()
    began = time.perf_counter()
    held = read(engine, table, count)
    wall = (time.perf_counter() - began) * 1000
    cpu = _processor_time() - cpu
    end = time.time() * 1000
    readings = memory.readings()

    del held
    released = time.time() * 1000
    gc.collect()
    return {
        "readings": {
            "wall": wall,
            "throughput": rows / wall * 1000,
            "firstRow": {"absent": "no row was read"} if first_row is None else first_row - start,
            "cpu": cpu,
            **readings,
            **ABSENT,
        },
        "startRss": memory.start_reading(),
        "marks": {"start": start, "end": end, "released": released, **({"firstRow": first_row} if rows else {})},
        "rows": rows,
    }
