"""How the anchors of a text are stored."""

from __future__ import annotations

from docanalyzer.accounts.models import User
from docanalyzer.documents.models import DocumentText, anchor_records
from docanalyzer.pipeline.reading import Anchor
from tests.people import make_document

PATH = ("Terms", "Fees")
ANCHORS = [
    Anchor(0, 1, headings=("Terms",), level=1),
    Anchor(6, 2, "1.", PATH, 2, "4A"),
    *(Anchor(10 + number, 3 + number, headings=PATH) for number in range(5)),
    Anchor(20, 8),
    Anchor(22, 9, headings=PATH),
]


def test_anchors_come_back_as_they_were(owner: User) -> None:
    document = make_document(owner)
    DocumentText.objects.create(document=document, text="x" * 30, anchors=anchor_records(ANCHORS))
    assert DocumentText.objects.get(document=document).anchor_list() == ANCHORS


def test_a_heading_path_is_stored_where_it_begins() -> None:
    assert [number for number, record in enumerate(anchor_records(ANCHORS)) if "headings" in record] == [
        0,
        1,
        7,
        8,
    ]
