from datetime import timedelta

import pytest
import redis
from django.conf import settings
from django.test import Client
from redis.backoff import NoBackoff
from redis.retry import Retry

from docanalyzer import events
from docanalyzer.accounts.models import User
from docanalyzer.documents.models import Document
from docanalyzer.pipeline.chat_formats import CHAT_FORMATS
from docanalyzer.pipeline.errors import ServerUnavailable
from docanalyzer.pipeline.inference import Chunk, ModelProfile
from docanalyzer.pipeline.prompts import Task
from docanalyzer.runs import loaded, shelf, warming
from docanalyzer.runs.execution import answer_run, build_prompt, execute_run, workspace_line
from docanalyzer.runs.expectation import standing
from docanalyzer.runs.models import Run
from docanalyzer.runs.order import LEAST_TOKENS
from docanalyzer.runs.services import create_run, opening_of, route_of, tokens_of
from tests.fakes import ScriptedClient
from tests.people import make_ready

REPLICA = "127.0.0.1:8001"


@pytest.fixture(autouse=True)
def caching_model(settings, monkeypatch) -> None:
    monkeypatch.setattr(warming, "ASK_SECONDS", 0.0)  # looks at the queue each time it is asked
    settings.MODEL = {**settings.MODEL, "urls": (REPLICA,), "chat_format": "glm4"}
    settings.PREFIX_CACHE = settings.WARM_DOCUMENTS = True


@pytest.fixture
def document(owner: User) -> Document:
    document = make_ready(owner)
    assert warming.want(document)
    return document


def glm(*script: object) -> ScriptedClient:
    profile = ModelProfile(name="glm", label="GLM", chat_format="glm4", urls=(REPLICA,))
    return ScriptedClient(*script, profile=profile)  # type: ignore[arg-type]


def ask(document: Document) -> Run:
    user = document.uploaded_by
    assert user is not None
    return create_run(user=user, documents=[document], task=Task(kind="question", instructions="Revenue?"))


def page(client: Client, document: Document) -> str:
    assert document.uploaded_by is not None
    client.force_login(document.uploaded_by)
    return client.get(f"/documents/{document.pk}/loaded/").content.decode()


def test_one_token_is_asked_of_the_beginning_that_every_question_shares(document: Document) -> None:
    client = glm("x")
    assert warming.warm_next(client) == document
    (sampling,) = client.samplings
    assert (sampling.max_tokens, sampling.route) == (1, route_of(document))
    assert client.prompts[0].startswith(build_prompt(ask(document)).prefix)
    assert sampling.cache_salt == str(document.workspace.cache_key)


def test_a_loaded_document_is_said_to_be_loaded_and_is_not_loaded_twice(
    client: Client, document: Document
) -> None:
    assert "Not loaded" in page(client, document)
    assert warming.warm_next(glm("x")) == document
    assert "Loaded into the model" in page(client, document)
    assert warming.waiting() == []
    warming.want(document)
    again = glm("x")
    assert warming.warm_next(again) is None
    assert again.prompts == []


def test_a_question_stops_the_loading_and_the_document_waits_on(client: Client, document: Document) -> None:
    seen: list[str] = []

    def a_question_comes() -> None:
        seen.append(page(client, document))
        ask(document)

    assert warming.warm_next(glm(a_question_comes, "never read")) is None
    assert "Being loaded" in seen[0]
    assert "Not loaded" in page(client, document)
    assert warming.waiting() == [document.pk]


def test_nothing_is_loaded_while_somebody_waits_or_is_being_answered(document: Document) -> None:
    run = ask(document)
    client = glm("x")
    assert warming.warm_next(client) is None
    assert run.claim(replica=REPLICA)
    assert warming.warm_next(client) is None
    Run.objects.update(status="succeeded")
    assert warming.warm_next(client) == document


def test_one_document_is_loaded_at_a_time_on_a_replica(document: Document) -> None:
    other = make_ready(document.uploaded_by, "Another", ("Another text.",))  # type: ignore[arg-type]
    warming.want(other)
    inner = glm("x")
    outer = glm(lambda: warming.warm_next(inner), "x")
    assert warming.warm_next(outer) == other
    assert inner.prompts == []


