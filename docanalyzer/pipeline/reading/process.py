"""Start, watch and end one child process that answers in JSON lines."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import IO, Any, cast

_ROOT = Path(__file__).resolve().parents[3]
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); from docanalyzer.pipeline.reading.child import main; main()"
)
_FOLDERS = "docanalyzer-read-"
_POLL_SECONDS = 0.1
_READ_BYTES = 1 << 20
_PROC = Path("/proc/self")
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "HOME", "TESSDATA_PREFIX", "LD_LIBRARY_PATH")
"""What the child may know of our environment: no database address, no secret key."""


class Ended(StrEnum):
    """Why a child ended without an answer."""

    BY_ITSELF = "by itself"
    CANCELLED = "cancelled"
    WALL_CLOCK = "wall clock"
    CPU_TIME = "cpu time"
    KILLED = "killed"
    ANSWERED_TOO_MUCH = "answered too much"
    CRASHED = "crashed"


@dataclass(slots=True)
class Cost:
    """What a child used: seconds, and bytes of resident memory at its peak."""

    wall_seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_bytes: int = 0


class ChildProcess:
    """A context manager: on leaving it the whole process group is dead and its temporary folder gone."""

    def __init__(
        self,
        request: dict[str, Any],
        *,
        wall_seconds: float,
        answer_bytes: int,
        cancelled: Callable[[], bool],
        cost: Cost | None = None,
    ) -> None:
        self.cost = cost if cost is not None else Cost()
        self.ended = Ended.BY_ITSELF
        self._request = request
        self._cancelled = cancelled
        self._wall_seconds = wall_seconds
        self._answer_bytes = answer_bytes

    def __enter__(self) -> ChildProcess:
        self._started = time.monotonic()
        self._noted = 0.0
        remove_left_behind()
        self._folder = tempfile.mkdtemp(prefix=f"{_FOLDERS}{os.getpid()}-")
        environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-c", _START, str(_ROOT)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                env={**environment, "TMPDIR": self._folder, "OMP_NUM_THREADS": "2"},
                cwd=self._folder,
            )
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()
        shutil.rmtree(self._folder, ignore_errors=True)

    def messages(self) -> Iterator[list[Any]]:
        """Each line's JSON as it arrives. Ends when the child does, or sets `ended` and kills it."""
        stdin, stdout = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)
        with contextlib.suppress(BrokenPipeError):
            # The password travels here: a command line could be seen by every user of the machine.
            stdin.write(json.dumps(self._request).encode() + b"\n")
            stdin.flush()
        pending: list[bytes] = []
        with selectors.DefaultSelector() as selector:
            selector.register(stdout, selectors.EVENT_READ)
            while True:
                ready = selector.select(_POLL_SECONDS)
                self._note_peak()
                if self._must_stop():
                    return
                if not ready:
                    continue
                data = os.read(stdout.fileno(), _READ_BYTES)
                if not data:
                    return self._end()
                self._answer_bytes -= len(data)
                if self._answer_bytes < 0:
                    self.ended = Ended.ANSWERED_TOO_MUCH
                    return self._end()
                pending.append(data)
                if b"\n" in data:
                    *lines, rest = b"".join(pending).split(b"\n")
                    pending = [rest]
                    for message in map(json.loads, lines):
                        if message[0] == "peak":
                            self.cost.peak_bytes = max(self.cost.peak_bytes, message[1])
                        else:
                            yield message

    def _note_peak(self) -> None:
        """Looked at while it runs, because a child that is killed cannot tell. Not ru_maxrss: that counts
        what the parent held when it forked."""
        now = time.monotonic()
        if now - self._noted > _POLL_SECONDS:
            self._noted = now
            self.cost.peak_bytes = max(self.cost.peak_bytes, peak_bytes(self._process.pid))

    def _must_stop(self) -> bool:
        if self._cancelled():
            self.ended = Ended.CANCELLED
        elif time.monotonic() - self._started > self._wall_seconds:
            self.ended = Ended.WALL_CLOCK
        else:
            return False
        self._end()
        return True

    def _end(self) -> None:
        """Kill whatever is left of the group, collect the child and what it cost. Safe to call twice."""
        if self._process.returncode is not None:
            return
        asked = self.ended is not Ended.BY_ITSELF
        status, usage = self._collect(kill_first=asked)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        self.cost.wall_seconds = time.monotonic() - self._started
        self.cost.cpu_seconds = usage.ru_utime + usage.ru_stime
        if not asked:
            self.ended = _why(self._process.returncode)

    def _collect(self, *, kill_first: bool) -> tuple[int, Any]:
        """wait4 instead of Popen.wait: it alone tells what this one child used."""
        pid = self._process.pid
        if not kill_first:  # it closed its output: it is exiting, or being torn down after a failure here
            for _ in range(50):
                done, status, usage = os.wait4(pid, os.WNOHANG)
                if done:
                    self._kill_group()
                    return status, usage
                time.sleep(0.002)
        self._kill_group()
        _, status, usage = os.wait4(pid, 0)
        return status, usage

    def _kill_group(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)


def remove_left_behind() -> None:
    """The folders of processes of this machine that were killed: their name holds the process."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDERS}*-*"):
        pid = folder.name.removeprefix(_FOLDERS).split("-")[0]
        if pid.isdigit() and not folder.is_symlink() and not Path(f"/proc/{pid}").exists() and _PROC.exists():
            shutil.rmtree(folder, ignore_errors=True)


def peak_bytes(pid: int | str = "self") -> int:
    """Resident memory of a process at its peak; 0 where the system does not tell."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    _, _, rest = status.partition("VmHWM:")
    return int(rest.split()[0]) * 1024 if rest else 0


def _why(returncode: int) -> Ended:
    if returncode == -signal.SIGXCPU:
        return Ended.CPU_TIME
    if returncode == -signal.SIGKILL:
        return Ended.KILLED
    return Ended.BY_ITSELF if returncode == 0 else Ended.CRASHED
