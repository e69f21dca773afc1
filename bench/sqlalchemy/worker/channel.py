"""Node's IPC channel, from Python: lines of JSON on the socket that NODE_CHANNEL_FD names."""

import json
import os
import socket


class ParentGone(Exception):
    """The parent closed the channel, or died: nobody wants the result."""


class Channel:
    """Speaks what src/trial/protocol.ts declares."""

    def __init__(self):
        # Taken out, since a Node that we start would look for a channel of its own there.
        self._socket = socket.socket(fileno=int(os.environ.pop("NODE_CHANNEL_FD")))
        self._lines = self._socket.makefile("r", encoding="utf-8", newline="\n")

    def say(self, kind, **content):
        self._socket.sendall(json.dumps({"kind": kind, **content}).encode() + b"\n")

    def next(self):
        """The parent's next message; waits for it."""
        for line in self._lines:
            message = json.loads(line)
            # Node's own messages, which are no concern of ours, have a command instead of a kind.
            if "kind" in message:
                return message
        raise ParentGone()