def test_a_server_that_is_away_leaves_the_document_waiting(document: Document) -> None:
    assert warming.warm_next(glm(ServerUnavailable("away"))) is None
    assert warming.waiting() == [document.pk]
    assert warming.warm_next(glm("x")) == document


def test_what_was_used_lately_is_not_pushed_out(document: Document, settings) -> None:
    settings.REPLICA_TOKENS = tokens_of(document) + 10
    loaded.mark(REPLICA, "somebody:else", 100)
    client = glm("x")
    assert warming.warm_next(client) is None
    assert client.prompts == []


def test_a_replica_forgets_what_was_used_longest_ago(settings, document: Document) -> None:
    settings.REPLICA_TOKENS = 250
    for route in ("one", "two", "three"):
        loaded.mark(REPLICA, route, 100)
    assert set(loaded.all_loaded()) == {"two", "three"}
    loaded.forget(REPLICA)
    assert loaded.all_loaded() == {}


def test_an_answer_loads_its_document_too(document: Document) -> None:
    run = ask(document)
    assert run.claim(replica=REPLICA, tokens=1)
    answer_run(run, glm("An answer."))
    assert opening_of(document) in loaded.all_loaded()


def test_what_a_first_answer_takes_is_what_answers_took(client: Client, document: Document, settings) -> None:
    settings.MODEL = {**settings.MODEL, "name": "glm"}
    assert "expected" not in page(client, document)
    run = ask(document)
    execute_run(run, glm("An answer."))
    run.refresh_from_db()
    assert run.started_at is not None
    measured = Run.objects.filter(pk=run.pk)
    document.refresh_from_db()  # the server's count has replaced the estimate
    tokens = tokens_of(document)
    measured.update(
        first_token_at=run.started_at + timedelta(seconds=40), input_tokens=tokens, cached_tokens=0
    )
    assert "about 40 seconds" in page(client, document)
    loaded.mark(REPLICA, opening_of(document), tokens)
    assert "expected" not in page(client, document)
    measured.update(
        first_token_at=run.started_at + timedelta(seconds=2), input_tokens=tokens, cached_tokens=tokens - 16
    )
    assert "about 2 seconds" in page(client, document)


def test_an_engine_without_a_cache_says_nothing_and_loads_nothing(
    client: Client, document: Document, settings
) -> None:
    settings.PREFIX_CACHE = settings.WARM_DOCUMENTS = False
    assert page(client, document).strip() == ""
    assert not warming.want(document)
    loaded.mark(REPLICA, opening_of(document), 100)
    assert loaded.all_loaded() == {}
    assert "/loaded/" not in client.get(f"/documents/{document.pk}/").content.decode()


def test_without_redis_nothing_is_loaded_and_nothing_fails(document: Document, settings, monkeypatch) -> None:
    away = redis.Redis(host="127.0.0.1", port=1, retry=Retry(NoBackoff(), 0))
    monkeypatch.setattr(events, "client", lambda: away)
    assert loaded.all_loaded() == {}
    assert warming.waiting() == []
    assert not warming.want(document)
    events.Outage.until = 0.0


def test_asking_whether_it_is_loaded_does_not_load_its_text(
    client: Client, document: Document, monkeypatch
) -> None:
    page(client, document)

    def never(self: Document) -> None:
        raise AssertionError("the whole text was loaded")

    monkeypatch.setattr(Document, "content", property(never))
    assert "Not loaded" in page(client, document)


def test_the_first_question_finds_the_text_and_its_beginning_at_hand(
    document: Document,
) -> None:
    assert warming.warm_next(glm("x")) == document
    run = ask(document)
    (text,) = shelf.texts_of(run)
    key_count = len(shelf.SHELF.places)
    shelf.opening_of([text], CHAT_FORMATS["glm4"], workspace_line(run), settings.MODEL["tokenizer_path"])
    assert len(shelf.SHELF.places) == key_count


def fallen() -> ServerUnavailable:
    error = ServerUnavailable("it ended")
    error.fell = True
    return error


def test_a_document_under_which_two_servers_ended_is_not_loaded_a_third_time(
    document: Document, caplog: pytest.LogCaptureFixture
) -> None:
    assert warming.warm_next(glm(fallen())) is None
    assert warming.waiting() == [document.pk]
    assert warming.warm_next(glm(fallen())) is None
    assert warming.waiting() == []
    assert f"document {document.pk} is not loaded ahead any more" in caplog.text


