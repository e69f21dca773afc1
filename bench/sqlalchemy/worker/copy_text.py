"""Rows as lines of COPY's text format (https://www.postgresql.org/docs/current/sql-copy.html), as the server might have
written them: Node's own code (src/trial/columns) then says what they are worth. Values that a driver made the same of stay
the same: of an interval it keeps no more than a length."""

import json
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from ipaddress import IPv4Address, IPv4Interface, IPv4Network, IPv6Address, IPv6Interface, IPv6Network
from uuid import UUID

_ESCAPES = str.maketrans(
    {"\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v"}
)
_ESCAPED = re.compile(r"[\\\b\f\n\r\t\v]")
_QUOTED = re.compile(r'(["\\])')

_SECOND = timedelta(seconds=1)


class Unwritable(Exception):
    """A value that no text is known for; the message is for the user."""


def _float(value):
    if value != value:
        return "NaN"
    return {"inf": "Infinity", "-inf": "-Infinity"}.get(repr(value)) or repr(value)


def _clock(value):
    """A sign and what it stands before: `-08:30`, `+14`; seconds only where there are any."""
    sign, value = ("-", -value) if value < timedelta() else ("+", value)
    minutes, seconds = divmod(value // _SECOND, 60)
    parts = [minutes // 60, minutes % 60, seconds]
    while len(parts) > 1 and parts[-1] == 0:
        parts.pop()
    return sign + ":".join(f"{part:02d}" for part in parts)


def _time(value):
    offset = value.utcoffset()
    text = value.replace(tzinfo=None).isoformat()
    return (text.rstrip("0") if value.microsecond else text) + ("" if offset is None else _clock(offset))


def _interval(value):
    """Days and time with one sign, as the server has them where nobody asked for others."""
    sign, value = ("-", -value) if value < timedelta() else ("", value)
    minutes, seconds = divmod(value.seconds, 60)
    clock = f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}.{value.microseconds:06d}"
    return f"{sign}{value.days} days {sign}{clock}"


def _bytes(value):
    return "\\x" + bytes(value).hex()


_TEXTS = {
    str: str,
    bool: lambda value: "t" if value else "f",
    int: str,
    float: _float,
    Decimal: str,
    date: date.isoformat,
    datetime: lambda value: value.isoformat(" "),
    time: _time,
    timedelta: _interval,
    UUID: str,
    bytes: _bytes,
    bytearray: _bytes,
    memoryview: _bytes,
    **dict.fromkeys((IPv4Address, IPv4Interface, IPv4Network, IPv6Address, IPv6Interface, IPv6Network), str),
}


def _plain(value):
    for kind in type(value).__mro__:
        if kind in _TEXTS:
            return _TEXTS[kind](value)
    raise Unwritable(f"no text is known for a value of the type {type(value).__name__}")


def _array(element_text):
    """A function from a list to the server's literal of it: `{"1",NULL,{"2"}}`; what is no list stays what it is."""

    def item(value):
        if value is None:
            return "NULL"
        if isinstance(value, list):
            return literal(value)
        quoted = _QUOTED.sub(r"\\\1", element_text(value))
        return f'"{quoted}"'

    def literal(values):
        return f"{{{','.join(map(item, values))}}}"

    return lambda value: literal(value) if isinstance(value, list) else _plain(value)


def _text_of(kind, element=None):
    """What writes the values of a column."""
    if kind == "array":
        return _array(_text_of(element))
    # Drivers parse JSON, so that a text is one of its values; of other types at most that there is a value is compared.
    return {"json": json.dumps, "other": str, "unchecked": str}.get(kind, _plain)


def copy_lines(columns):
    """A function from a row's values, in the columns' order, to its line, as bytes with the line feed. Where there are
    fewer values, the line has as many fields."""
    names = [column["name"] for column in columns]
    texts = [_text_of(column["kind"], column.get("element")) for column in columns]

    def field(value, text_of):
        if value is None:
            return "\\N"
        text = text_of(value)
        return text.translate(_ESCAPES) if _ESCAPED.search(text) else text

    def line(values):
        fields = []
        try:
            for value, text_of in zip(values, texts):
                fields.append(field(value, text_of))
        except (Unwritable, TypeError, ValueError) as error:
            raise Unwritable(f"Column {names[len(fields)]} can't be written as COPY's text: {error}.") from error
        return ("\t".join(fields) + "\n").encode()

    return line
