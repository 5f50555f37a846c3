"""No format claims of a document that it does not state what only the built-in engine looked for."""

import io
import json
import zipfile
from collections.abc import Callable

import pymupdf
import pytest

from docanalyzer.accounts.models import User
from docanalyzer.reviews.models import Review
from docanalyzer.runs.judgements import judge
from docanalyzer.runs.models import Run

ABSENT = "Not stated in the document"
UNFOUND = "The built-in engine found no value; the document may still state it"
FORMS = ("docx", "xlsx", "csv", "md", "pdf")
pytestmark = pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume")


def words(data: bytes, form: str) -> str:
    if form == "pdf":
        text = "\n".join(page.get_text() for page in pymupdf.open(stream=data, filetype="pdf"))
    elif form in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            text = "\n".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))
    else:
        text = data.decode()
    return " ".join(text.replace("\\", "").split())


@pytest.mark.parametrize("form", FORMS)
def test_a_result_says_that_the_engine_found_none(
    download: Callable[[str], bytes], extraction: Run, owner: User, form: str
) -> None:
    path = f"/runs/{extraction.pk}/export.{form}"
    assert UNFOUND not in words(download(path), form)
    Run.objects.update(chat_format="extractive")
    assert UNFOUND in (said := words(download(path), form))
    assert ABSENT not in said
    judge(user=owner, run=extraction, kind="verified", field="law")
    assert ABSENT in (said := words(download(path), form))  # now a person says so
    assert UNFOUND not in said


@pytest.mark.parametrize("form", FORMS)
def test_so_does_a_review(download: Callable[[str], bytes], matrix: Review, form: str) -> None:
    path = f"/reviews/{matrix.pk}/export.{form}"
    assert ABSENT in words(download(path), form)
    Run.objects.update(chat_format="extractive")
    assert UNFOUND in (said := words(download(path), form))
    assert ABSENT not in said


@pytest.mark.parametrize(("chat_format", "unfound"), [("extractive", True), ("qwen", False)])
def test_json_tells_them_apart(
    download: Callable[[str], bytes], extraction: Run, matrix: Review, chat_format: str, unfound: bool
) -> None:
    Run.objects.update(chat_format=chat_format)
    record = json.loads(download(f"/runs/{extraction.pk}/export.json"))
    fields = {field["name"]: field for field in (record.get("records") or [record])[0]["fields"]}
    assert (fields["law"]["state"], fields["law"]["unfound"]) == ("not_stated", unfound)
    assert fields["revenue"]["unfound"] is False
    cells = [
        cell
        for row in json.loads(download(f"/reviews/{matrix.pk}/export.json"))["rows"]
        for cell in row["cells"]
    ]
    assert {cell["unfound"] for cell in cells if cell["state"] == "not_stated"} == {unfound}
    assert not any(cell["unfound"] for cell in cells if cell["state"] != "not_stated")
