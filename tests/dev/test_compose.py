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


def test_every_setting_reaches_the_processes(services: dict[str, Any]) -> None:
    """But those of the section that is for other ways to run it."""
    example = EXAMPLE.read_text().partition("# --- Without docker compose")[0]
    named = set(re.findall(r"^(?:# )?([A-Z_]+)=", example, re.M))
    settings = (ROOT / "docanalyzer" / "settings.py").read_text()
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', settings))
    assert (named & read) - services["web"]["environment"].keys() == set()


def test_a_model_servers_health_is_a_real_token_and_a_dead_one_is_ended(services: dict[str, Any]) -> None:
    for name in ("triton", "triton-cpu"):
        test = services[name]["healthcheck"]["test"]
        assert test[2].endswith("watch.py"), name
        # The server must not be process 1: the kernel gives that one no signal from inside that could kill it.
        assert services[name]["init"] is True
    assert "./triton/watch.py:/watch.py:ro" in services["triton"]["volumes"]
    assert "COPY triton/watch.py triton/watch.py" in (ROOT / "Dockerfile").read_text()


def test_the_triton_image_has_to_be_named() -> None:
    assert "image: ${TRITON_IMAGE:?" in (ROOT / "compose.yaml").read_text()


@pytest.mark.parametrize("profile", ["gpu", "cpu"])
def test_compose_itself_parses_it(profile: str, tmp_path: Path) -> None:
    for done in configured(profile, tmp_path, TRITON_IMAGE="x" if profile == "gpu" else "none"):
        assert done.returncode == 0, done.stderr
        assert "web" in yaml.safe_load(done.stdout)["services"]


def test_compose_says_that_the_triton_image_has_to_be_named(tmp_path: Path) -> None:
    for done in configured("gpu", tmp_path, TRITON_IMAGE=""):
        assert done.returncode != 0
        assert "set it in .env to NVIDIA's Triton image with vLLM" in done.stderr


def configured(profile: str, folder: Path, **values: str) -> list[subprocess.CompletedProcess[str]]:
    """`config` by whatever Compose is here: 1.29 of Debian or the plugin of today, or both."""
    candidates = [["docker-compose"], ["docker", "compose"]]
    commands = [
        command for command in candidates if shutil.which(command[0]) and succeeds([*command, "version"])
    ]
    if not commands:
        pytest.skip("no docker-compose is installed")
    values = {"DOCANALYZER_SECRET_KEY": "x", "POSTGRES_PASSWORD": "x"} | values
    filled = EXAMPLE.read_text() + "".join(f"{name}={value}\n" for name, value in values.items())
    environment = folder / "env"
    environment.write_text(filled)
    options = ["--env-file", str(environment), "--profile", profile, "-f", "compose.yaml", "config"]
    return [
        subprocess.run([*command, *options], cwd=ROOT, capture_output=True, text=True, check=False)
        for command in commands
    ]


def succeeds(argv: list[str]) -> bool:
    return subprocess.run(argv, capture_output=True, check=False).returncode == 0


def test_compose_refuses_to_start_without_secrets() -> None:
    text = (ROOT / "compose.yaml").read_text()
    assert "${DOCANALYZER_SECRET_KEY:?" in text
    assert "${POSTGRES_PASSWORD:?" in text
