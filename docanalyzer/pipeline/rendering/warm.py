"""One child process that keeps a document open and answers requests until it is killed."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, Any, cast

from docanalyzer.pipeline.reading.process import peak_bytes
from docanalyzer.pipeline.rendering.errors import rendering_error

_ROOT = Path(__file__).resolve().parents[3]
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from docanalyzer.pipeline.rendering.child import main; main(int(sys.argv[2]))"
)
_READ_BYTES = 1 << 20
_MOST_BYTES = 64 << 20
"""What one answer may weigh: the process that asked has no memory limit of its own."""
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH")
"""What the child may know of our environment: no database address, no secret key."""


class WarmChild:
    """Starting returns at once; the child imports its libraries meanwhile.

    It ends with its standard input: when this process is gone, so is the child. (Not by the kernel's
    parent-death signal: that one counts the thread that started the child, and those of a web server pass.)
    """

    def __init__(self, memory_bytes: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", _START, str(_ROOT), str(memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            cwd=tempfile.gettempdir(),
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_dead(self) -> bool:
        return self._process.poll() is not None

    def peak_bytes(self) -> int:
        return peak_bytes(self.pid)

    def ask(self, request: dict[str, Any], *, wall_seconds: float) -> tuple[Any, bytes]:
        """The answer's JSON and its bytes. Raises RenderingError; the child is dead after most of them."""
        deadline = time.monotonic() + wall_seconds
        line = json.dumps(request | {"cpu_seconds": int(wall_seconds) + 1}).encode() + b"\n"
        try:
            self._write(line, deadline)
            head, rest = self._line(deadline)
            body = self._exactly(head.get("bytes", 0), rest, deadline)
        except TimeoutError:
            self.kill()
            raise rendering_error("timed_out") from None
        except (OSError, EOFError, ValueError):
            code = self._why_it_ended()
            self.kill()
            raise rendering_error(code) from None
        if "error" in head:
            if head.get("ends"):
                self.kill()
            raise rendering_error(str(head["error"]))
        return head.get("result"), body

    def _write(self, line: bytes, deadline: float) -> None:
        stdin = cast(IO[bytes], self._process.stdin)
        os.set_blocking(stdin.fileno(), False)
        rest = memoryview(line)
        with selectors.DefaultSelector() as selector:
            selector.register(stdin, selectors.EVENT_WRITE)
            while rest:
                self._wait(selector, deadline)
                with contextlib.suppress(BlockingIOError):
                    rest = rest[os.write(stdin.fileno(), rest[:_READ_BYTES]) :]

    def _line(self, deadline: float) -> tuple[dict[str, Any], bytes]:
        got = b""
        while b"\n" not in got:
            got += self._read(deadline)
            if len(got) > _MOST_BYTES:
                raise EOFError
        line, _, rest = got.partition(b"\n")
        return json.loads(line), rest

    def _exactly(self, count: int, got: bytes, deadline: float) -> bytes:
        if not isinstance(count, int) or not 0 <= count <= _MOST_BYTES:
            raise EOFError
        pieces, size = [got], len(got)
        while size < count:
            pieces.append(self._read(deadline))
            size += len(pieces[-1])
        return b"".join(pieces)

    def _read(self, deadline: float) -> bytes:
        stdout = cast(IO[bytes], self._process.stdout)
        with selectors.DefaultSelector() as selector:
            selector.register(stdout, selectors.EVENT_READ)
            self._wait(selector, deadline)
            data = os.read(stdout.fileno(), _READ_BYTES)
        if not data:
            raise EOFError
        return data

    @staticmethod
    def _wait(selector: selectors.BaseSelector, deadline: float) -> None:
        if not selector.select(max(0.0, deadline - time.monotonic())):
            raise TimeoutError

    def _why_it_ended(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(0.5)
        if self._process.returncode == -signal.SIGXCPU:
            return "timed_out"
        if self._process.returncode == -signal.SIGKILL:
            return "stopped"
        return "crashed"

    def kill(self) -> None:
        """Safe to call twice."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if self._process.returncode is None:
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
