import hashlib

import pytest
from django.test import override_settings

from docanalyzer.accounts.models import User
from docanalyzer.documents import recognition
from docanalyzer.documents.models import Document, RecognisedPage, Recognition
from docanalyzer.documents.passwords import take_password
from docanalyzer.documents.recognition import (
    give_back,
    offer,
    recognise,
    start_by_itself,
    start_recognition,
    stop_recognition,
)
from docanalyzer.documents.services import read_document
from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading.ocr import available
from docanalyzer.pipeline.reading.result import PAGE_SEPARATOR
from tests.documents.scans import FakeRecogniser, scan_bytes
from tests.people import make_document

PAGES = ("A typed page", "Rent is due", "Deposit paid", "Another typed page", "Signed in Oslo")
TEXTS = {2: "Rent is due", 3: "Deposit paid", 5: "Signed in Oslo"}


@pytest.fixture
def recogniser(monkeypatch: pytest.MonkeyPatch) -> FakeRecogniser:
    fake = FakeRecogniser(TEXTS)
    monkeypatch.setattr(recognition, "ocr_pages", fake)
    monkeypatch.setattr(recognition, "available", lambda: True)
    monkeypatch.setattr(recognition, "ASK_SECONDS", 0.0)
    return fake


def read(user: User, typed: tuple[int, ...] = (1, 4), **more: str) -> Document:
    document = make_document(user, content=scan_bytes(*PAGES, typed=typed, **more))
    read_document(document, password=more.get("password", ""))
    document.refresh_from_db()
    return document


def work_on(document: Document) -> Recognition:
    assert start_recognition(document)
    return Recognition.objects.get(document=document)


def test_the_pages_without_text_are_offered(owner: User, recogniser: FakeRecogniser) -> None:
    found = offer(read(owner))
    assert found is not None
    assert found.pages == [2, 3, 5]


def test_recognised_pages_come_into_the_text_with_their_offsets_hash_and_flag(
    owner: User, recogniser: FakeRecogniser
) -> None:
    document = read(owner)
    before = document.content.sha256
    assert recognise(work_on(document)) is False
    document = Document.objects.get()
    content = document.content
    assert [content.page_text(page).strip() for page in content.pages] == list(PAGES)
    assert content.text == PAGE_SEPARATOR.join(content.page_text(page) for page in content.pages)
    assert content.sha256 == hashlib.sha256(content.text.encode()).hexdigest() != before
    assert [page["index"] for page in content.pages if "ocr" in page["flags"]] == [2, 3, 5]
    assert (document.empty_pages, document.character_count) == ([], len(content.text))
    assert "pages 2–3, 5" in document.warnings[-1]
    assert offer(document) is None


def test_the_text_before_is_kept_for_results_that_ran_with_it(
    owner: User, recogniser: FakeRecogniser
) -> None:
    document = read(owner)
    before = document.content
    recognise(work_on(document))
    kept = Document.objects.get().earlier_texts.get()
    assert (kept.sha256, kept.text, kept.pages) == (before.sha256, before.text, before.pages)


def test_a_scan_without_any_text_waits_for_recognition_and_becomes_ready(
    owner: User, recogniser: FakeRecogniser
) -> None:
    document = read(owner, typed=())
    assert (document.status, document.page_count) == ("no_text", 5)
    assert not hasattr(document, "content")
    recognise(work_on(document))
    document = Document.objects.get()
    assert document.status == "ready"
    assert document.empty_pages == [1, 4]
    assert [page["label"] for page in document.content.pages] == ["s1", "s2", "s3", "s4", "s5"]


def test_a_scan_on_which_nothing_is_found_is_no_empty_success(
    owner: User, recogniser: FakeRecogniser
) -> None:
    recogniser.texts = {}
    document = read(owner, typed=())
    recognise(work_on(document))
    document = Document.objects.get()
    assert document.status == "no_text"
    assert "found no text" in document.message
    assert offer(document) is None


def test_a_stop_keeps_the_pages_that_are_done(owner: User, recogniser: FakeRecogniser) -> None:
    document = read(owner)
    work = work_on(document)
    recogniser.before = lambda index: index == 5 and bool(stop_recognition(document))
    assert recognise(work) is False
    assert Recognition.objects.get().status == "stopped"
    document = Document.objects.get()
    assert document.empty_pages == [5]
    assert "1 of 5 pages has no text layer: page 5." in document.warnings
    recogniser.before = lambda index: None
    recognise(work_on(document))
    assert recogniser.asked == [[2, 3, 5], [5]]
    assert Document.objects.get().empty_pages == []


