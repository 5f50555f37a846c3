import pytest
import redis
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test import Client
from redis.backoff import NoBackoff
from redis.retry import Retry

from docanalyzer import events
from docanalyzer.pipeline.triton import ReplicaHealth
from docanalyzer.runs import loaded
from docanalyzer.system import heartbeats
from tests.system.conftest import FIRST, SECOND, Model

pytestmark = pytest.mark.django_db


def ready(client: Client) -> tuple[int, dict[str, dict[str, object]]]:
    cache.clear()
    response = client.get("/health/ready")
    return response.status_code, response.json()["checks"]


def test_live_asks_nothing_but_this_process(client: Client, model: Model) -> None:
    assert client.get("/health/live").json() == {"live": True}
    assert model.asked == 0


def test_ready_when_every_part_works(client: Client, workers: None) -> None:
    status, checks = ready(client)
    assert status == 200
    assert set(checks) == {"database", "redis", "workers", "model"}
    assert all(check["ok"] for check in checks.values())


def test_a_missing_worker_is_named_by_its_queue(client: Client) -> None:
    heartbeats.beat("inference@host", ["inference"])
    status, checks = ready(client)
    assert status == 503
    assert "reading" in str(checks["workers"]["error"])
    assert "inference" not in str(checks["workers"]["error"])


def test_a_worker_that_falls_silent_is_not_counted_for_ever(valkey: redis.Redis, workers: None) -> None:
    for key in valkey.scan_iter("alive:*"):
        assert 0 < valkey.ttl(key) <= heartbeats.KEEP_SECONDS  # type: ignore[operator]


def test_a_model_that_does_not_answer_makes_it_not_ready_and_no_address_is_told(
    client: Client, workers: None, model: Model
) -> None:
    model.goes_away()
    status, checks = ready(client)
    assert status == 503
    assert not checks["model"]["ok"]
    body = client.get("/health/ready").content.decode()
    assert FIRST not in body
    assert "secret" not in body


def test_one_replica_of_two_is_enough_and_the_other_is_mentioned(
    client: Client, workers: None, model: Model, settings
) -> None:
    settings.PREFIX_CACHE = True
    loaded.mark(FIRST, "route", 100)
    model.replicas.append(ReplicaHealth(SECOND, up=True, seconds=0.01))
    model.goes_away(FIRST)
    status, checks = ready(client)
    assert status == 200
    assert checks["model"]["error"] == "1 of 2 replicas do not answer."
    assert loaded.held_by(FIRST) == []


def test_however_many_ask_the_model_is_asked_once(client: Client, workers: None, model: Model) -> None:
    for _ in range(5):
        client.get("/health/ready")
    assert model.asked == 1


def test_a_redis_that_is_away_is_said(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    away = redis.Redis(host="127.0.0.1", port=1, retry=Retry(NoBackoff(), 0))
    monkeypatch.setattr(events, "client", lambda: away)
    status, checks = ready(client)
    assert status == 503
    assert not checks["redis"]["ok"]
    assert not checks["workers"]["ok"]
    assert checks["database"]["ok"]


def test_a_database_that_is_away_is_said_without_its_words(
    client: Client, workers: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cursor() -> None:
        raise DatabaseError("password=secret")

    monkeypatch.setattr(connection, "cursor", cursor)
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert "secret" not in response.content.decode()
    assert not response.json()["checks"]["database"]["ok"]
