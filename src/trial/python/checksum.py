"""The cheap checksum over every column of every row: the arithmetic of ../hash.ts and ../checksum.ts, in Python.

What a value is worth doesn't depend on what was mixed before it, so a value's words are scrambled apart from the chain
that joins them, and remembered for texts that come again. That halves the time, which at a million rows is seconds.

A value that can't be what its column holds is different data, not a failure: it is noted, and the read goes on.
"""

from array import array
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from struct import Struct

NULL_MARK = 0x6E756C6C
MISFIT_MARK = 0x6D697366
ALL_BITS = 0xFFFFFFFF
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
MILLISECOND = timedelta(milliseconds=1)

_double = Struct("<d").pack
_words = Struct("<II").unpack


def scrambled(word):
    """What MurmurHash3 (32 bit) does to a word before it joins the hash."""
    word = word * 0xCC9E2D51 & ALL_BITS
    return ((word << 15 | word >> 17) & ALL_BITS) * 0x1B873593 & ALL_BITS


def number_words(value):
    """Both words of a number's double."""
    low, high = _words(_double(value))
    return scrambled(low), scrambled(high)


#: Most significant digits that every double keeps, but for those further from 1 than so many powers of ten; all other
#: numbers are folded digit by digit (../columns/numbers.ts).
EXACT_DIGITS = 15
EXACT_MAGNITUDE = 300


def long_number(value):
    """A number that no double keeps, as ../columns/numbers.ts writes it: `-12e-400`. None for all others."""
    if isinstance(value, int):
        if -(10**EXACT_DIGITS) < value < 10**EXACT_DIGITS:
            return None
        value = Decimal(value)
    elif isinstance(value, float):
        value = Decimal(repr(value))
    if not value.is_finite():
        return str(value)
    if value == 0:
        return None
    sign, digits, exponent = value.as_tuple()
    if len(digits) <= EXACT_DIGITS and abs(value.adjusted()) <= EXACT_MAGNITUDE:
        return None
    text = "".join(map(str, digits))
    short = text.rstrip("0")
    if len(short) <= EXACT_DIGITS and abs(value.adjusted()) <= EXACT_MAGNITUDE:
        return None
    return f"{'-' if sign else ''}{short}e{exponent + len(text) - len(short)}"


def _number(value, types):
    if not isinstance(value, types) or isinstance(value, bool):
        return None
    text = long_number(value)
    return number_words(float(value)) if text is None else _text_words(text)


def _integer(value):
    return _number(value, int)


def _decimal(value):
    # What is no number, or has no end, is a value of a numeric column only as itself.
    if isinstance(value, float) and not isfinite(value):
        return None
    return _number(value, (Decimal, int, float))


@lru_cache(maxsize=4096)
def _text_words(value):
    folded = 0x811C9DC5
    units = array("H", value.encode("utf-16-le"))
    for unit in units:
        folded = (folded ^ unit) * 0x01000193 & ALL_BITS
    return scrambled(folded), scrambled(len(units))


def _text(value):
    return _text_words(value) if isinstance(value, str) else None


def _boolean(value):
    return (scrambled(int(value)),) if isinstance(value, bool) else None


def _date(value):
    if not isinstance(value, date) or isinstance(value, datetime):
        return None
    return (scrambled((value.year * 100 + value.month) * 100 + value.day),)


def milliseconds(value):
    """Milliseconds since 1970, digits beyond them cut off, as a JavaScript Date holds them."""
    return (value - EPOCH) // MILLISECOND


def _timestamp(value):
    if not isinstance(value, datetime) or value.tzinfo is None:
        return None
    return number_words(milliseconds(value))


#: By kind of column: the words of a value; None for one that no such column holds.
WORDS = {
    "integer": _integer,
    "decimal": _decimal,
    "text": _text,
    "enum": _text,
    "boolean": _boolean,
    "date": _date,
    "timestamp": _timestamp,
}

_NULL_WORDS = (scrambled(NULL_MARK),)
_MISFIT_WORDS = (scrambled(MISFIT_MARK),)


class Missing:  # pylint: disable=too-few-public-methods
    """What a row has in a column that it doesn't have."""


#: The one of its kind.
MISSING = Missing()


def describe_value(value):
    """A value with its type, `24000.00 (str)`; null and what is missing alone."""
    if value is None:
        return "null"
    if value is MISSING:
        return "undefined"
    return f"{str(value)[:200]} ({type(value).__name__})"


class Checksum:
    """Counts rows and adds up their hashes, whatever order they come in."""

    def __init__(self, columns):
        self.rows = 0
        #: Values that their columns can't hold (../protocol.ts, Misfits); None where there was none.
        self.misfits = None
        self._steps = [(WORDS[column["kind"]], column["nullable"], column["name"]) for column in columns]
        self._first = 0
        self._second = 0

    def add(self, values):
        """Takes one row: its values in the columns' order."""
        row = 0
        for (words_of, nullable, name), value in zip(self._steps, values):
            words = _NULL_WORDS if value is None and nullable else words_of(value)
            if words is None:
                self._note(values, name, value)
                words = _MISFIT_WORDS
            for word in words:
                row ^= word
                row = ((row << 13 | row >> 19) & ALL_BITS) * 5 + 0xE6546B64 & ALL_BITS
        self.rows += 1
        self._first += row
        self._second += (row ^ row >> 16) * 0x85EBCA6B

    def _note(self, values, column, value):
        if self.misfits is None:
            key = "null" if values[0] is None else str(values[0])
            self.misfits = {"count": 0, "row": key, "column": column, "received": describe_value(value)}
        self.misfits["count"] += 1

    def value(self):
        """Sixteen hexadecimal digits."""
        return "".join(format(lane & ALL_BITS, "08x") for lane in (self._first, self._second))
