import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from docanalyzer.documents.models import Document
from docanalyzer.pipeline.errors import InferenceCancelled
from docanalyzer.prompts.models import PromptTemplate
from tests.fakes import ScriptedClient
from worker.management.commands import analyze

ANSWER = "It was sold: “The mill was sold on 3 June 2024.” [¶1]\n"
FIELDS = json.dumps(
    {
        "parties": None,
        "dates": [{"value": "3 June 2024", "quote": "The mill was sold on 3 June 2024.", "paragraph": 1}],
    }
)


@pytest.fixture
def paper(tmp_path: Path, db: None, valkey: object) -> Path:
    path = tmp_path / "sale.txt"
    path.write_text("The mill was sold on 3 June 2024.\n")
    return path


def analysed(monkeypatch: pytest.MonkeyPatch, answer: str, *arguments: object, **options: object) -> str:
    monkeypatch.setattr(analyze, "inference_client", lambda: ScriptedClient(answer))
    out = StringIO()
    call_command("analyze", *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def test_the_answer_streams_and_the_receipt_follows(monkeypatch: pytest.MonkeyPatch, paper: Path) -> None:
    printed = analysed(monkeypatch, ANSWER, paper, ask="What was sold?")
    assert ANSWER.strip() in printed
    assert "nothing cut" in printed
    assert "1 verified" in printed


def test_json_is_one_object_with_output_citations_coverage_usage_and_timings(
    monkeypatch: pytest.MonkeyPatch, paper: Path
) -> None:
    record = json.loads(analysed(monkeypatch, ANSWER, paper, json=True))
    assert record["output"] == ANSWER
    assert record["citations"][0]["state"] == "verified"
    assert {"coverage", "usage", "timings"} <= set(record)


def test_an_extraction_is_printed_as_values(monkeypatch: pytest.MonkeyPatch, paper: Path) -> None:
    printed = analysed(monkeypatch, FIELDS, paper, template="extraction")
    assert "3 June 2024 — “The mill was sold on 3 June 2024.” [¶1] verified" in printed
    assert "{" not in printed


def test_what_does_not_fit_is_refused_in_json_too(
    monkeypatch: pytest.MonkeyPatch, paper: Path, settings
) -> None:
    settings.MODEL = {**settings.MODEL, "context_window": 5000}
    monkeypatch.setattr(analyze, "inference_client", lambda: ScriptedClient("never"))
    paper.write_text("A long sentence about mills and their owners. " * 2000)
    out = StringIO()
    with pytest.raises(CommandError, match="the limit is"):
        call_command("analyze", str(paper), stdout=out, json=True)
    refused = json.loads(out.getvalue())
    assert refused["status"] == "refused"
    assert refused["error"]["tokens"] > refused["error"]["limit"]


def test_an_empty_question_and_a_missing_file_are_refused(
    monkeypatch: pytest.MonkeyPatch, paper: Path
) -> None:
    with pytest.raises(CommandError, match="The question is empty"):
        analysed(monkeypatch, ANSWER, paper, ask=" ")
    with pytest.raises(CommandError, match="No such file"):
        analysed(monkeypatch, ANSWER, paper.with_name("nope.pdf"))


def test_an_unknown_template_names_the_known_ones(monkeypatch: pytest.MonkeyPatch, paper: Path) -> None:
    with pytest.raises(CommandError, match="summary"):
        analysed(monkeypatch, ANSWER, paper, template="nonsense")
    assert Document.objects.count() == 1


@pytest.fixture
def asking(db: None) -> str:
    """The slug of a template with variables."""
    variables = [
        {"name": "party", "title": "Party", "type": "text", "required": True},
        {"name": "due", "title": "Due", "type": "date", "required": False},
        {"name": "topics", "title": "Topics", "type": "list", "required": False},
    ]
    template = PromptTemplate.objects.get(slug="summary")
    version = template.current
    assert version is not None
    version.pk, version.number = None, version.number + 1
    version.variables = variables
    version.instructions = "What does {{ party }} owe by {{ due }}? {{ topics }}"
    version.save(force_insert=True)
    PromptTemplate.objects.filter(pk=template.pk).update(current=version)
    return template.slug


def test_a_templates_variables_are_set_by_name(
    monkeypatch: pytest.MonkeyPatch, paper: Path, asking: str
) -> None:
    sets = ["party=the mill = Harbour", "due=2024-06-03", "topics=price", "topics=date"]
    record = json.loads(analysed(monkeypatch, ANSWER, paper, template=asking, json=True, set=sets))
    assert record["task"]["instructions"] == "What does the mill = Harbour owe by 2024-06-03? - price\n- date"


@pytest.mark.parametrize(
    ("sets", "said"),
    [
        ([], "Party"),
        (["party"], "NAME=VALUE"),
        (["other=1"], "party, due, topics"),
        (["party=a", "party=b"], "one value"),
        (["party=a", "due=soon"], "--set due"),
    ],
)
def test_a_wrong_value_is_refused_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, paper: Path, asking: str, sets: list[str], said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        analysed(monkeypatch, ANSWER, paper, template=asking, set=sets)


def test_a_run_that_ended_before_an_answer_does_not_boast(
    monkeypatch: pytest.MonkeyPatch, paper: Path
) -> None:
    monkeypatch.setattr(analyze, "inference_client", lambda: ScriptedClient(InferenceCancelled("stop")))
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("analyze", str(paper), ask="What?", stdout=out)
    assert "nothing cut" not in out.getvalue()
    assert "ended before an answer" in out.getvalue()
