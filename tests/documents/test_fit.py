from docanalyzer.accounts.models import User
from docanalyzer.documents.fit import fit
from docanalyzer.documents.models import Document
from docanalyzer.documents.services import keep_reading
from docanalyzer.pipeline.inference import ModelProfile
from docanalyzer.pipeline.prompts import Task
from docanalyzer.pipeline.reading.result import PAGE_SEPARATOR, Anchor, Page, Reading
from docanalyzer.runs.execution import execute_run
from docanalyzer.runs.services import create_run
from tests.fakes import ScriptedClient
from tests.people import make_document

LANGUAGE_MODEL = ModelProfile(name="scripted", label="Scripted", chat_format="glm4")


def short_paragraphs(user: User, count: int) -> Document:
    """An unpaged document of many paragraphs of a few words."""
    document = make_document(user)
    assert document.claim()
    lines = [f"Item {number} was sold." for number in range(1, count + 1)]
    anchors, start = [], 0
    for number, line in enumerate(lines, start=1):
        anchors.append(Anchor(start, number))
        start += len(line) + len(PAGE_SEPARATOR)
    page = Page(1, "", PAGE_SEPARATOR.join(lines))
    reading = Reading(
        kind="text", media_type="text/plain", paged=False, pages=(page,), anchors=tuple(anchors)
    )
    keep_reading(document, reading)
    document.refresh_from_db()
    return document


def test_the_numbers_of_paragraphs_are_part_of_what_must_fit(owner: User) -> None:
    document = short_paragraphs(owner, 4_000)
    task = Task(kind="question", instructions="What was sold?")
    run = create_run(user=owner, documents=[document], task=task)
    execute_run(run, ScriptedClient("Items.", profile=LANGUAGE_MODEL))
    run.refresh_from_db()
    assert run.prompt_tokens is not None
    assert run.prompt_tokens <= run.expected_tokens < 1.1 * run.prompt_tokens


def test_what_its_page_says_fits_is_not_refused_afterwards(owner: User, settings) -> None:
    document = short_paragraphs(owner, 4_000)
    needed = fit(document)
    assert needed is not None
    task = Task(kind="question", instructions="What was sold?")
    settings.MODEL = settings.MODEL | {"context_window": needed.tokens + settings.MAX_OUTPUT_TOKENS}
    assert fit(document).fits
    run = create_run(user=owner, documents=[document], task=task)
    execute_run(run, ScriptedClient("Items.", profile=LANGUAGE_MODEL))
    run.refresh_from_db()
    assert run.status == "succeeded"