def test_a_stop_before_the_first_page_ends_it_at_once(owner: User, recogniser: FakeRecogniser) -> None:
    document = read(owner)
    work_on(document)
    assert stop_recognition(document)
    assert Recognition.objects.get().status == "stopped"
    assert recognise(Recognition.objects.get()) is False
    assert recogniser.asked == []


def test_a_worker_that_dies_loses_no_page(owner: User, recogniser: FakeRecogniser) -> None:
    document = read(owner)
    work = work_on(document)

    def dies(index: int) -> None:
        if index == 5:
            raise KeyboardInterrupt

    recogniser.before = dies
    with pytest.raises(KeyboardInterrupt):
        recognise(work)
    assert Recognition.objects.get().done == 2
    assert give_back(Recognition.objects.get())
    recogniser.before = lambda index: None
    recognise(Recognition.objects.get())
    assert recogniser.asked[1] == [5]
    assert Document.objects.get().empty_pages == []


def test_what_kills_its_worker_each_time_is_given_up_with_a_sentence(
    owner: User, recogniser: FakeRecogniser
) -> None:
    work = work_on(read(owner))
    for _ in range(recognition.LOSSES - 1):
        work.claim()
        assert give_back(work)
        work.refresh_from_db()
    work.claim()
    assert not give_back(work)
    work.refresh_from_db()
    assert work.status == "failed"
    assert "page 2" in work.message


def test_a_worker_that_was_given_up_writes_nothing_more(owner: User, recogniser: FakeRecogniser) -> None:
    work = work_on(read(owner))
    recogniser.before = lambda index: index == 3 and bool(Recognition.objects.update(turn=9))
    assert recognise(work) is False
    assert list(RecognisedPage.objects.values_list("index", flat=True)) == [2]
    assert Recognition.objects.get().status == "running"


def test_long_work_lets_others_in_between(
    owner: User, recogniser: FakeRecogniser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "STRETCH_SECONDS", -1.0)
    work = work_on(read(owner))
    assert [recognise(work) for _ in range(4)] == [True, True, False, False]
    assert recogniser.asked == [[2, 3, 5], [3, 5], [5]]
    assert Document.objects.get().empty_pages == []


def test_a_page_that_cannot_be_recognised_is_named_and_passed_over(
    owner: User, recogniser: FakeRecogniser
) -> None:
    def fails(index: int) -> None:
        if index == 3:
            raise ReadingError(Outcome.TOO_LARGE, "Its picture is too large.")

    recogniser.before = fails
    work = work_on(read(owner))
    assert recognise(work) is True
    assert recognise(work) is False
    document = Document.objects.get()
    assert document.empty_pages == [3]
    assert "OCR could not read page 3: Its picture is too large." in document.warnings


def test_the_password_is_asked_for_again_and_used_for_each_stretch(
    owner: User, recogniser: FakeRecogniser, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = make_document(owner, content=scan_bytes(*PAGES, typed=(1, 4), password="sesame"))
    read_document(document)
    assert Document.objects.get().has_password
    document = Document.objects.get()
    Document.objects.update(status="uploaded")
    read_document(document, password="sesame")
    document = Document.objects.get()
    monkeypatch.setattr(recognition, "STRETCH_SECONDS", -1.0)
    recognise(work_on(document), password="sesame")
    assert take_password(document) == "sesame"


def test_by_itself_only_where_the_settings_say_so(owner: User, recogniser: FakeRecogniser) -> None:
    document = read(owner)
    assert not start_by_itself(document, "")
    with override_settings(OCR="off"):
        assert offer(document) is None
    with override_settings(OCR="auto"):
        assert start_by_itself(document, "")
        assert not start_by_itself(document, "")


def test_without_the_library_nothing_is_started(
    owner: User, recogniser: FakeRecogniser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "available", lambda: False)
    document = read(owner)
    found = offer(document)
    assert found is not None
    assert not found.installed
    assert not start_recognition(document)


@pytest.mark.skipif(not available(), reason="requirements/ocr.txt is not installed")
def test_a_real_scan_is_recognised(owner: User) -> None:
    document = make_document(owner, content=scan_bytes("A typed page", "The tenant pays monthly", typed=(1,)))
    read_document(document)
    document = Document.objects.get()
    assert recognise(work_on(document)) is False
    assert "The tenant pays monthly" in Document.objects.get().content.text
