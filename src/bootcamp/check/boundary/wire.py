"""Frames on a socket: a JSON header, and raw buffers after it. Both are bounded."""

import json
import socket
import struct
from collections.abc import Sequence
from typing import Any

HEADER_LIMIT = 8_000_000  # bytes
BUFFER_LIMIT = 64_000_000  # bytes, all buffers of a frame together
BUFFERS_LIMIT = 20_000

_LENGTH = struct.Struct(">I")


class BrokenFrameError(Exception):
    """What came is no frame, or the process of the code has ended."""


class Channel:
    """One end of a connection. Careful: not for several threads."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def send(self, message: dict[str, Any], buffers: Sequence[bytes] = ()) -> None:
        """Send a message. Raises BrokenFrameError where the process of the code has ended."""
        header = json.dumps({"message": message, "sizes": [len(b) for b in buffers]}).encode()
        try:
            self._connection.sendall(b"".join([_LENGTH.pack(len(header)), header, *buffers]))
        except OSError as error:
            raise BrokenFrameError("the process of the code has ended") from error

    def receive(self) -> tuple[dict[str, Any], list[bytes]]:
        """The next message and its buffers. Raises BrokenFrameError."""
        (length,) = _LENGTH.unpack(self._exactly(_LENGTH.size))
        if length > HEADER_LIMIT:
            raise BrokenFrameError(f"a header of {length:,} bytes")
        try:
            frame = json.loads(self._exactly(length))
            message, sizes = frame["message"], frame["sizes"]
            is_sound = (
                isinstance(message, dict)
                and len(sizes) <= BUFFERS_LIMIT
                and all(type(size) is int and size >= 0 for size in sizes)
                and sum(sizes) <= BUFFER_LIMIT
            )
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise BrokenFrameError("a header that can't be read") from error
        if not is_sound:
            raise BrokenFrameError("a header that promises too much")
        return message, [self._exactly(size) for size in sizes]

    def _exactly(self, size: int) -> bytes:
        received = bytearray()
        while len(received) < size:
            try:
                chunk = self._connection.recv(min(size - len(received), 1 << 20))
            except OSError as error:
                raise BrokenFrameError("the process of the code has ended") from error
            if not chunk:
                raise BrokenFrameError("the process of the code has ended")
            received += chunk
        return bytes(received)
