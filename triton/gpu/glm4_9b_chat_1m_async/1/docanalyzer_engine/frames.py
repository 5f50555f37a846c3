"""Messages between the stub and the engine: four bytes of length, then JSON. A prompt may be many MB."""

import asyncio
import json
import struct
from typing import Any


async def read_frame(reader: asyncio.StreamReader) -> dict[str, Any] | None:
    """The next message, None when the other side has closed."""
    try:
        (length,) = struct.unpack(">I", await reader.readexactly(4))
        message: dict[str, Any] = json.loads(await reader.readexactly(length))
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    return message


async def write_frame(writer: asyncio.StreamWriter, message: dict[str, Any]) -> None:
    raw = json.dumps(message, ensure_ascii=False).encode()
    writer.write(struct.pack(">I", len(raw)) + raw)
    await writer.drain()
