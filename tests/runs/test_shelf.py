import threading

import pytest

from docanalyzer.accounts.models import User
from docanalyzer.pipeline.chat_formats import CHAT_FORMATS
from docanalyzer.pipeline.prompts import Task
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


def test_what_was_used_least_lately_goes_first() -> None:
    made: list[str] = []
    few: shelf.Shelf[str] = shelf.Shelf(room=10)

    def get(key: str) -> str:
        return few.get(key, 4, lambda: made.append(key) or key)

    for key in ("a", "b", "a", "c", "a", "b"):
        assert get(key) == key
    assert made == ["a", "b", "c", "b"]


def test_what_could_not_be_made_is_tried_again() -> None:
    one: shelf.Shelf[int] = shelf.Shelf()
    with pytest.raises(ZeroDivisionError):
        one.get("a", 1, lambda: 1 // 0)
    assert one.get("a", 1, lambda: 7) == 7


def test_threads_that_want_the_same_make_it_once() -> None:
    made: list[int] = []
    began = threading.Barrier(8)
    one: shelf.Shelf[int] = shelf.Shelf()

    def want() -> None:
        began.wait(10)
        one.get("a", 1, lambda: made.append(1) or 1)

    threads = [threading.Thread(target=want) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert made == [1]
