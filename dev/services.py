"""Everything docanalyzer is made of, running on this machine: for the demo, the tests and development.

    python -m dev.services [--port 8000] [--data var] [--ready-file FILE]

Valkey, Triton with the built-in engine, two Celery workers, beat and the web server, on 127.0.0.1 only.
REDIS_URL, DATABASE_URL or TRITON_URLS in the environment are used instead of starting one here.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from pathlib import Path

from dev import stopping
from dev.ports import PortTaken, require_free
from dev.stack import BACKING, ENGINE, PYTHON, ROOT, Stack, describe
from dev.supervision import ServiceFailed, Supervisor
from dev.triton_python import TritonSetupError
from dev.watchdog import Watchdog
from docanalyzer.pipeline.inference import ModelProfile


class AlreadyRunning(Exception):
    """The data directory is in use; two sets of services would share one database and one queue."""


Refusal = (PortTaken, AlreadyRunning, ServiceFailed, TritonSetupError)
"""What can stop a start; each text is meant for the person who started it."""


@contextmanager
def running(data: Path, port: int) -> Iterator[tuple[Stack, Supervisor]]:
    """All services, ready; ended when the block ends, however it ends. port 0: any free one."""
    data.mkdir(parents=True, exist_ok=True)
    with _alone_in(data):
        if port:
            require_free(port)
        stack = describe(data, port)
        with Supervisor(stack.services, stack.logs) as supervisor:
            names = {service.name for service in stack.services}
            supervisor.start(names & BACKING)
            prepare_database(stack)
            supervisor.wait(names & BACKING)
            supervisor.start(names - BACKING)
            supervisor.wait(names - BACKING)
            with _settings_for_others(stack), _watched(stack, supervisor):
                yield stack, supervisor


def _watched(stack: Stack, supervisor: Supervisor) -> AbstractContextManager[object]:
    """Triton is started again when its model is dead; one that was not started here is not ours to start."""
    if all(service.name != "triton" for service in stack.services):
        return nullcontext()
    profile = ModelProfile(name=ENGINE, urls=(stack.environment["TRITON_URLS"],))
    return Watchdog(profile, restart=partial(supervisor.restart, "triton"))


def prepare_database(stack: Stack) -> None:
    """Migrations and the demo account, in one process. Raises ServiceFailed."""
    log = stack.logs / "database.log"
    with log.open("wb") as output:
        argv = [PYTHON, "-m", "dev.database"]
        done = subprocess.run(
            argv, cwd=ROOT, env=stack.environment, stdout=output, stderr=output, check=False
        )
    if done.returncode:
        last = "\n".join(
            f"  database | {line}" for line in log.read_text(errors="replace").splitlines()[-12:]
        )
        raise ServiceFailed(f"The database could not be prepared.\n{last}\nThe whole log: {log}")


@contextmanager
def _alone_in(data: Path) -> Iterator[None]:
    with (data / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunning(
                f"docanalyzer is already running from {data}: stop that one first (Ctrl-C where it runs)."
            ) from error
        yield


@contextmanager
def _settings_for_others(stack: Stack) -> Iterator[None]:
    """While the services run, `manage.py` finds their settings in the data directory (docanalyzer/settings.py)."""
    path = stack.data / "services.env"
    path.touch(mode=0o600)
    path.write_text("".join(f"{name}='{value}'\n" for name, value in stack.own_settings().items()))
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m dev.services", description=__doc__.partition("\n")[0])
    parser.add_argument("--port", type=int, default=8000, help="of the web server; 0 for any free one")
    parser.add_argument("--data", type=Path, default=ROOT / "var")
    parser.add_argument(
        "--ready-file", type=Path, help="written once all is ready: JSON with address and pids"
    )
    options = parser.parse_args()
    try:
        with stopping.by_signals(), running(options.data.resolve(), options.port) as (stack, supervisor):
            print(f"docanalyzer is ready at {stack.address} (logs: {stack.logs}; Ctrl-C ends it)", flush=True)
            if options.ready_file:
                write_ready_file(options.ready_file, stack, supervisor)
            while True:
                supervisor.check()
                time.sleep(0.5)
    except stopping.Stopped as stopped:
        return stopped.status
    except Refusal as error:
        print(error, file=sys.stderr)
        return 1


def write_ready_file(path: Path, stack: Stack, supervisor: Supervisor) -> None:
    """For the tests: where everything is. Complete when it appears."""
    half = path.with_suffix(".half")
    half.write_text(
        json.dumps({"address": stack.address, "environment": stack.own_settings(), "pids": supervisor.pids()})
    )
    half.rename(path)


if __name__ == "__main__":
    sys.exit(main())