def test_servers_that_were_away_before_the_document_came_are_not_counted(document: Document) -> None:
    for error in (fallen(), ServerUnavailable("away"), ServerUnavailable("away")):
        assert warming.warm_next(glm(error)) is None
    assert warming.waiting() == [document.pk]


LONG = tuple(f"Page {number}. " + "The company paid for its ships in full. " * 60 for number in range(60))


def test_under_another_title_a_document_is_not_loaded_and_costs_all_its_tokens(owner: User) -> None:
    """The title stands in the prompt before the text: nothing behind it is shared."""
    first, same_text = make_ready(owner, "A", LONG), make_ready(owner, "B", LONG)
    warming.want(first)
    assert warming.warm_next(glm("x")) == first
    assert (standing(first).state, standing(same_text).state) == ("loaded", "cold")
    run, other = ask(first), ask(same_text)
    assert {waiting.run: waiting.tokens for waiting in Run.objects.in_order()} == {
        run.pk: LEAST_TOKENS,
        other.pk: other.expected_tokens,
    }
    Document.objects.filter(pk=first.pk).update(title="Renamed")
    first.refresh_from_db()
    assert standing(first).state == "cold"
    assert min(waiting.tokens for waiting in Run.objects.in_order()) == run.expected_tokens


def test_an_answer_counts_as_loaded_under_the_title_that_was_in_its_prompt(document: Document) -> None:
    run = ask(document)
    assert run.claim(replica=REPLICA, tokens=1)
    answer_run(run, glm(lambda: Document.objects.update(title="Renamed"), "An answer."))
    assert set(loaded.all_loaded()) == {opening_of(document)}
    document.refresh_from_db()
    assert standing(document).state == "cold"


class Fallen(ScriptedClient):
    """The home is away: before anything is sent to the other server, a chunk says that it will be asked."""

    def stream(self, prompt, sampling, *, cancelled=lambda: False):
        yield Chunk(replica=OTHER)
        yield from super().stream(prompt, sampling, cancelled=cancelled)


OTHER = "127.0.0.1:8002"


def fallen_client(settings, *script: object) -> Fallen:
    settings.MODEL = {**settings.MODEL, "urls": (REPLICA, OTHER)}
    profile = ModelProfile(name="glm", label="GLM", chat_format="glm4", urls=(REPLICA, OTHER))
    return Fallen(*script, profile=profile)  # type: ignore[arg-type]


def test_a_server_that_answers_somebody_is_not_disturbed_by_what_another_one_was_to_load(
    document: Document, settings
) -> None:
    running = ask(document)
    assert running.claim(replica=OTHER, tokens=5000)
    client = fallen_client(settings, "x")
    assert warming.warm_next(client) is None
    assert client.prompts == []
    assert warming.waiting() == [document.pk]
    Run.objects.update(status="succeeded")
    assert warming.warm_next(client) == document
    assert [item.replica for item in loaded.everything()] == [OTHER]


def test_a_document_is_said_to_be_loading_where_it_is_and_nowhere_once_it_is_over(
    document: Document, settings
) -> None:
    seen: list[object] = []

    def look() -> None:
        keys = [warming.now_loading_key(replica) for replica in (REPLICA, OTHER)]
        seen.append(events.client().mget(keys))

    assert warming.warm_next(fallen_client(settings, look, "x")) == document
    look()
    assert seen == [[None, str(document.pk)], [None, None]]


def test_two_do_not_load_on_one_server_where_one_of_them_fell_back_to_it(
    document: Document, settings
) -> None:
    other = make_ready(document.uploaded_by, "Another", ("Another text.",))  # type: ignore[arg-type]
    client = fallen_client(settings, "x")
    lock = warming.lock_of(OTHER)
    assert lock.acquire()
    events.client().set(warming.now_loading_key(OTHER), other.pk)
    assert warming.warm_next(client) is None
    assert client.prompts == []
    assert warming.is_loading(other)  # the other one's word of it stays
    lock.release()


def test_a_question_for_the_server_it_fell_back_to_stops_the_loading(document: Document, settings) -> None:
    def somebody_asks() -> None:
        assert ask(document).claim(replica=OTHER, tokens=5000)

    client = fallen_client(settings, somebody_asks, "never read")
    assert warming.warm_next(client) is None
    assert loaded.everything() == []
