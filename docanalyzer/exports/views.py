"""Downloads of a result, a thread and a review, in six forms. Large ones stream."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import IO

from asgiref.sync import sync_to_async
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language, override
from django.views.decorators.http import require_GET

from docanalyzer.exports.cells import Cell
from docanalyzer.exports.excel import excel_file, excel_review
from docanalyzer.exports.markdown_file import markdown_file
from docanalyzer.exports.names import content_disposition, file_name
from docanalyzer.exports.pdf import pdf_file
from docanalyzer.exports.report import Report
from docanalyzer.exports.reviews import review_json, review_report
from docanalyzer.exports.runs import run_report
from docanalyzer.exports.tables import rows
from docanalyzer.exports.text_files import csv_file, json_file
from docanalyzer.exports.threads import thread_report
from docanalyzer.exports.wide import wide_head, wide_rows
from docanalyzer.exports.word import word_file
from docanalyzer.http import AuthedRequest
from docanalyzer.reviews.models import Review
from docanalyzer.reviews.tables import Table, table
from docanalyzer.runs.models import Run
from docanalyzer.threads.models import Thread

OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "docx": f"{OFFICE}.wordprocessingml.document",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "pdf": "application/pdf",
}
PIECES_AT_ONCE, BYTES_AT_ONCE = 64, 256 * 1024


@login_required
@require_GET
def run_export(request: AuthedRequest, pk: int, form: str) -> HttpResponseBase:
    runs = Run.objects.for_user(request.user).select_related("prompt_version__template")
    run = get_object_or_404(runs, pk=pk)
    if run.is_unfinished:
        raise Http404
    return report_file(run_report(run), form)


@login_required
@require_GET
def thread_export(request: AuthedRequest, pk: int, form: str) -> HttpResponseBase:
    threads = Thread.objects.for_user(request.user).select_related("document")
    return report_file(thread_report(get_object_or_404(threads, pk=pk)), form)


@login_required
@require_GET
def review_export(request: AuthedRequest, pk: int, form: str) -> HttpResponseBase:
    sheet = table(get_object_or_404(Review.objects.for_user(request.user), pk=pk))
    if form == "csv":
        return streamed(csv_file(review_rows(sheet)), sheet.review.name, form)
    if form == "json":
        return streamed(review_json(sheet), sheet.review.name, form)
    if form == "xlsx":
        return made(partial(excel_review, sheet), sheet.review.name, form)
    return report_file(review_report(sheet), form)


def review_rows(sheet: Table) -> Iterator[Sequence[Cell]]:
    yield list(wide_head(sheet))
    yield from wide_rows(sheet)


def report_file(report: Report, form: str) -> HttpResponseBase:
    if form == "docx":
        return made(partial(word_file, report), report.title, form)
    if form == "xlsx":
        return made(partial(excel_file, report), report.title, form)
    if form == "pdf":
        return attached(HttpResponse(pdf_file(report)), report.title, form)
    if form == "csv":
        return streamed(csv_file(rows(report)), report.title, form)
    if form == "json":
        return streamed(json_file(report), report.title, form)
    if form == "md":
        return streamed(markdown_file(report), report.title, form)
    raise Http404


def attached(response: HttpResponseBase, title: str, form: str) -> HttpResponseBase:
    response["Content-Type"] = TYPES[form]
    response["Content-Disposition"] = content_disposition(file_name(title, form))
    response["Cache-Control"] = "private, no-store"
    return response


def streamed(pieces: Iterable[str], title: str, form: str) -> HttpResponseBase:
    return attached(StreamingHttpResponse(in_turn(pieces)), title, form)


def made(make: Callable[[IO[bytes]], None], title: str, form: str) -> HttpResponseBase:
    """A file that must be whole before its first byte is known: kept on disk, not in memory."""
    # Closed by from_disk(), after the response went out.
    file = tempfile.TemporaryFile()  # noqa: SIM115
    make(file)
    size = file.tell()
    file.seek(0)
    response = attached(StreamingHttpResponse(from_disk(file)), title, form)
    response["Content-Length"] = str(size)
    return response


def in_turn(pieces: Iterable[str]) -> AsyncIterator[bytes]:
    """In the language of the request, which is over when the last piece is made."""
    return told(iter(pieces), get_language())


async def told(source: Iterator[str], language: str | None) -> AsyncIterator[bytes]:
    """A few pieces in each hop to a thread: an async server would otherwise gather all of them first."""

    def some() -> list[str]:
        with override(language):
            return list(islice(source, PIECES_AT_ONCE))

    while pieces := await sync_to_async(some)():
        yield "".join(pieces).encode()


async def from_disk(file: IO[bytes]) -> AsyncIterator[bytes]:
    try:
        while some := await sync_to_async(file.read)(BYTES_AT_ONCE):
            yield some
    finally:
        file.close()
