"""The fixture `triton_server`: one real Triton for the test session: scripted models and the CPU engine."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

from dev import triton
from dev.ports import free_ports
from dev.triton_python import TritonSetupError

SCRIPTED_MODELS = Path(__file__).parent / "triton_models"
CPU_MODELS = triton.ROOT / "triton" / "cpu"
EXTRACTIVE = "docanalyzer_extractive"


@dataclass(frozen=True, slots=True)
class TritonServer:
    """url: its gRPC address. process: for tests that end it themselves (their own server only)."""

    url: str
    metrics_url: str
    process: subprocess.Popen[bytes]


@contextmanager
def running_triton(
    models: dict[str, str], *, log: IO[bytes], ports: list[int] | None = None
) -> Iterator[TritonServer]:
    """A real Triton with these models (name → chat format), ready by an answered request."""
    http, grpc, metrics = ports or free_ports(3)
    argv, environment = triton.command(
        [SCRIPTED_MODELS, CPU_MODELS],
        http_port=http,
        grpc_port=grpc,
        metrics_port=metrics,
        models=models,
    )
    process = subprocess.Popen(argv, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        triton.wait_ready(models, grpc_port=grpc, seconds=60, process=process)
        yield TritonServer(f"127.0.0.1:{grpc}", f"http://127.0.0.1:{metrics}/metrics", process)
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def available_models() -> dict[str, str]:
    models = {"scripted": "glm4", "scripted_stock": "glm4"}
    if (CPU_MODELS / EXTRACTIVE / "config.pbtxt").is_file():
        models[EXTRACTIVE] = "extractive"
    return models


@pytest.fixture(scope="session")
def triton_environment() -> Path:
    """.venv-triton, or a skip that says why there is none. In CI that is a failure."""
    try:
        return triton.ensure()
    except TritonSetupError as problem:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"no Triton here: {problem}")


@pytest.fixture(scope="session")
def triton_server(
    triton_environment: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TritonServer]:
    """One real Triton for the session, with the scripted models and the extractive engine."""
    log_path = tmp_path_factory.mktemp("triton") / "server.log"
    with log_path.open("wb") as log:
        try:
            context = running_triton(available_models(), log=log)
            server = context.__enter__()
        except TritonSetupError as problem:
            raise RuntimeError(f"{problem}\n{log_path.read_text(errors='replace')[-3000:]}") from problem
        yield server
        context.__exit__(None, None, None)
