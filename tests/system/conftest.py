import pytest
from django.core.cache import cache

from docanalyzer.pipeline.triton import ReplicaHealth
from docanalyzer.system import heartbeats, views

FIRST, SECOND = "10.0.0.7:8001", "10.0.0.8:8001"


class Model:
    """Answers the health check as a test says, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.replicas = [ReplicaHealth(FIRST, up=True, seconds=0.02)]

    def health(self) -> list[ReplicaHealth]:
        self.asked += 1
        return self.replicas

    def goes_away(self, url: str = FIRST) -> None:
        error = f"glm at {url} cannot be reached: password=secret"
        others = [replica for replica in self.replicas if replica.url != url]
        self.replicas = [ReplicaHealth(url, up=False, error=error), *others]


@pytest.fixture(autouse=True)
def model(monkeypatch: pytest.MonkeyPatch, valkey: object, settings) -> Model:
    cache.clear()
    settings.MODEL = {**settings.MODEL, "urls": (FIRST, SECOND)}
    model = Model()
    monkeypatch.setattr(views, "triton_client", lambda: model)
    return model


@pytest.fixture
def workers() -> None:
    heartbeats.beat("reading@host", ["reading"])
    heartbeats.beat("inference@host", ["inference"])
