import threading

import pytest
from django.db import transaction

from docanalyzer.accounts.models import User
from docanalyzer.documents.models import Document
from docanalyzer.documents.texts import count_tokens, replace_text
from docanalyzer.pipeline.chat_formats import CHAT_FORMATS
from docanalyzer.pipeline.prompts import Task
from docanalyzer.pipeline.reading.result import Page, Reading
from docanalyzer.runs import shelf
from docanalyzer.runs.execution import build_prompt, workspace_line
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import create_run
from tests.people import make_ready


@pytest.fixture
def run(owner: User) -> Run:
    task = Task(kind="question", instructions="What of revenue?")
    return create_run(user=owner, documents=[make_ready(owner)], task=task)


@pytest.mark.parametrize("name", ["glm4", "chatml", "extractive"])
def test_the_prompt_is_the_one_that_is_rebuilt_later(run: Run, name: str) -> None:
    run.chat_format = name
    for _ in range(2):
        texts = shelf.texts_of(run)
        opening = shelf.opening_of(texts, CHAT_FORMATS[name], workspace_line(run), "")
        assert shelf.prompt_of(opening, run.turns(), CHAT_FORMATS[name]) == build_prompt(run)


def test_a_second_run_reads_no_text(run: Run, django_assert_num_queries) -> None:
    shelf.texts_of(run)
    with django_assert_num_queries(1):
        (text,) = shelf.texts_of(run)
    assert text.text.startswith("Annual report")


def test_a_new_title_is_a_new_opening(run: Run) -> None:
    def opening() -> str:
        return shelf.opening_of(shelf.texts_of(run), CHAT_FORMATS["glm4"], "", "").text

    opening()
    run.documents.update(title="Another title")
    assert "Another title" in opening()


def read_again(document: Document, label: str) -> None:
    """The same words once more, with another label on the first page."""
    texts = [document.content.page_text(page) for page in document.content.pages]
    pages = tuple(Page(n, label if n == 1 else str(n), text) for n, text in enumerate(texts, 1))
    reading = Reading(kind="pdf", media_type="application/pdf", paged=True, pages=pages)
    with transaction.atomic():
        replace_text(document, reading, count_tokens(reading))


def test_the_same_words_with_other_labels_are_another_text(run: Run) -> None:
    def labels() -> tuple[str, str, str]:
        (text,) = shelf.texts_of(run)
        opening = shelf.opening_of([text], CHAT_FORMATS["glm4"], "", "").text
        index = shelf.index_of(text)
        return text.pages[0]["label"], index.source.pages[0].label, "iv" if 'label="iv"' in opening else ""

    assert labels() == ("1", "1", "")
    read_again(run.documents.get(), "iv")
    assert labels() == ("iv", "iv", "iv")


def test_a_text_that_was_replaced_is_still_the_one_that_was_asked_about(run: Run) -> None:
    (before,) = shelf.texts_of(run)
    document = run.documents.get()
    reading = Reading(
        kind="pdf", media_type="application/pdf", paged=True, pages=(Page(1, "1", "Other words."),)
    )
    with transaction.atomic():
        replace_text(document, reading, count_tokens(reading))
    (after,) = shelf.texts_of(run)
    assert (after.text, after.sha256) == (before.text, before.sha256)


def few(room: int = 10) -> shelf.Shelf:
    return shelf.Shelf(room)


def test_what_was_used_least_lately_goes_first() -> None:
    made: list[str] = []
    one = few()

    def get(key: str) -> str:
        return one.get(key, lambda: made.append(key) or key, lambda kept: 4)

    for key in ("a", "b", "a", "c", "a", "b"):
        assert get(key) == key
    assert made == ["a", "b", "c", "b"]
    assert one.held == 8


def test_more_than_its_room_is_never_kept() -> None:
    one = few()
    for number in range(100):
        one.get(number, lambda: "x", lambda kept: 3)
        assert one.held == sum(place.weight for place in one.places.values()) <= 10
    assert one.get("large", lambda: "x", lambda kept: 11) == "x"
    assert "large" not in one.places
    assert len(one.places) == 3


def test_what_could_not_be_made_is_tried_again_and_leaves_nothing_behind() -> None:
    one = few()
    with pytest.raises(ZeroDivisionError):
        one.get("a", lambda: 1 // 0, lambda kept: 1)
    assert not one.places
    assert one.get("a", lambda: 7, lambda kept: 1) == 7


def test_threads_that_want_the_same_make_it_once() -> None:
    made: list[int] = []
    began = threading.Barrier(8)
    one = few()

    def want() -> None:
        began.wait(10)
        one.get("a", lambda: made.append(1) or 1, lambda kept: 1)

    threads = [threading.Thread(target=want) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert made == [1]
    assert one.held == 1


def test_two_that_hold_one_text_at_a_time_keep_each_its_title(run: Run) -> None:
    """A worker's threads share the shelf: what one was given does not change under it."""
    (before,) = shelf.texts_of(run)
    title = before.document.title
    run.documents.update(title="Renamed")
    (after,) = shelf.texts_of(run)
    assert (before.document.title, after.document.title) == (title, "Renamed")
    assert before.text is after.text
