from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, override_settings

from docanalyzer.accounts.models import User
from docanalyzer.documents import recognition
from docanalyzer.documents.models import Document, Recognition
from docanalyzer.documents.passwords import take_password
from docanalyzer.documents.presentation import state_of
from docanalyzer.documents.recognition import recognise, start_recognition
from docanalyzer.documents.services import read_document
from tests.documents.scans import FakeRecogniser, scan_bytes
from tests.people import make_document, make_ready

SEVEN = {index: f"Recognised page {index}" for index in range(14, 21)}


@pytest.fixture(autouse=True)
def recogniser(monkeypatch: pytest.MonkeyPatch) -> FakeRecogniser:
    fake = FakeRecogniser(SEVEN)
    monkeypatch.setattr(recognition, "ocr_pages", fake)
    monkeypatch.setattr(recognition, "available", lambda: True)
    return fake


@pytest.fixture
def report(owner: User) -> Document:
    """Twenty pages; 14–20 are pictures."""
    return make_ready(owner, pages=tuple(f"Page {n}" if n < 14 else "" for n in range(1, 21)))


def page_of(client: Client, document: Document) -> str:
    return " ".join(client.get(f"/documents/{document.pk}/").content.decode().split())


def test_the_page_offers_recognition_with_the_pages_in_words(
    client: Client, owner: User, report: Document
) -> None:
    client.force_login(owner)
    page = page_of(client, report)
    assert "Recognise text on 7 pages (pages 14–20)" in page
    assert "Not in any answer: pages 14–20." in page


def test_the_button_queues_the_work_and_the_page_shows_it(
    client: Client, owner: User, report: Document
) -> None:
    client.force_login(owner)
    client.post(f"/documents/{report.pk}/recognise/")
    work = Recognition.objects.get()
    assert (work.status, work.pages) == ("queued", list(range(14, 21)))
    page = page_of(client, report)
    assert "Waiting to recognise 7 pages" in page
    assert "Recognise text on" not in page


def test_progress_names_the_page_and_the_count(
    client: Client, owner: User, report: Document, recogniser: FakeRecogniser
) -> None:
    seen: list[tuple[str, bool]] = []
    recogniser.before = lambda index: seen.append(state_of(report)) if index == 16 else None
    start_recognition(report)
    recognise(Recognition.objects.get())
    html, is_moving = seen[0]
    assert "Recognising page 16, 3 of 7" in html
    assert is_moving
    assert not state_of(report)[1]
    client.force_login(owner)
    status = client.get(f"/documents/{report.pk}/status.json").json()
    assert status["recognition"] == {"status": "done", "stage": "", "done": 7, "of": 7, "message": ""}


def test_recognised_pages_are_marked_in_the_reader(client: Client, owner: User, report: Document) -> None:
    start_recognition(report)
    recognise(Recognition.objects.get())
    client.force_login(owner)
    page = client.get(f"/documents/{report.pk}/pages/?around=16").content.decode()
    assert "Recognised page 16" in page
    assert "Recognised from the image (OCR); may hold errors" in page
    assert "Recognise text on" not in page_of(client, report)


def test_stop_is_a_button_that_keeps_what_is_done(client: Client, owner: User, report: Document) -> None:
    start_recognition(report)
    client.force_login(owner)
    client.post(f"/documents/{report.pk}/recognise/stop/")
    assert Recognition.objects.get().status == "stopped"
    assert "Recognise text on 7 pages" in page_of(client, report)


def test_a_scan_without_any_text_says_so_and_offers_recognition(client: Client, owner: User) -> None:
    document = make_document(owner, content=scan_bytes("One", "Two"))
    read_document(document)
    client.force_login(owner)
    page = page_of(client, document)
    assert "This document has no text layer" in page
    assert "Recognise text on 2 pages (pages 1–2)" in page
    assert "could not be read" not in page
    assert "No text layer" in client.get("/documents/").content.decode()


def test_without_the_library_the_page_says_what_is_missing(
    client: Client, owner: User, report: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "available", lambda: False)
    client.force_login(owner)
    page = page_of(client, report)
    assert "install requirements/ocr.txt" in page
    assert "Recognise text on" not in page


@override_settings(OCR="off")
def test_switched_off_the_missing_pages_are_still_named(
    client: Client, owner: User, report: Document
) -> None:
    client.force_login(owner)
    page = page_of(client, report)
    assert "pages 14–20" in page
    assert "Recognise text on" not in page


@override_settings(OCR="off")
def test_switched_off_a_scan_says_who_can_switch_it_on(client: Client, owner: User) -> None:
    document = make_document(owner, content=scan_bytes("One"))
    read_document(document)
    client.force_login(owner)
    assert "switched off on this server" in page_of(client, document)


def test_an_encrypted_scan_asks_for_the_password_again(client: Client, owner: User, report: Document) -> None:
    Document.objects.update(has_password=True)
    client.force_login(owner)
    assert 'type="password"' in page_of(client, report)
    client.post(f"/documents/{report.pk}/recognise/", {"password": "sesame"})
    assert take_password(report) == "sesame"


@pytest.mark.parametrize("url", ["recognise/", "recognise/stop/", "changes/"])
def test_an_outsider_starts_and_stops_nothing(
    client: Client, outsider: User, report: Document, url: str
) -> None:
    client.force_login(outsider)
    assert client.post(f"/documents/{report.pk}/{url}").status_code == 404
    assert not Recognition.objects.exists()


def test_the_task_goes_on_until_all_pages_are_done(
    owner: User,
    report: Document,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    from worker import tasks

    monkeypatch.setattr(recognition, "STRETCH_SECONDS", -1.0)
    sent: list[int] = []
    monkeypatch.setattr(tasks.recognise_document, "send", lambda ids: sent.append(*ids))
    start_recognition(report)
    tasks.recognise_document(report.recognition.pk)
    while sent:
        tasks.recognise_document(sent.pop())
    assert Document.objects.get().empty_pages == []


@override_settings(OCR="auto")
def test_with_auto_the_reading_task_starts_it(owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    from worker import tasks

    sent: list[int] = []
    monkeypatch.setattr(tasks.recognise_document, "send", lambda ids: sent.append(*ids))
    document = make_document(owner, content=scan_bytes("One", "Two"))
    tasks.read_document(document.pk)
    assert sent == [Recognition.objects.get().pk]


def test_the_live_part_ends_without_its_stop_button(owner: User, report: Document) -> None:
    start_recognition(report)
    assert "recognise/stop/" in state_of(report)[0]
    recognise(Recognition.objects.get())
    html, _ = state_of(report)
    assert "Text recognition is done." in html
    assert "recognise/stop/" not in html
