"""Resident memory by the kernel's own book-keeping, the same marks that src/probes/resident-memory.ts reads."""

import re
import sys


def status_bytes(field):
    """A field of /proc/self/status in bytes; None where there is no such file."""
    try:
        with open("/proc/self/status", encoding="latin-1") as status:
            found = re.search(rf"^{field}:\s+(\d+) kB$", status.read(), re.MULTILINE)
    except OSError:
        return None
    return int(found.group(1)) * 1024 if found else None


def reset_high_water_mark():
    """Puts the high-water mark back to the present, where the kernel lets us."""
    try:
        with open("/proc/self/clear_refs", "w", encoding="latin-1") as clear_refs:
            # 5: reset the peak resident set size (proc_pid_clear_refs(5)).
            clear_refs.write("5")
    except OSError:
        pass


def _reading(value):
    if value is not None:
        return value
    return {"absent": f"Python reads its resident memory from /proc, which {sys.platform} doesn't have"}


class ResidentMemory:
    """Starts at the window's start; `readings` is read at its end."""

    def __init__(self):
        reset_high_water_mark()
        self.start = status_bytes("VmRSS")

    def start_reading(self):
        return _reading(self.start)

    def readings(self):
        end, peak = status_bytes("VmRSS"), status_bytes("VmHWM")
        return {"peakRss": _reading(peak), "rssDelta": _reading(None if end is None else end - self.start)}
