"""Rows as plain text and a digest over all of it: what ../digest.ts does, in Python, to the last character."""

import json
from base64 import b64encode
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256

from checksum import WORDS, describe_value, long_number, milliseconds

#: After this time the Gregorian calendar repeats.
CYCLE = timedelta(days=146_097)


def number_text(value):
    """A number's double in the words of JavaScript's String (ECMA-262, Number::toString); digit by digit where a double
    doesn't keep it."""
    digits = long_number(value)
    if digits is not None:
        return digits
    value = float(value)
    if value == 0:
        return "0"
    # Both languages write the fewest digits that give the same double back; they differ in where the point goes.
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    text = "".join(map(str, digits))
    point = len(text) + exponent
    if 0 < point <= 21:
        text = text.ljust(point, "0") if exponent >= 0 else f"{text[:point]}.{text[point:]}"
    elif -6 < point <= 0:
        text = "0." + "0" * -point + text
    else:
        fraction = f".{text[1:]}" if len(text) > 1 else ""
        text = f"{text[0]}{fraction}e{point - 1:+d}"
    return f"-{text}" if sign else text


def _timestamp_text(value):
    """As JavaScript's toISOString writes it. An offset can put a moment outside of the years that Python's dates have,
    so the calendar's cycle of 400 years is gone towards the middle, and its years are put back."""
    since = timedelta(milliseconds=milliseconds(value))
    cycles = 1 if since < timedelta() else -1
    moment = datetime(1970, 1, 1) + cycles * CYCLE + since
    year = moment.year - cycles * 400
    years = f"{year:04d}" if year <= 9999 else f"+{year:06d}"
    return f"{years}{moment.isoformat(timespec='milliseconds')[4:]}Z"


TEXTS = {
    "integer": number_text,
    "decimal": number_text,
    "text": str,
    "enum": str,
    "boolean": lambda value: "true" if value else "false",
    "date": lambda value: value.isoformat(),
    "timestamp": _timestamp_text,
}


def row_texts(columns):
    """A function from a row's values, in the columns' order, to their canonical text."""
    return lambda values: [_text_of(column["kind"], value) for column, value in zip(columns, values)]


def _text_of(kind, value):
    if value is None:
        return None
    if WORDS[kind](value) is None:
        return f"no {kind}: {describe_value(value)}"
    return TEXTS[kind](value)


def row_hash(row):
    """SHA-256 of one row's text, in base64."""
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return b64encode(sha256(text.encode()).digest()).decode()


def digest_of(row_hashes):
    """SHA-256 over the rows' hashes, sorted, so that the order of reading doesn't matter."""
    return sha256("".join(sorted(row_hashes)).encode()).hexdigest()
