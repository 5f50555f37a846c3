"""Keep a set of processes: start each, wait until it works, notice when one ends, end them all.

The keeping is supervisord's (docs/decisions/process-manager.md). Ours is the order by readiness, the
report on what died, and that no grandchild survives: orphans become children of this process, and are ended.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import xmlrpc.client
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import psutil
from supervisor.xmlrpc import SupervisorTransport

ROOT = Path(__file__).resolve().parent.parent
STOP_SECONDS = 8
STAYING_SECONDS = 3
"""One that ends sooner after its start is not started again without end: three times, then it has failed."""
GOING = {"STOPPED", "STARTING", "RUNNING", "STOPPING", "BACKOFF"}
_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36


class ServiceFailed(Exception):
    """A service ended, or did not become ready; the text names it and has its last log lines."""


@dataclass(frozen=True, slots=True)
class Service:
    """One process. ready(): True once it answers, asked a few times a second for at most `seconds`.

    restarts: started again when it ends by itself; one that cannot stay up has failed. Of the others each end is one.
    """

    name: str
    argv: list[str]
    environment: dict[str, str]
    ready: Callable[[], bool]
    seconds: float = 120
    stop_signal: str = "TERM"
    restarts: bool = False


@dataclass(slots=True)
class Supervisor:
    """supervisord over `services`, none of them started yet. Logs: log_directory/NAME.log."""

    services: list[Service]
    log_directory: Path
    _folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="docanalyzer-")))
    _daemon: subprocess.Popen[bytes] | None = None
    _started: list[set[str]] = field(default_factory=list)
    _others: set[psutil.Process] = field(default_factory=set)

    def __enter__(self) -> Supervisor:
        self._others = set(psutil.Process().children())
        _prctl(_PR_SET_CHILD_SUBREAPER, 1)
        self.log_directory.mkdir(parents=True, exist_ok=True)
        self._write_configuration()
        argv = [
            sys.executable,
            "-m",
            "supervisor.supervisord",
            "-n",
            "-c",
            str(self._folder / "supervisord.conf"),
        ]
        # A session of its own: Ctrl-C in the terminal is ours to act on. It ends with us, however we end.
        self._daemon = subprocess.Popen(
            argv,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 - no other thread runs yet
        )
        _until(self._answers, 60, "the process manager")
        return self

    def __exit__(self, *exc: object) -> None:
        daemon = self._daemon
        if daemon is not None and daemon.poll() is None:
            with contextlib.suppress(OSError, xmlrpc.client.Error):
                self._stop_started()
            daemon.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                daemon.wait(timeout=STOP_SECONDS + 4)
        _end_children(self._others)
        # Whoever goes on after this block is not waiting for other people's orphans.
        _prctl(_PR_SET_CHILD_SUBREAPER, 0)
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self, names: set[str]) -> None:
        """Start the named services together, without waiting."""
        self._started.append(names)
        for service in self.services:
            if service.name in names:
                self._rpc().supervisor.startProcess(service.name, False)

    def wait(self, names: set[str]) -> None:
        """Return when every named service is ready. Raises ServiceFailed."""
        for service in self.services:
            if service.name in names:
                self._wait_ready(service)

    def restart(self, name: str) -> None:
        """End a service and start it again. Raises OSError or xmlrpc.client.Error when it has ended itself."""
        rpc = self._rpc().supervisor
        rpc.stopProcess(name, True)
        rpc.startProcess(name, False)

    def check(self) -> None:
        """Raises ServiceFailed if a service that was started has ended for good."""
        if self._daemon is None or self._daemon.poll() is not None:
            raise ServiceFailed(
                "The process manager itself has ended; see supervisord.log beside the other logs."
            )
        for state in self._states():
            restarts = any(one.restarts and one.name == state["name"] for one in self.services)
            if state["statename"] not in GOING and not (restarts and state["statename"] == "EXITED"):
                how = state["spawnerr"] or f"with status {state['exitstatus']}"
                raise ServiceFailed(f"{state['name']} ended ({how}).\n{self.last_lines(state['name'])}")

    def pids(self) -> dict[str, int]:
        """The process ids of the running services by name."""
        return {state["name"]: state["pid"] for state in self._states() if state["pid"]}

    def last_lines(self, name: str, count: int = 12) -> str:
        """The end of a service's log, indented, and where the rest is."""
        log = self.log_directory / f"{name}.log"
        lines = log.read_text(errors="replace").splitlines() if log.is_file() else []
        return "\n".join([f"  {name} | {line}" for line in lines[-count:]] + [f"The whole log: {log}"])

    def _stop_started(self) -> None:
        """The last started first: a worker gives its work back while the broker still stands."""
        rpc = self._rpc().supervisor
        for names in reversed(self._started):
            for name in names & self.pids().keys():
                rpc.stopProcess(name, False)
            deadline = time.monotonic() + STOP_SECONDS + 2
            while names & self.pids().keys() and time.monotonic() < deadline:
                time.sleep(0.05)

    def _wait_ready(self, service: Service) -> None:
        deadline = time.monotonic() + service.seconds
        while not service.ready():
            self.check()
            if time.monotonic() > deadline:
                late = f"{service.name} was not ready after {service.seconds:.0f} s."
                raise ServiceFailed(f"{late}\n{self.last_lines(service.name)}")
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            return bool(self._rpc().supervisor.getState())
        except OSError:
            return False

    def _states(self) -> list[dict[str, Any]]:
        return cast(list[dict[str, Any]], self._rpc().supervisor.getAllProcessInfo())

    def _rpc(self) -> xmlrpc.client.ServerProxy:
        transport = SupervisorTransport(None, None, f"unix://{self._folder / 'socket'}")
        return xmlrpc.client.ServerProxy("http://127.0.0.1", transport=transport)

    def _write_configuration(self) -> None:
        launch = {
            service.name: {"argv": service.argv, "environment": service.environment, "directory": str(ROOT)}
            for service in self.services
        }
        table = self._folder / "services.json"
        table.touch(mode=0o600)
        table.write_text(json.dumps(launch))
        (self._folder / "supervisord.conf").write_text(
            "\n".join([self._daemon_section(), *map(self._program_section, self.services)])
        )

    def _daemon_section(self) -> str:
        log = _quoted(self.log_directory / "supervisord.log")
        user = "user=root\n" if os.geteuid() == 0 else ""
        return (
            f"[unix_http_server]\nfile={_quoted(self._folder / 'socket')}\nchmod=0700\n"
            f"[supervisord]\n{user}logfile={log}\npidfile={_quoted(self._folder / 'pid')}\nnocleanup=true\n"
            "[rpcinterface:supervisor]\n"
            "supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface\n"
        )

    def _program_section(self, service: Service) -> str:
        command = [sys.executable, "-m", "dev.launch", str(self._folder / "services.json"), service.name]
        log = self.log_directory / f"{service.name}.log"
        log.unlink(missing_ok=True)
        return (
            f"[program:{service.name}]\ncommand={_quoted(shlex.join(command))}\ndirectory={_quoted(ROOT)}\n"
            f"autostart=false\nautorestart={str(service.restarts).lower()}\n"
            f"startsecs={STAYING_SECONDS if service.restarts else 0}\nredirect_stderr=true\nstdout_logfile={_quoted(log)}\n"
            f"stdout_logfile_maxbytes=10MB\nstdout_logfile_backups=1\nstopsignal={service.stop_signal}\n"
            f"stopwaitsecs={STOP_SECONDS}\nstopasgroup=false\nkillasgroup=true\n"
        )


def _quoted(value: object) -> str:
    """A value of supervisord's configuration, where % expands and ` ;` starts a comment."""
    return str(value).replace("%", "%%")


def _until(true: Callable[[], bool], seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise ServiceFailed(f"{what} was not ready after {seconds:.0f} s.")
        time.sleep(0.05)


def _prctl(option: int, value: int) -> None:
    ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def _end_with_parent() -> None:
    _prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _end_children(others: set[psutil.Process]) -> None:
    """End what is left of the processes under this one, also those whose own parent is gone.

    others: children that were here before the services, and are somebody else's; nothing under them is ended either.
    """
    roots = [child for child in psutil.Process().children() if child not in others]
    left = [*roots, *(under for root in roots for under in _under(root))]
    for process in left:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(left, timeout=5)


def _under(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []
