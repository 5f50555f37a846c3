"""Threads as trees: branches, their prompts, their documents, and what happens when one is full."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from docanalyzer.accounts.models import Membership, User
from docanalyzer.documents.models import Document
from docanalyzer.runs.execution import execute_run
from docanalyzer.runs.models import Run
from docanalyzer.threads.models import Feedback, Message, Thread
from docanalyzer.threads.services import ask, ask_again
from docanalyzer.threads.titles import title_of
from tests.fakes import ScriptedClient
from tests.people import make_ready

HTMX = {"HX-Request": "true"}
ANSWER = "The dividend is “a dividend of 0.85 euros a share” [p. 2].\n"


def answered(message: Message, output: str = ANSWER) -> tuple[Message, str]:
    """The message with its answer, and the prompt that was sent."""
    scripted = ScriptedClient(output)
    execute_run(message.run, scripted)
    return Message.objects.select_related("run", "thread").get(pk=message.pk), scripted.prompts[0]


def body(prompt: str) -> str:
    """A prompt without its last task: what the next prompt of its branch must begin with, up to its marker."""
    return prompt[: prompt.rindex("<|task|>")]


@pytest.fixture
def document(owner: User) -> Document:
    return make_ready(owner)


def test_a_branch_keeps_the_bytes_of_its_own_turns_and_none_of_the_others(
    owner: User, document: Document
) -> None:
    first, prompt1 = answered(ask(user=owner, document=document, question="What is the dividend?"))
    thread = first.thread
    left, _ = answered(
        ask(user=owner, document=document, question="When is it paid?", thread=thread, parent=first),
        "LEFT ANSWER",
    )
    right, prompt2 = answered(
        ask(user=owner, document=document, question="Who proposes it?", thread=thread, parent=first),
        "RIGHT ANSWER",
    )
    _, prompt3 = answered(
        ask(user=owner, document=document, question="And revenue?", thread=thread, parent=right)
    )
    _, prompt4 = answered(
        ask(user=owner, document=document, question="And revenue?", thread=thread, parent=left)
    )
    assert prompt2.startswith(body(prompt1))
    assert prompt3.startswith(body(prompt2))
    assert "LEFT ANSWER" not in prompt3
    assert "RIGHT ANSWER" in prompt3
    assert "RIGHT ANSWER" not in prompt4
    assert "LEFT ANSWER" in prompt4


def test_an_answer_that_was_drawn_again_is_the_one_its_branch_goes_on_with(
    owner: User, document: Document
) -> None:
    first, prompt1 = answered(ask(user=owner, document=document, question="What?"), "ONE")
    second, prompt2 = answered(ask_again(user=owner, message=first), "TWO")
    assert prompt1 == prompt2
    assert second.run.sampling["temperature"] > 0
    _, prompt3 = answered(
        ask(user=owner, document=document, question="Next?", thread=first.thread, parent=second)
    )
    assert "TWO" in prompt3
    assert "ONE" not in prompt3


def test_a_failed_answer_is_not_in_the_prompt_and_the_ones_before_it_are(
    owner: User, document: Document
) -> None:
    first, _ = answered(ask(user=owner, document=document, question="What?"), "ONE")
    failed = ask(user=owner, document=document, question="Broken?", thread=first.thread, parent=first)
    Run.objects.filter(pk=failed.run_id).update(status=Run.Status.FAILED)
    failed.run.refresh_from_db()
    _, prompt = answered(
        ask(user=owner, document=document, question="Next?", thread=first.thread, parent=failed)
    )
    assert "ONE" in prompt
    assert "Broken?" not in prompt


def test_every_branch_is_reached_by_its_switch(client: Client, owner: User, document: Document) -> None:
    first, _ = answered(ask(user=owner, document=document, question="First wording"), "ANSWER ONE")
    again, _ = answered(ask_again(user=owner, message=first), "ANSWER TWO")
    client.force_login(owner)
    url = f"/documents/{document.pk}/ask/"
    form = {"question": "Second wording", "thread": first.thread_id, "edited": first.pk}
    page = client.post(url, form, headers=HTMX).content.decode()
    edited = Message.objects.latest("pk")
    assert edited.parent is None
    assert edited.again_of is None
    assert "Second wording" in page
    assert "ANSWER TWO" not in page
    assert "2/2" in page
    assert f"at={again.pk}" in page  # the other wording, with its newest answer
    panel = f"/documents/{document.pk}/thread/?thread={first.thread_id}"
    page = client.get(f"{panel}&at={first.pk}").content.decode()
    assert "ANSWER ONE" in page
    assert page.count("1/2") == 2
    assert f"at={edited.pk}" in page
    assert "ANSWER TWO" in client.get(f"{panel}&at={again.pk}").content.decode()


def test_a_document_has_several_threads_and_each_is_named_after_its_first_question(
    client: Client, owner: User, document: Document
) -> None:
    client.force_login(owner)
    for question in ("What is the dividend?", "Who signs?"):
        client.post(f"/documents/{document.pk}/ask/", {"question": question, "thread": "new"})
    assert set(Thread.objects.values_list("title", flat=True)) == {"What is the dividend?", "Who signs?"}
    page = client.get(f"/documents/{document.pk}/thread/?thread=new").content.decode()
    assert "What is the dividend?" in page
    assert "Who signs?" in page
    assert 'class="message is-user"' not in page


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("  What\n is it? ", "What is it?"),
        (
            "Please list every obligation of the supplier under the agreement, with its clause and date",
            "Please list every obligation of the supplier under the agreement, with its…",
        ),
        ("违约" * 60, "违约" * 39 + "违…"),
    ],
)
def test_a_long_question_is_shortened_at_a_word(question: str, title: str) -> None:
    assert title_of(question) == title
    assert len(title_of(question)) <= 80


def test_chosen_documents_stand_whole_in_one_prompt_in_their_order(
    client: Client, owner: User, document: Document
) -> None:
    other = make_ready(owner, "Second report", ("Revenue fell to 12 million euros.",))
    client.force_login(owner)
    form = {"question": "Compare revenue", "thread": "new", "documents": [other.pk, document.pk]}
    client.post(f"/documents/{document.pk}/ask/", form)
    message, prompt = answered(Message.objects.get())
    assert prompt.index("Revenue fell to 12 million") < prompt.index("Revenue rose to 42.7 million")
    assert message.thread.document == document
    for one in (document, other):
        assert "Compare revenue" in client.get(f"/documents/{one.pk}/thread/").content.decode()
    follow = ask(user=owner, document=document, question="And?", thread=message.thread, parent=message)
    assert follow.run.documents.count() == 2


def test_the_numbers_of_chosen_documents_are_shown_before_anything_is_sent(
    client: Client, owner: User, document: Document, settings
) -> None:
    other = make_ready(owner, "Second report")
    client.force_login(owner)
    url = f"/documents/{document.pk}/thread/fit/?documents={document.pk}&documents={other.pk}"
    assert "All fit, whole, in one prompt" in client.get(url).content.decode()
    settings.MODEL = {**settings.MODEL, "context_window": settings.MAX_OUTPUT_TOKENS + 2150}
    page = client.get(url).content.decode()
    assert "do not fit together" in page
    assert "the limit is" in page


def test_a_document_of_another_workspace_cannot_be_asked_along(
    client: Client, owner: User, outsider: User, document: Document
) -> None:
    foreign = make_ready(outsider, "Foreign secret", ("The secret is 42.",))
    client.force_login(owner)
    form = {"question": "What?", "thread": "new", "documents": [document.pk, foreign.pk]}
    client.post(f"/documents/{document.pk}/ask/", form)
    assert [one.pk for one in Run.objects.get().documents.all()] == [document.pk]
    page = client.get(f"/documents/{document.pk}/thread/choices/?q=secret").content.decode()
    assert "Foreign" not in page


def full(settings, document: Document) -> None:
    """A window in which the document fits with a question, and not with a long conversation."""
    settings.MODEL = {**settings.MODEL, "context_window": settings.MAX_OUTPUT_TOKENS + 2000 + 500}


def test_a_thread_that_grows_past_the_window_leaves_a_choice_with_numbers(
    client: Client, owner: User, document: Document, settings
) -> None:
    first, _ = answered(
        ask(user=owner, document=document, question="What is the dividend?"), ANSWER + "More words. " * 600
    )
    full(settings, document)
    client.force_login(owner)
    url = f"/documents/{document.pk}/ask/"
    form = {"question": "When is it paid?", "thread": first.thread_id, "parent": first.pk}
    page = client.post(url, form, headers=HTMX)
    text = page.content.decode()
    assert page.status_code == 422
    assert "grown past" in text
    assert "the limit is" in text
    assert "Fresh thread with a summary" in text
    assert "New thread without it" in text
    assert Run.objects.count() == 1  # nothing was sent

    form = {"at": first.pk, "question": "When is it paid?"}
    page = client.post(f"/threads/{first.thread_id}/continue/", form, headers=HTMX)
    assert page.status_code == 200
    fresh = Thread.objects.exclude(pk=first.thread_id).get()
    assert fresh.continues == first.thread
    _message, prompt = answered(fresh.messages.get(is_digest=False))
    assert "What is the dividend?" in prompt
    assert "a dividend of 0.85 euros a share" in prompt
    assert "More words." not in prompt
    page = client.get(f"/documents/{document.pk}/thread/?thread={fresh.pk}").content.decode()
    assert "What the earlier thread came to" in page
    assert 'class="cite is-verified"' in page.split("What the earlier thread came to")[1].split("</li>")[0]


def test_a_question_while_the_answer_before_is_unfinished_is_refused_and_kept(
    client: Client, owner: User, document: Document
) -> None:
    first = ask(user=owner, document=document, question="What?")
    client.force_login(owner)
    form = {"question": "Next one?", "thread": first.thread_id, "parent": first.pk}
    page = client.post(f"/documents/{document.pk}/ask/", form, headers=HTMX)
    assert page.status_code == 422
    assert "still being written" in page.content.decode()
    assert "Next one?" in page.content.decode()


def test_a_form_that_is_sent_twice_asks_once(client: Client, owner: User, document: Document) -> None:
    client.force_login(owner)
    form = {"question": "What?", "thread": "new", "key": str(uuid.uuid4())}
    for _ in range(2):
        assert client.post(f"/documents/{document.pk}/ask/", form, headers=HTMX).status_code == 200
    assert Message.objects.count() == 1


def test_another_question_of_the_same_form_is_asked_beside_the_first(
    client: Client, owner: User, document: Document
) -> None:
    """The reply to the first was lost on its way; the person wrote another in the same form."""
    client.force_login(owner)
    form = {"thread": "new", "key": str(uuid.uuid4())}
    for question in ("First?", "Second?", "Second?"):
        page = client.post(f"/documents/{document.pk}/ask/", {"question": question, **form}, headers=HTMX)
        assert page.status_code == 200
        assert question in page.content.decode()
    assert [str(message) for message in Message.objects.order_by("pk")] == ["First?", "Second?"]
    assert Thread.objects.count() == 1
    assert set(Message.objects.values_list("parent", flat=True)) == {None}


def test_the_same_question_of_the_same_form_about_more_documents_is_another(
    client: Client, owner: User, document: Document
) -> None:
    other = make_ready(owner, "Second report")
    client.force_login(owner)
    form = {"question": "What?", "thread": "new", "key": str(uuid.uuid4())}
    for chosen in ([document.pk], [document.pk, other.pk], [document.pk, other.pk]):
        client.post(f"/documents/{document.pk}/ask/", {**form, "documents": chosen}, headers=HTMX)
    assert sorted(thread.thread_documents.count() for thread in Thread.objects.all()) == [1, 2]


def test_a_key_that_somebody_else_used_is_no_obstacle(
    client: Client, owner: User, colleague: User, document: Document
) -> None:
    form = {"question": "What?", "thread": "new", "key": str(uuid.uuid4())}
    for who in (owner, colleague, colleague):
        client.force_login(who)
        assert client.post(f"/documents/{document.pk}/ask/", form, headers=HTMX).status_code == 200
    assert [message.created_by for message in Message.objects.order_by("pk")] == [owner, colleague]


def test_the_composer_says_whether_its_count_is_an_estimate(
    client: Client, owner: User, document: Document
) -> None:
    client.force_login(owner)
    page = client.get(f"/documents/{document.pk}/thread/").content.decode()
    assert "about 1,0" in page
    assert "tokens left" in page


def test_a_thread_of_a_deleted_document_can_be_read_and_not_continued(
    client: Client, owner: User, document: Document
) -> None:
    other = make_ready(owner, "Second report")
    message, _ = answered(ask(user=owner, document=document, others=[other], question="Both?"))
    other.delete()
    client.force_login(owner)
    page = client.get(f"/documents/{document.pk}/thread/").content.decode()
    assert "“Second report” was deleted" in page
    form = {"question": "On?", "thread": message.thread_id}
    page = client.post(f"/documents/{document.pk}/ask/", form, headers=HTMX)
    assert page.status_code == 422
    assert 'data-unsent="On?"' in page.content.decode()  # which a new thread's box takes over


def test_a_thread_on_two_documents_outlives_the_one_it_was_begun_on(
    client: Client, owner: User, document: Document
) -> None:
    other = make_ready(owner, "Second report", ("Nothing here.",))
    both = ask(user=owner, document=document, others=[other], question="Both?")
    output = "It is “a dividend of 0.85 euros a share” [doc. 1, p. 2]. “Nothing here” [doc. 2, p. 1].\n"
    message, _ = answered(both, output)
    queued = ask(user=owner, document=document, question="Next?", thread=message.thread, parent=message)
    alone = ask(user=owner, document=document, question="Alone?")
    client.force_login(owner)
    said = " ".join(client.get(f"/documents/{document.pk}/delete/").content.decode().split())
    assert "1 thread of questions" in said
    assert "1 thread on other documents too stays" in said
    assert "<li>Both?</li>" in said
    client.post(f"/documents/{document.pk}/delete/")
    assert [thread.pk for thread in Thread.objects.all()] == [message.thread_id]
    assert not Message.objects.filter(pk=alone.pk).exists()
    assert Run.objects.get(pk=queued.run_id).status == Run.Status.CANCELLED
    page = client.get(f"/documents/{other.pk}/thread/").content.decode()
    assert "Both?" in page
    assert "Harbour Mills 2023: p. 2" in page
    assert "“Harbour Mills 2023” was deleted" in page
    assert (
        "Harbour Mills 2023, p. 2 (verified)"
        in client.get(f"/messages/{message.pk}/answer.txt").content.decode()
    )
    assert client.get(f"/runs/{message.run_id}/").status_code == 200
    for run in (message.run_id, queued.run_id):
        again = client.post(f"/runs/{run}/again/")
        assert again.status_code == 422
        assert "“Harbour Mills 2023” was deleted" in again.content.decode()
    client.post(f"/documents/{other.pk}/delete/")
    assert not Thread.objects.exists()
    assert not Run.objects.exists()


def test_a_question_to_a_thread_whose_document_went_meanwhile_is_shown_back(
    client: Client, owner: User, document: Document
) -> None:
    other = make_ready(owner, "Second report")
    message, _ = answered(ask(user=owner, document=document, others=[other], question="Both?"))
    client.force_login(owner)
    client.post(f"/documents/{other.pk}/delete/")
    form = {"question": "Written for long", "thread": message.thread_id}
    page = client.post(f"/documents/{document.pk}/ask/", form, headers=HTMX)
    assert page.status_code == 422
    assert "Written for long" in page.content.decode()


def test_who_may_delete_a_document(
    client: Client, owner: User, colleague: User, outsider: User, document: Document
) -> None:
    url = f"/documents/{document.pk}/delete/"
    # Admin of the workspace worked in now, which is not the document's.
    Membership.objects.create(user=colleague, workspace=outsider.workspace, role=Membership.Role.ADMIN)
    User.objects.filter(pk=colleague.pk).update(current_workspace=outsider.workspace)
    for user, status in ((colleague, 403), (outsider, 404)):
        client.force_login(user)
        assert client.get(url).status_code == status
        assert client.post(url).status_code == status
    client.force_login(colleague)
    assert url not in client.get(f"/documents/{document.pk}/").content.decode()
    Membership.objects.filter(user=colleague).update(role=Membership.Role.ADMIN)
    assert url in client.get(f"/documents/{document.pk}/").content.decode()
    assert client.post(url).status_code == 302
    assert not Document.objects.exists()


def test_a_long_thread_takes_no_more_queries_than_a_short_one(
    client: Client, owner: User, document: Document
) -> None:
    client.force_login(owner)
    url = f"/documents/{document.pk}/thread/"

    def grow(message: Message | None) -> Message:
        thread = message.thread if message else None
        asked = ask(user=owner, document=document, question="What?", thread=thread, parent=message)
        return answered(asked)[0]

    last = grow(grow(None))
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _ in range(4):
        last = grow(last)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few), [query["sql"][:120] for query in many.captured_queries]


def test_an_answer_is_copied_with_its_places_and_their_checks(
    client: Client, owner: User, document: Document
) -> None:
    output = "## Dividend\n\n**Yes**: “a dividend of 0.85 euros a share” [p. 2] and “nine euros” [p. 1].\n"
    message, _ = answered(ask(user=owner, document=document, question="What is the dividend?"), output)
    client.force_login(owner)
    page = client.get(f"/messages/{message.pk}/answer.txt")
    assert page.headers["Content-Type"] == "text/plain; charset=utf-8"
    text = page.content.decode()
    assert text.startswith("What is the dividend?\n\nDividend\n\nYes: “a dividend")
    assert "1. “a dividend of 0.85 euros a share”, Harbour Mills 2023, p. 2 (verified)" in text
    assert "(not found in the document)" in text


def test_feedback_is_given_noted_and_taken_back(
    client: Client, owner: User, colleague: User, document: Document
) -> None:
    message, _ = answered(ask(user=owner, document=document, question="What?"))
    client.force_login(colleague)
    url = f"/messages/{message.pk}/feedback/"
    assert "What was wrong" in client.post(url, {"vote": "down"}, headers=HTMX).content.decode()
    client.post(url, {"vote": "down", "note": "The year is missing"}, headers=HTMX)
    client.force_login(owner)
    page = client.get(f"/documents/{document.pk}/thread/").content.decode()
    assert "The year is missing" in page
    assert "colleague: Not helpful" in page
    client.force_login(colleague)
    client.post(url, {"vote": ""}, headers=HTMX)
    assert not Feedback.objects.exists()
    assert client.post(url, {"vote": "sideways"}, headers=HTMX).status_code == 400


def test_deleting_a_thread_stops_and_removes_what_was_asked_in_it(
    client: Client, owner: User, document: Document
) -> None:
    first, _ = answered(ask(user=owner, document=document, question="What?"))
    ask(user=owner, document=document, question="Next?", thread=first.thread, parent=first)
    client.force_login(owner)
    client.post(f"/threads/{first.thread_id}/delete/", headers=HTMX)
    assert not Thread.objects.exists()
    assert not Run.objects.exists()


def test_who_may_delete_a_thread(client: Client, owner: User, colleague: User, document: Document) -> None:
    message = ask(user=owner, document=document, question="What?")
    url = f"/threads/{message.thread_id}/delete/"
    client.force_login(colleague)
    assert client.post(url).status_code == 403
    Membership.objects.filter(user=colleague).update(role=Membership.Role.ADMIN)
    assert client.post(url).status_code == 302
    assert not Thread.objects.exists()


@pytest.mark.parametrize(
    ("method", "path", "data"),
    [
        ("get", "/documents/{document}/thread/", {}),
        ("get", "/documents/{document}/thread/fit/", {}),
        ("get", "/documents/{document}/thread/choices/", {}),
        ("get", "/documents/{document}/thread/templates/", {}),
        ("post", "/documents/{document}/ask/", {"question": "What?", "thread": "new"}),
        ("post", "/threads/{thread}/rename/", {"title": "Dividends"}),
        ("post", "/threads/{thread}/continue/", {}),
        ("get", "/threads/{thread}/news/?after=0", {}),
        ("post", "/messages/{message}/again/", {}),
        ("get", "/messages/{message}/edit/", {}),
        ("get", "/messages/{message}/foot/", {}),
        ("get", "/messages/{message}/answer.txt", {}),
        ("post", "/messages/{message}/feedback/", {"vote": "up"}),
        ("post", "/threads/{thread}/delete/", {}),
    ],
)
def test_owner_colleague_and_outsider(
    client: Client,
    owner: User,
    colleague: User,
    outsider: User,
    document: Document,
    method: str,
    path: str,
    data: dict[str, str],
) -> None:
    message, _ = answered(ask(user=owner, document=document, question="What?"))
    url = path.format(document=document.pk, thread=message.thread_id, message=message.pk)
    expected = {"outsider": 404, "colleague": 403 if "/delete/" in url else 200, "owner": 200}
    for name, user in (("outsider", outsider), ("colleague", colleague), ("owner", owner)):
        client.force_login(user)
        assert getattr(client, method)(url, data, headers=HTMX).status_code == expected[name], name
    client.logout()
    assert getattr(client, method)(url, data).status_code in (302, 404)


def test_a_thread_is_renamed_and_never_to_nothing(client: Client, owner: User, document: Document) -> None:
    message = ask(user=owner, document=document, question="What?")
    client.force_login(owner)
    url = f"/threads/{message.thread_id}/rename/"
    client.post(url, {"title": "  Dividends  2024 "}, headers=HTMX)
    client.post(url, {"title": "   "}, headers=HTMX)
    message.thread.refresh_from_db()
    assert message.thread.title == "Dividends 2024"


def test_a_colleagues_question_is_told_to_who_reads_the_thread(
    client: Client, owner: User, colleague: User, document: Document
) -> None:
    first, _ = answered(ask(user=owner, document=document, question="What?"))
    client.force_login(owner)
    url = f"/threads/{first.thread_id}/news/?after={first.pk}"
    assert client.get(url).status_code == 204
    ask(user=colleague, document=document, question="When?", thread=first.thread, parent=first)
    assert "colleague has asked something" in client.get(url).content.decode()
