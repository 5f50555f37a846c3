"""The viewer's requests: whose they are, what they give, what they say when a page cannot be drawn."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from django.test import Client

from docanalyzer.accounts.models import User
from docanalyzer.documents import images
from docanalyzer.documents.models import Document, PageLayout
from docanalyzer.documents.services import delete_document, read_document
from tests.people import make_document, make_ready

LINES = (
    "The rent is 1,200 euros. The rent is due on Monday.",
    "Either party may terminate with three months notice, and the",
    "tenant pays the costs. Nothing else is due.",
)
PATHS = (
    "viewer/layout.json",
    "viewer/outline.json",
    "viewer/find.json?q=rent",
    "viewer/place.json?start=0&end=8",
    "viewer/pages/1/image",
    "viewer/pages/1/text.json",
    "viewer/pages/1/matches.json?q=rent",
    "viewer/pages/1/words/",
)


@pytest.fixture(autouse=True)
def renderers(tmp_path: Path, settings) -> Iterator[None]:
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    images.page_cache.cache_clear()
    yield
    images.pool().close()
    images.page_cache.cache_clear()


def pdf(lines: tuple[str, ...] = LINES, **how: object) -> bytes:
    document = pymupdf.open()
    for line in lines:
        document.new_page(width=400, height=300).insert_text((20, 40), line)
    document.set_page_labels([{"startpage": 0, "prefix": "", "style": "r", "firstpagenum": 1}])
    document.set_toc([[1, "Rent", 1], [1, "Termination", 2]])
    return document.tobytes(**how)


@pytest.fixture
def document(owner: User) -> Document:
    made = make_document(owner, content=pdf())
    read_document(made)
    made.refresh_from_db()
    assert made.status == "ready"
    return made


def get(client: Client, document: Document, path: str, **headers: str):
    return client.get(f"/documents/{document.pk}/{path}", headers=headers)


@pytest.mark.parametrize("path", PATHS)
def test_only_the_workspace_sees_pages(
    client: Client, document: Document, colleague: User, outsider: User, path: str
) -> None:
    assert get(client, document, path).status_code == 302
    client.force_login(document.uploaded_by)
    assert get(client, document, path).status_code == 200
    client.force_login(colleague)
    assert get(client, document, path).status_code == 200
    client.force_login(outsider)
    assert get(client, document, path).status_code == 404


def test_the_layout_is_asked_of_the_file_once(client: Client, document: Document) -> None:
    client.force_login(document.uploaded_by)
    answer = get(client, document, "viewer/layout.json").json()
    assert answer["sizes"] == [[3, 400.0, 300.0]]
    assert answer["labels"] == ["i", "ii", "iii"]
    assert answer["problem"] == ""
    images.pool().close()
    Path(document.file.path).unlink()
    assert get(client, document, "viewer/layout.json").json() == answer
    assert get(client, document, "viewer/outline.json").json() == {
        "entries": [[1, "Rent", 1], [1, "Termination", 2]],
        "found": False,
    }


def test_an_image_is_private_and_known_again(client: Client, document: Document) -> None:
    client.force_login(document.uploaded_by)
    response = get(client, document, "viewer/pages/2/image?percent=200")
    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"].startswith("private")
    assert "Cookie" in response["Vary"]
    image = pymupdf.Pixmap(response.content)
    assert (image.width, image.height) == (800, 600)
    images.pool().close()
    again = get(client, document, "viewer/pages/2/image?percent=200")
    assert again.content == response.content
    assert images.pool().children() == []  # from the disk
    known = get(client, document, "viewer/pages/2/image?percent=200", if_none_match=response["ETag"])
    assert (known.status_code, known.content) == (304, b"")


def test_an_outsider_gets_no_304_either(client: Client, document: Document, outsider: User) -> None:
    client.force_login(document.uploaded_by)
    tag = get(client, document, "viewer/pages/1/image")["ETag"]
    client.force_login(outsider)
    assert get(client, document, "viewer/pages/1/image", if_none_match=tag).status_code == 404


@pytest.mark.parametrize("query", ["percent=9999", "percent=151", "percent=x"])
def test_only_a_few_sizes_are_drawn(client: Client, document: Document, query: str) -> None:
    client.force_login(document.uploaded_by)
    assert get(client, document, f"viewer/pages/1/image?{query}").status_code == 400


def test_a_page_beyond_the_last_is_not_there(client: Client, document: Document) -> None:
    client.force_login(document.uploaded_by)
    assert get(client, document, "viewer/pages/4/image").status_code == 404
    assert "No text" in get(client, document, "viewer/pages/4/words/").content.decode()


def test_find_gives_every_hit_with_its_page(client: Client, document: Document) -> None:
    client.force_login(document.uploaded_by)
    found = get(client, document, "viewer/find.json?q=due").json()
    assert found["total"] == 2
    assert found["counts"] == [[1, 1], [3, 1]]
    assert [(hit[0], hit[4]) for hit in found["hits"]] == [(1, "due"), (3, "due")]
    assert len(get(client, document, "viewer/pages/1/matches.json?q=rent").json()["places"]) == 2
    assert get(client, document, "viewer/find.json?q=").json()["total"] == 0


def place(client: Client, document: Document, words: str, **more: object) -> dict:
    start = document.content.text.index(words)
    query = {"start": start, "end": start + len(words), **more}
    return client.get(f"/documents/{document.pk}/viewer/place.json", query).json()


def test_a_quotation_is_marked_where_it_stands_and_not_where_the_same_words_stand_before(
    client: Client, document: Document
) -> None:
    client.force_login(document.uploaded_by)
    text = document.content.text
    first = place(client, document, "The rent is")
    second = text.rindex("The rent is")
    url = f"/documents/{document.pk}/viewer/place.json?start={second}&end={second + 11}"
    later = client.get(url).json()
    assert first["words"] == later["words"] == "The rent is"
    [page], [other] = first["pages"], later["pages"]
    assert page["page"] == other["page"] == 1
    assert page["quads"][0][0][0] < other["quads"][0][0][0]


def test_a_quotation_over_a_page_border_is_marked_on_both(client: Client, document: Document) -> None:
    client.force_login(document.uploaded_by)
    text = document.content.text
    start, end = text.index("three months"), text.index("the costs")
    found = client.get(f"/documents/{document.pk}/viewer/place.json?start={start}&end={end}").json()
    assert [page["page"] for page in found["pages"]] == [2, 3]
    assert all(page["quads"] for page in found["pages"])


def test_words_that_are_not_in_the_text_are_nowhere(client: Client, document: Document) -> None:
    client.force_login(document.uploaded_by)
    for query in ("start=5&end=2", "start=-1&end=9", "start=999999&end=1000009", "start=0&end=9&text=0"):
        found = get(client, document, f"viewer/place.json?{query}").json()
        assert [page for page in found["pages"] if page["quads"]] == [], query


def test_a_locked_file_says_why_it_has_no_images(client: Client, owner: User) -> None:
    document = make_ready(owner)
    content = pdf(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="secret")
    Path(document.file.path).write_bytes(content)
    client.force_login(owner)
    answer = get(client, document, "viewer/layout.json").json()
    assert answer["problem"] == "encrypted"
    assert "password" in answer["sentence"]
    refused = get(client, document, "viewer/pages/1/image")
    assert (refused.status_code, refused.json()["error"]) == (422, "encrypted")
    assert "no-store" in refused["Cache-Control"]
    words = get(client, document, "viewer/pages/1/words/?reason=encrypted").content.decode()
    assert "password" in words
    assert "Harbour Mills" in words


def test_a_page_that_failed_is_not_drawn_again_and_again(client: Client, owner: User) -> None:
    document = make_ready(owner)  # its file is no PDF
    client.force_login(owner)
    assert get(client, document, "viewer/pages/1/image").status_code == 422
    images.pool().close()
    assert get(client, document, "viewer/pages/1/image?percent=300").json()["error"] == "damaged"
    assert images.pool().children() == []


def test_a_scan_without_text_shows_its_pages(client: Client, owner: User) -> None:
    document = make_document(owner, content=pdf(("", "")))
    read_document(document)
    document.refresh_from_db()
    assert document.status == "no_text"
    client.force_login(owner)
    assert get(client, document, "viewer/layout.json").json()["empty"] == [1, 2]
    assert get(client, document, "viewer/pages/2/image").status_code == 200
    assert get(client, document, "viewer/find.json?q=a").json()["total"] == 0


def test_what_was_drawn_of_a_deleted_file_is_deleted(
    client: Client, document: Document, django_capture_on_commit_callbacks
) -> None:
    client.force_login(document.uploaded_by)
    get(client, document, "viewer/pages/1/image")
    folder = images.page_cache().folder
    assert list(folder.glob("*/*/*"))
    with django_capture_on_commit_callbacks(execute=True):
        delete_document(document)
    assert not list(folder.glob("*/*/*"))
    assert not PageLayout.objects.exists()


def test_few_queries_for_an_image(client: Client, document: Document, django_assert_max_num_queries) -> None:
    client.force_login(document.uploaded_by)
    with django_assert_max_num_queries(4):
        get(client, document, "viewer/pages/1/image")


def test_the_text_layer_is_json_of_lines(client: Client, document: Document) -> None:
    client.force_login(document.uploaded_by)
    [line] = json.loads(get(client, document, "viewer/pages/1/text.json").content)
    assert line[-1] == LINES[0]
