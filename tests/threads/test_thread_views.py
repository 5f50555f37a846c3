import pytest
from django.test import Client

from docanalyzer.accounts.models import User
from docanalyzer.runs.execution import execute_run
from docanalyzer.runs.models import Run
from docanalyzer.threads.models import Message, Thread
from tests.fakes import ScriptedClient
from tests.people import make_ready


def test_a_question_becomes_a_run_and_names_the_thread(client: Client, owner: User) -> None:
    document = make_ready(owner)
    client.force_login(owner)
    client.post(f"/documents/{document.pk}/ask/", {"question": "What is the dividend?"})
    assert Run.objects.get().task["instructions"] == "What is the dividend?"
    assert Thread.objects.get().title == "What is the dividend?"


def test_the_next_question_keeps_the_first_ones_prompt_as_its_beginning(client: Client, owner: User) -> None:
    document = make_ready(owner)
    client.force_login(owner)
    scripted = ScriptedClient("0.85 euros.")
    for question in ("What is the dividend?", "When is it paid?"):
        client.post(f"/documents/{document.pk}/ask/", {"question": question})
        execute_run(Run.objects.order_by("pk").last(), scripted)
    first, second = scripted.prompts
    shared = next(i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b)
    assert first.index("What is the dividend?") - shared < 100
    assert "0.85 euros." in second
    assert second.index("0.85 euros.") < second.index("When is it paid?")


def test_an_empty_question_comes_back_with_a_sentence(client: Client, owner: User) -> None:
    document = make_ready(owner)
    client.force_login(owner)
    page = client.post(f"/documents/{document.pk}/ask/", {"question": "  "}, headers={"HX-Request": "true"})
    assert page.status_code == 422
    assert "Write a question first." in page.content.decode()


def test_the_question_is_shown_as_text(client: Client, owner: User) -> None:
    document = make_ready(owner)
    client.force_login(owner)
    client.post(f"/documents/{document.pk}/ask/", {"question": "<img src=x onerror=alert(1)>"})
    page = client.get(f"/documents/{document.pk}/thread/").content.decode()
    assert "<img" not in page


@pytest.mark.parametrize(("who", "status"), [("owner", 200), ("colleague", 200), ("outsider", 404)])
def test_who_reads_the_thread(
    client: Client, owner: User, colleague: User, outsider: User, who: str, status: int
) -> None:
    document = make_ready(owner)
    client.force_login({"owner": owner, "colleague": colleague, "outsider": outsider}[who])
    assert client.get(f"/documents/{document.pk}/thread/").status_code == status


def test_an_outsider_asks_nothing(client: Client, owner: User, outsider: User) -> None:
    document = make_ready(owner)
    client.force_login(outsider)
    assert client.post(f"/documents/{document.pk}/ask/", {"question": "What?"}).status_code == 404
    assert not Message.objects.exists()


def test_what_the_page_shows_already_is_not_drawn_again(client: Client, owner: User) -> None:
    """An answer begins as soon in a long thread as in a new one."""
    document = make_ready(owner)
    client.force_login(owner)

    def ask_next(question: str, **fields: object) -> str:
        return client.post(
            f"/documents/{document.pk}/ask/", {"question": question, **fields}, headers={"hx-request": "true"}
        ).content.decode()

    assert "Say the first" in ask_next("Say the first thing.")
    first = Message.objects.get()
    Run.objects.update(status="succeeded", output="Of mills.")
    second = ask_next("And the second?", thread=first.thread_id, parent=first.pk)
    assert f'id="message-{first.pk}" hx-preserve' in second
    assert "Of mills." not in second
    assert "And the second?" in second
    Run.objects.update(status="succeeded")
    third = ask_next("From a page that has not heard of it.", thread=first.thread_id)
    assert "hx-preserve" not in third
    assert "Of mills." in third
