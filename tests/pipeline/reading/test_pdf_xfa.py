"""Forms that only Adobe's readers can draw."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading import Reading, read_in_process
from tests.pipeline.reading.make_pdf import pdf

NOTICE = (
    "Please wait... \nIf this message is not eventually replaced with the proper contents of the document, …"
)
FIELD = (
    b"<template><subform><field name='Rent'><value><text>12,000</text></value></field></subform></template>"
)


def read_form(path: Path, *texts: str, fields: str = "[]", needs_rendering: bool = False) -> Reading:
    document = pymupdf.open(pdf(path, *texts))
    form = document.get_new_xref()
    document.update_object(form, "<<>>")
    document.update_stream(form, FIELD)
    document.xref_set_key(
        document.pdf_catalog(), "AcroForm", f"<</Fields {fields}/XFA [(template) {form} 0 R]>>"
    )
    if needs_rendering:
        document.xref_set_key(document.pdf_catalog(), "NeedsRendering", "true")
    document.save(path.with_suffix(".xfa.pdf"))
    return read_in_process(path.with_suffix(".xfa.pdf"))


@pytest.mark.parametrize(("text", "needs_rendering"), [(NOTICE, False), ("Momentje geduld", True)])
def test_a_form_whose_page_is_a_notice_is_refused(tmp_path: Path, text: str, needs_rendering: bool) -> None:
    with pytest.raises(ReadingError, match="print it to a PDF and upload that") as refused:
        read_form(tmp_path / "a.pdf", text, needs_rendering=needs_rendering)
    assert refused.value.outcome is Outcome.UNSUPPORTED
    assert refused.value.page_count == 1


def test_a_form_whose_pages_are_drawn_is_read_with_a_warning(tmp_path: Path) -> None:
    reading = read_form(tmp_path / "a.pdf", "Rent: 12,000", "Deposit: 3,000", needs_rendering=True)
    assert reading.text == "Rent: 12,000\n\nDeposit: 3,000"
    assert any("XFA" in warning for warning in reading.warnings)


def test_an_ordinary_form_has_no_such_warning(tmp_path: Path) -> None:
    document = pymupdf.open(pdf(tmp_path / "a.pdf", "Please wait for the bus."))
    document.xref_set_key(document.pdf_catalog(), "AcroForm", "<</Fields[]/XFA []>>")
    document.save(tmp_path / "b.pdf")
    assert read_in_process(tmp_path / "b.pdf").warnings == ()
