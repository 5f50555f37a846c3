import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from docanalyzer.accounts.models import User
from docanalyzer.pipeline.prompts import Task
from docanalyzer.runs.services import create_run
from tests.people import make_ready
from tests.system.conftest import FIRST, Model

pytestmark = pytest.mark.django_db


def scraped(client: Client) -> dict[tuple[str, str], float]:
    """(name, the value of the one label) -> value."""
    response = client.get("/metrics", headers={"Host": "127.0.0.1:8000"})
    assert response.status_code == 200
    return {
        (sample.name.removeprefix("docanalyzer_"), "".join(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(response.content.decode())
        for sample in family.samples
    }


def test_the_figures_are_prometheus_figures(client: Client, owner: User, workers: None, model: Model) -> None:
    create_run(user=owner, documents=[make_ready(owner)], task=Task(kind="question", instructions="?"))
    found = scraped(client)
    assert found["up", "model"] == found["up", "database"] == 1
    assert found["workers", "inference"] == 1
    assert found["runs", "queued"] == found["queue_runs", ""] == 1
    assert found["runs", "failed"] == 0
    assert found["documents", "ready"] == 1
    assert found["replica_up", FIRST] == 1
    assert found["queue_tokens", ""] > 0


def test_a_part_that_is_down_is_zero(client: Client, model: Model) -> None:
    model.goes_away()
    found = scraped(client)
    assert found["up", "model"] == found["up", "workers"] == found["replica_up", FIRST] == 0


def test_only_this_machine_may_read_them(client: Client, workers: None) -> None:
    for host in ("127.0.0.1:8000", "localhost"):
        assert client.get("/metrics", headers={"Host": host}).status_code == 200
    assert client.get("/metrics", headers={"Host": "localhost"}, REMOTE_ADDR="10.0.0.9").status_code == 404


@pytest.mark.parametrize(
    "header",
    [
        {"X-Forwarded-For": "10.0.0.9"},
        {"X-Forwarded-Proto": "https"},
        {"X-Real-IP": "10.0.0.9"},
        {"Via": "1.1 proxy"},
        {"Forwarded": "for=10.0.0.9"},
        {"Host": "documents.example.org"},
    ],
)
def test_what_came_through_a_proxy_is_not_from_this_machine(
    client: Client, header: dict[str, str], settings
) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "documents.example.org"]
    assert client.get("/metrics", headers={"Host": "localhost"} | header).status_code == 404


def test_with_a_token_in_the_settings_only_the_token_counts(client: Client, settings) -> None:
    settings.METRICS_TOKEN = "a long word"
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer another"}).status_code == 404
    headers = {"Authorization": "Bearer a long word"}
    assert client.get("/metrics", headers=headers, REMOTE_ADDR="10.0.0.9").status_code == 200
