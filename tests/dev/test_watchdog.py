"""What `make demo` does about a Triton whose stub was killed."""

from __future__ import annotations

import threading
from pathlib import Path

import psutil

from dev.ports import free_ports
from dev.readiness import engine_answers
from dev.supervision import Service, Supervisor
from dev.triton import command
from dev.watchdog import Watchdog
from docanalyzer.pipeline.inference import ModelProfile
from tests.triton_server import CPU_MODELS, EXTRACTIVE


def test_a_dead_stub_comes_back(triton_environment: Path, tmp_path: Path) -> None:
    http, grpc, metrics = free_ports(3)
    argv, environment = command(
        [CPU_MODELS], http_port=http, grpc_port=grpc, metrics_port=metrics, models=[EXTRACTIVE]
    )
    triton = Service("triton", argv, environment, lambda: engine_answers(EXTRACTIVE, grpc))
    profile = ModelProfile(name=EXTRACTIVE, urls=(f"127.0.0.1:{grpc}",))
    restarted = threading.Event()
    with Supervisor([triton], tmp_path) as supervisor:
        supervisor.start({"triton"})
        supervisor.wait({"triton"})
        before = supervisor.pids()["triton"]

        def restart() -> None:
            supervisor.restart("triton")
            restarted.set()

        with Watchdog(profile, restart, pause=0.3, times=2):
            assert not restarted.wait(1.0)
            (stub,) = psutil.Process(before).children()
            stub.kill()
            assert restarted.wait(60)
        supervisor.wait({"triton"})
        supervisor.check()
        assert supervisor.pids()["triton"] != before
