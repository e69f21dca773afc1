"""Hands rows to Node, line by line, which does with them what it does with its own reads' (src/trial/handed-rows.ts):
checksums, digests, differences."""

import json
import sys
from contextlib import suppress
from subprocess import PIPE, Popen

from copy_text import copy_lines
from engines import open_engine
from patterns import load_pattern

#: Node and its program, as whoever started this worker said.
COMMAND = sys.argv[1:]
END = b"\\.\n"


class HandoverFailed(Exception):
    """Node couldn't do it; the message says why."""


def values_in_order(columns):
    """A function from SQLAlchemy's rows to their values in the columns' order, whatever order the SELECT gives; as far as
    the first column that the row doesn't have."""
    positions = None

    def values(row):
        nonlocal positions
        if positions is None:
            fields = list(row._fields)
            positions = []
            for column in columns:
                if column["name"] not in fields:
                    break
                positions.append(fields.index(column["name"]))
        return [row[position] for position in positions]

    return values


def hand_over(job, pattern, application_name, look=None):
    """Reads the job's data set with a pattern, unmeasured, and gives Node's answer (src/trial/protocol.ts,
    RowsJob) to its rows. `look` is called with each row as SQLAlchemy gives it, too."""
    data_set = job["dataSet"]
    values_of, line_of = values_in_order(data_set["columns"]), copy_lines(data_set["columns"])

    def write_all(write):
        write(json.dumps(job).encode() + b"\n")

        def take(row):
            write(line_of(values_of(row)))
            if look is not None:
                look(row)

        load_pattern(pattern).read(engine, data_set["table"], take)
        write(END)

    engine = open_engine(data_set, application_name)
    try:
        return _answer_to(write_all)
    finally:
        engine.dispose()


def _answer_to(write_all):
    """What Node says when it has got everything. Its standard error is ours, which the parent reads."""
    node = Popen(COMMAND, stdin=PIPE, stdout=PIPE, bufsize=64 * 1024)
    try:
        # Where it has ended before its time, what it said is the reason.
        with suppress(BrokenPipeError):
            write_all(node.stdin.write)
            node.stdin.close()
        answers = [json.loads(line) for line in node.stdout if line.startswith(b"{")]
    finally:
        # Where the read failed, it would wait for the rest.
        node.kill()
        with suppress(BrokenPipeError):
            node.stdin.close()
        node.stdout.close()
        code = node.wait()
    if not answers:
        raise HandoverFailed(f"Node ended with {code} before it had an answer to the rows.")
    answer = answers[-1]
    if answer["kind"] == "failed":
        raise HandoverFailed(answer["message"])
    return answer
