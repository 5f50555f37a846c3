"""Analyse files from the terminal: the same services, the same prompt, the same record as in the browser.

Exit status: 0 answered; 1 refused before anything was sent, failed, or cancelled (the reason is the last line, with
--json in the object); 2 the command line is wrong.
"""

from __future__ import annotations

import json
import signal
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from docanalyzer.accounts.models import User
from docanalyzer.analyses.services import create_analysis
from docanalyzer.documents.models import Document
from docanalyzer.documents.services import UploadRefused, read_document, retry_reading, take_upload
from docanalyzer.pipeline.errors import PromptTooLong
from docanalyzer.pipeline.inference import Chunk, InferenceClient, Sampling
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.prompts.rendering import CannotRender
from docanalyzer.prompts.variables import form_field
from docanalyzer.runs.execution import answer_run
from docanalyzer.runs.models import Run
from docanalyzer.runs.records import record
from docanalyzer.runs.services import NotReady
from docanalyzer.threads.services import ask
from worker.clients import inference_client

TERMINAL_USER = "terminal"


class Command(BaseCommand):
    help = "Read FILEs whole, send them in one prompt with a template or a question, stream the answer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        what = parser.add_mutually_exclusive_group()
        what.add_argument(
            "--template", default="summary", metavar="SLUG", help="a template's slug (default: summary)"
        )
        parser.add_argument(
            "--set",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help="a value for one of the template's variables; again for another one, or for a list's next item; "
            "a document is named by its FILE",
        )
        what.add_argument("--ask", metavar="QUESTION", help="ask a question instead")
        parser.add_argument("--json", action="store_true", help="print one object at the end, nothing before")
        parser.add_argument("--user", default=TERMINAL_USER, help="whose library the files go to")
        parser.add_argument("--password", default="", help="for an encrypted file; used once, never stored")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            run = self.answered(options)
        except CommandError as error:
            if options["json"]:
                self.stdout.write(json.dumps(refusal(error), ensure_ascii=False, indent=2))
            raise
        self.report(run, as_json=options["json"])

    def answered(self, options: dict[str, Any]) -> Run:
        """The run, ended. CommandError where it could not even begin."""
        user, made = User.objects.get_or_create(username=options["user"])
        if made:
            user.set_unusable_password()
            user.save()
        documents = [self.document(user, path, options["password"]) for path in options["files"]]
        client: InferenceClient = inference_client()
        with transaction.atomic():  # claimed with its creation: the workers' queue never sees it
            run = self.start(user, documents, options)
            run.claim(replica=client.replica_for(run.route), tokens=run.expected_tokens)
        quiet = (
            options["json"] or run.asks_for_fields
        )  # an answer in JSON is for programs; people get its values
        self.answer(run, client if quiet else Echo(client, self.write))
        return run

    def write(self, text: str) -> None:
        self.stdout.write(text, ending="")
        self.stdout.flush()

    def document(self, user: User, path: Path, password: str) -> Document:
        """The file in the user's library, read; CommandError says what is wrong with it."""
        try:
            with path.open("rb") as handle:
                document, _ = take_upload(user=user, file=File(handle, name=path.name))
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        except UploadRefused as error:
            raise CommandError(str(error)) from error
        retry_reading(document)
        document.refresh_from_db()
        read_document(document, password=password)
        document.refresh_from_db()
        if document.status != Document.Status.READY:
            raise CommandError(f"{path}: {document.message or document.get_status_display()}")
        return document

    def start(self, user: User, documents: list[Document], options: dict[str, Any]) -> Run:
        try:
            if options["ask"] is not None:
                if options["set"]:
                    raise CommandError("--set is for a template's variables; a question has none.")
                if not options["ask"].strip():
                    raise CommandError("The question is empty: write it after --ask.")
                return ask(
                    user=user, document=documents[0], question=options["ask"], others=documents[1:]
                ).run
            usable = PromptTemplate.objects.usable_in(user, documents[0].workspace)
            template = usable.filter(slug=options["template"]).first()
            if template is None:
                known = ", ".join(usable.values_list("slug", flat=True))
                raise CommandError(f"There is no template “{options['template']}”. There are: {known}.")
            if template.kind == PromptTemplate.Kind.COMPARISON and len(documents) != 2:
                raise CommandError(f"A comparison takes two files; {len(documents)} came.")
            values = self.values(template, documents, options)
            return create_analysis(user=user, template=template, documents=documents, values=values).run
        except (NotReady, PromptTooLong, CannotRender) as error:
            raise CommandError(str(error)) from error

    def values(
        self, template: PromptTemplate, documents: list[Document], options: dict[str, Any]
    ) -> dict[str, Any]:
        """What --set gives, cleaned as the form of the template does it. Raises CommandError."""
        declared = template.current.variables if template.current else []
        variables = {variable["name"]: variable for variable in declared}
        given: dict[str, list[str]] = {}
        for item in options["set"]:
            name, equals, value = item.partition("=")
            if not equals or name not in variables:
                known = ", ".join(variables) or "none"
                raise CommandError(f"--set {item}: write NAME=VALUE. The template's variables: {known}.")
            given.setdefault(name, []).append(value)
        files = {str(path): document.pk for path, document in zip(options["files"], documents, strict=True)}
        return {name: cleaned(variables[name], values, files) for name, values in given.items()}

    def answer(self, run: Run, client: InferenceClient) -> None:
        """Ctrl-C cancels the run on the model server too, and keeps what came."""

        def stop(*_: object) -> None:
            Run.objects.filter(pk=run.pk).update(cancel_requested=True)

        before = signal.signal(signal.SIGINT, stop)
        try:
            answer_run(run, client)
        finally:
            signal.signal(signal.SIGINT, before)
        run.refresh_from_db()

    def report(self, run: Run, *, as_json: bool) -> None:
        kept = record(run)
        if as_json:
            self.stdout.write(json.dumps(kept, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(
                "\n".join(["", *field_lines(kept["fields"] or []), "", self.receipt_lines(kept)])
            )
        if run.status != Run.Status.SUCCEEDED:
            raise CommandError(run.error_message or f"The run was {run.get_status_display().lower()}.")

    def receipt_lines(self, kept: dict[str, Any]) -> str:
        coverage, states = kept["coverage"], [citation["state"] for citation in kept["citations"]]
        lines = [
            f"{item['title']}: {item['pages'] if item['paged'] else item['paragraphs']} "
            f"{'pages' if item['paged'] else 'paragraphs'} read, {len(item['empty_pages'])} without text, "
            f"{item['characters']:,} characters, text {item['text_sha256'][:16]}"
            for item in coverage["documents"]
        ]
        whole = "nothing cut" if coverage["nothing_cut"] else "ended before an answer"
        lines.append(f"{coverage['tokens'] or 0:,} tokens of {coverage['limit'] or 0:,}; {whole}")
        counts = ", ".join(
            f"{states.count(state)} {state.replace('_', ' ')}" for state in sorted(set(states))
        )
        lines.append(f"Citations: {counts or 'none'}")
        return "\n".join(lines)


def cleaned(variable: dict[str, Any], values: list[str], files: dict[str, int]) -> Any:
    """One variable's value. Raises CommandError."""
    name, kind = variable["name"], variable["type"]
    if len(values) > 1 and kind != "list":
        raise CommandError(f"--set {name}: one value, {len(values)} came.")
    value: Any = "\n".join(values)
    if kind == "document":
        if value not in files:
            raise CommandError(f"--set {name}: name one of the files as on the command line.")
        value = files[value]
    try:
        return form_field(variable, Document.objects.filter(pk__in=files.values())).clean(value)
    except ValidationError as error:
        raise CommandError(f"--set {name}: {' '.join(error.messages)}") from error


def refusal(error: CommandError) -> dict[str, Any]:
    """What stands in the place of a record when nothing was sent."""
    cause = error.__cause__
    numbers = {"tokens": cause.tokens, "limit": cause.limit} if isinstance(cause, PromptTooLong) else {}
    code = getattr(cause, "code", "refused")
    return {"status": "refused", "error": {"code": code, "message": str(error), **numbers}}


def field_lines(fields: list[dict[str, Any]]) -> list[str]:
    """The values of an extraction, each with its quotation, place and check."""
    lines = []
    for field in fields:
        lines.append(field["title"] or field["name"])
        for value in field["values"]:
            citation = value["citation"] or {}
            place = f"p. {citation['page']}" if citation.get("page") else f"¶{citation.get('paragraph')}"
            lines.append(
                f"  {value['value']} — “{value['quote']}” [{place}] {citation.get('state', 'unchecked')}"
            )
        if not field["values"]:
            lines.append(f"  {field['state'].replace('_', ' ')}")
    return lines


class Echo:
    """A client that also writes what it streams."""

    def __init__(self, client: InferenceClient, write: Callable[[str], None]) -> None:
        self.client, self.profile, self.write = client, client.profile, write

    def stream(
        self, prompt: str, sampling: Sampling, *, cancelled: Callable[[], bool] = lambda: False
    ) -> Iterator[Chunk]:
        for chunk in self.client.stream(prompt, sampling, cancelled=cancelled):
            self.write(chunk.text)
            yield chunk

    def check(self) -> None:
        self.client.check()

    def replica_for(self, route: str) -> str:
        return self.client.replica_for(route)

    def model_version(self, *, cancelled: Callable[[], bool] = lambda: False) -> str:
        return self.client.model_version(cancelled=cancelled)
