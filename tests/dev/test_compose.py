"""compose.yaml: what it starts, that it listens to this machine alone, that old and new Compose parse it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / ".env.example"
ONE_SHOT = {"migrate"}


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    parsed: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
    return parsed


def test_has_every_part(services: dict[str, Any]) -> None:
    parts = {"web", "worker-reading", "worker-inference", "beat", "redis", "postgres", "triton", "triton-cpu"}
    assert set(services) == parts | ONE_SHOT


def test_all_are_looked_after(services: dict[str, Any]) -> None:
    for name in services.keys() - ONE_SHOT:
        assert services[name]["restart"] == "unless-stopped", name
        assert services[name]["healthcheck"]["test"], name


def test_only_the_web_is_published_and_to_this_machine_alone(services: dict[str, Any]) -> None:
    ports = {name: service["ports"] for name, service in services.items() if "ports" in service}
    assert list(ports) == ["web"]
    assert all(port.startswith("127.0.0.1:") for port in ports["web"])


def test_triton_is_told_what_long_documents_need(services: dict[str, Any]) -> None:
    triton = services["triton"]
    assert "--model-control-mode=explicit" in triton["command"]
    assert "--load-model=" in triton["command"]
    assert "--grpc-http2-min-recv-ping-interval-without-data=10000" in triton["command"]
    assert triton["shm_size"] == "1g"
    models = {path.name for path in (ROOT / "triton" / "gpu").iterdir()}
    assert re.search(r"--load-model=\$\{DOCANALYZER_MODEL:-(\w+)}", triton["command"])[1] in models  # type: ignore[index]


def test_every_queue_has_its_worker(services: dict[str, Any]) -> None:
    routes = re.findall(r'"queue": "(\w+)"', (ROOT / "docanalyzer" / "settings.py").read_text())
    for queue in routes:
        assert f"--queues {queue} " in services[f"worker-{queue}"]["command"]


def test_the_example_names_every_setting() -> None:
    settings = (ROOT / "docanalyzer" / "settings.py").read_text()
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', settings))
    named = set(re.findall(r"^(?:# )?([A-Z_]+)=", EXAMPLE.read_text(), re.M))
    assert read - named == set()


@pytest.mark.parametrize("profile", ["gpu", "cpu"])
def test_compose_itself_parses_it(profile: str, tmp_path: Path) -> None:
    """By whatever Compose is here: 1.29 of Debian or the plugin of today, or both."""
    candidates = [["docker-compose"], ["docker", "compose"]]
    commands = [
        command for command in candidates if shutil.which(command[0]) and succeeds([*command, "version"])
    ]
    if not commands:
        pytest.skip("no docker-compose is installed")
    filled = (
        EXAMPLE.read_text().replace("SECRET_KEY=\n", "SECRET_KEY=x\n").replace("PASSWORD=\n", "PASSWORD=x\n")
    )
    environment = tmp_path / "env"
    environment.write_text(filled)
    for command in commands:
        argv = [
            *command,
            "--env-file",
            str(environment),
            "--profile",
            profile,
            "-f",
            "compose.yaml",
            "config",
        ]
        done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "web" in yaml.safe_load(done.stdout)["services"]


def succeeds(argv: list[str]) -> bool:
    return subprocess.run(argv, capture_output=True, check=False).returncode == 0


def test_compose_refuses_to_start_without_secrets() -> None:
    text = (ROOT / "compose.yaml").read_text()
    assert "${DOCANALYZER_SECRET_KEY:?" in text
    assert "${POSTGRES_PASSWORD:?" in text
