"""Several Tritons with one model: a document's home, what happens when it is down, and coming back."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from dev.ports import free_ports
from docanalyzer.pipeline.errors import ServerUnavailable
from docanalyzer.pipeline.inference import Chunk, ModelProfile, Sampling
from docanalyzer.pipeline.triton import TritonClient, replicas
from docanalyzer.pipeline.triton.replicas import Replica, in_order_for
from tests.triton_server import TritonServer, running_triton

URLS = ("10.0.0.1:8001", "10.0.0.2:8001", "10.0.0.3:8001")


def homes(urls: tuple[str, ...], routes: int = 3000) -> dict[str, str]:
    servers = [Replica(url, 30) for url in urls]
    return {str(route): in_order_for(servers, str(route))[0].url for route in range(routes)}


def test_routes_spread_evenly_over_the_replicas() -> None:
    counts = Counter(homes(URLS).values())
    assert len(counts) == 3
    assert min(counts.values()) > 900


def test_losing_a_replica_moves_only_the_routes_that_lived_there() -> None:
    before, after = homes(URLS), homes(URLS[:2])
    moved = {route for route in before if before[route] != after[route]}
    assert moved == {route for route, home in before.items() if home == URLS[2]}


def test_the_order_of_the_addresses_in_the_settings_does_not_matter() -> None:
    assert homes(URLS) == homes(URLS[::-1])


def test_without_a_route_the_least_busy_replica_is_taken() -> None:
    servers = [Replica(url, 30) for url in URLS]
    servers[0].in_flight, servers[1].in_flight = 2, 1
    assert in_order_for(servers, "")[0] is servers[2]


def answer(client: TritonClient, route: str, script: dict[str, object]) -> str:
    prompt = f"@script {json.dumps(script)}"
    return "".join(chunk.text for chunk in client.stream(prompt, Sampling(route=route, max_tokens=8)))


def served(server: TritonServer, name: str) -> bool:
    """Whether this very server has seen the request of that name."""
    client = TritonClient(ModelProfile(name="scripted", urls=(server.url,), chat_format="glm4"))
    return answer(client, "", {"report": name}) != "null"


@pytest.mark.triton
def test_a_route_falls_back_when_its_home_is_down_and_comes_home_again(
    triton_server: TritonServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replicas, "FIRST_REST_SECONDS", 0.0)
    monkeypatch.setattr(replicas, "LONGEST_REST_SECONDS", 0.0)
    ports = free_ports(3)
    url = f"127.0.0.1:{ports[1]}"
    profile = ModelProfile(name="scripted", urls=(triton_server.url, url), chat_format="glm4")
    client = TritonClient(profile)
    servers = [Replica(address, 30) for address in profile.urls]
    route = next(str(n) for n in range(1000) if in_order_for(servers, str(n))[0].url == url)

    with (tmp_path / "log").open("wb") as log:
        with running_triton({"scripted": "glm4"}, log=log, ports=ports) as home:
            answer(client, route, {"id": "at home"})
            assert served(home, "at home")
        answer(client, route, {"id": "fallen back"})
        assert served(triton_server, "fallen back")
        assert [replica.up for replica in client.health()] == [True, False]
        with running_triton({"scripted": "glm4"}, log=log, ports=ports) as home:
            while not served(home, "home again"):
                answer(client, route, {"id": "home again"})
            assert all(replica.up for replica in client.health())


@pytest.mark.triton
def test_nothing_falls_back_once_text_has_come(triton_server: TritonServer) -> None:
    profile = ModelProfile(name="scripted", urls=(triton_server.url, triton_server.url), chat_format="glm4")
    stream = TritonClient(profile).stream('@script {"tokens": 9, "cut": 2}', Sampling())
    received: list[str] = []
    with pytest.raises(ServerUnavailable):
        received.extend(chunk.text for chunk in stream)
    assert received == ["word0 ", "word1 "]


FORK = """
import os, sys
from docanalyzer.pipeline.inference import ModelProfile, Sampling
from docanalyzer.pipeline.triton import TritonClient
client = TritonClient(ModelProfile(name="scripted", urls=(sys.argv[1],), chat_format="glm4"))
child = os.fork()
if child == 0:
    text = "".join(chunk.text for chunk in client.stream('@script {"tokens": 2}', Sampling()))
    os._exit(0 if text == "word0 word1 " else 1)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.triton
def test_a_client_made_before_a_fork_works_after_it(triton_server: TritonServer) -> None:
    """As in Celery's prefork pool: the object is made in the parent, the channel in the child."""
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", FORK, triton_server.url], cwd=root, timeout=60, check=False)
    assert done.returncode == 0


@pytest.mark.triton
def test_a_server_that_ends_under_a_request_is_told_from_one_that_was_away(tmp_path: Path) -> None:
    with (tmp_path / "log").open("wb") as log, running_triton({"scripted": "glm4"}, log=log) as server:
        client = TritonClient(ModelProfile(name="scripted", urls=(server.url,), chat_format="glm4"))
        answer(client, "", {"id": "it answers"})
        stream = client.stream('@script {"tokens": 500, "delay": 0.05}', Sampling(max_tokens=500))
        while not next(stream).text:
            pass
        server.process.kill()
        with pytest.raises(ServerUnavailable) as under_it:
            list(stream)
        assert under_it.value.fell
        with pytest.raises(ServerUnavailable) as away:
            answer(client, "", {})
        assert not away.value.fell


class Falls(TritonClient):
    """Every replica is away; the first one that is asked ends under the request."""

    asked = 0

    def _ask(self, replica: Replica, *_: object) -> Iterator[Chunk]:
        self.asked += 1
        error = ServerUnavailable(replica.url)
        error.fell = self.asked == 1
        raise error
        yield


def test_a_server_that_ended_under_a_request_is_not_forgotten_for_the_next_that_was_away() -> None:
    client = Falls(ModelProfile(name="scripted", urls=URLS, chat_format="glm4"))
    with pytest.raises(ServerUnavailable) as caught:
        list(client.stream("prompt", Sampling(route="a document")))
    assert client.asked == len(URLS)
    assert caught.value.fell
