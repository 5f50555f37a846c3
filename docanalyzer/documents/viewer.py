"""The viewer's requests: page images, text layers, find, the place of a quotation. All of them private."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from asgiref.sync import sync_to_async
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import aget_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from docanalyzer.documents import find as finding
from docanalyzer.documents import images, layouts, places
from docanalyzer.documents.access import visible_document
from docanalyzer.documents.images import PagesFile
from docanalyzer.documents.models import Document, PageLayout
from docanalyzer.documents.pages import one_page
from docanalyzer.http import AuthedRequest, signed_in
from docanalyzer.pipeline.rendering import RenderingError
from docanalyzer.pipeline.rendering.errors import SENTENCES

Made = TypeVar("Made")

PRIVATE = "private, max-age=3600"
"""The person's own browser may keep it; no proxy may."""


async def shown_document(request: HttpRequest, pk: int) -> Document:
    """access.visible_document for an async view."""
    return await aget_object_or_404(Document.objects.for_user(await signed_in(request)), pk=pk)


async def made(make: Callable[..., Made], *given: Any) -> Made:
    """make(*given), which waits for a child process, in a thread that no other request needs."""
    return await sync_to_async(make, thread_sensitive=False, executor=images.EXECUTOR)(*given)


def shown_file(request: HttpRequest, document: Document) -> PagesFile:
    file = layouts.pages_file(document, request.GET.get("as", "file"))
    if file is None:
        raise Http404("This document has no pages of its own.")
    return file


def refused(error: RenderingError) -> JsonResponse:
    """What could not be made and why: 503 where it is worth another try."""
    status = 404 if error.code == "no_page" else 422 if error.is_lasting else 503
    response = JsonResponse({"error": error.code, "message": sentence(error.code)}, status=status)
    response["Cache-Control"] = "no-store"
    return response


def sentence(code: str) -> str:
    return _(SENTENCES.get(code, SENTENCES["damaged"]))


async def known_layout(document: Document, file: PagesFile) -> PageLayout:
    layout = await sync_to_async(layouts.kept_layout)(document, file.rendition)
    if layout is None:
        found = await made(images.layout_of, file)
        layout = await sync_to_async(layouts.keep_layout)(document, found, file.rendition)
    return layout


@login_required
@require_GET
async def viewer_layout(request: HttpRequest, pk: int) -> HttpResponse:
    """The sizes of all pages, before any is shown: layouts.layout_json."""
    document = await shown_document(request, pk)
    try:
        layout = await known_layout(document, shown_file(request, document))
    except RenderingError as error:
        return refused(error)
    answer = await sync_to_async(layouts.layout_json)(document, layout)
    return JsonResponse(answer | {"sentence": sentence(layout.problem) if layout.problem else ""})


@login_required
@require_GET
async def viewer_outline(request: HttpRequest, pk: int) -> HttpResponse:
    """{"entries": [[level, title, page or paragraph], …], "found": whether they are headings that we found}."""
    document = await shown_document(request, pk)
    file = layouts.pages_file(document, request.GET.get("as", "file"))
    if file is None:
        entries, is_found = await sync_to_async(layouts.text_outline)(document)
        return JsonResponse({"entries": entries, "found": is_found})
    try:
        layout = await known_layout(document, file)
        if not layout.outline and not layout.problem and layout.found_outline is None:
            headings = await made(images.headings_of, file)
            await sync_to_async(layouts.keep_found_outline)(layout, headings)
    except RenderingError as error:
        return refused(error)
    return JsonResponse(
        {"entries": layout.outline or layout.found_outline or [], "found": not layout.outline}
    )


@login_required
@require_GET
async def viewer_image(request: HttpRequest, pk: int, page: int) -> HttpResponse:
    """One page as an image; `percent`, one of images.STEPS: pixels for 100 points."""
    document = await shown_document(request, pk)
    file = shown_file(request, document)
    percent = request.GET.get("percent", "150")
    if percent not in map(str, images.STEPS):
        return HttpResponse(status=400)
    tag = f'"{document.sha256[:16]}-{file.name("image", page, int(percent))}"'
    if request.headers.get("If-None-Match") == tag:
        return kept(HttpResponse(status=304), tag)
    try:
        media_type, data = await made(images.page_image, file, page, int(percent))
    except RenderingError as error:
        return refused(error)
    return kept(HttpResponse(data, content_type=media_type), tag)


def kept(response: HttpResponse, tag: str) -> HttpResponse:
    response["ETag"], response["Cache-Control"] = tag, PRIVATE
    response["X-Content-Type-Options"] = "nosniff"
    return response


@login_required
@require_GET
async def viewer_text(request: HttpRequest, pk: int, page: int) -> HttpResponse:
    """The text layer over one page's image."""
    document = await shown_document(request, pk)
    file = shown_file(request, document)
    try:
        data = await made(images.page_lines, file, page)
    except RenderingError as error:
        return refused(error)
    return kept(
        HttpResponse(data, content_type="application/json"),
        f'"{document.sha256[:16]}-{file.name("text", page)}"',
    )


@login_required
@require_GET
async def viewer_matches(request: HttpRequest, pk: int, page: int) -> HttpResponse:
    """{"places": [[quad, …], …]}: every place of the words `q` on one page's image."""
    document = await shown_document(request, pk)
    file = shown_file(request, document)
    term = request.GET.get("q", "").strip()[: finding.LONGEST_TERM]
    try:
        found = await made(images.matches_of, file, page, term) if term else []
    except RenderingError as error:
        return refused(error)
    return JsonResponse({"places": found})


@login_required
@require_GET
async def viewer_find(request: HttpRequest, pk: int) -> HttpResponse:
    """Every hit of the words `q` in the whole text: find.find."""
    document = await shown_document(request, pk)
    term = request.GET.get("q", "").strip()
    sought = await sync_to_async(finding.find_subject)(document) if term else None
    if sought is None:
        return JsonResponse({"total": 0, "counts": [], "hits": []})
    try:
        return JsonResponse(await made(finding.find, *sought, term))
    except RenderingError as error:
        return refused(error)


@login_required
@require_GET
async def viewer_place(request: HttpRequest, pk: int) -> HttpResponse:
    """{"words", "pages": places.placed}: where the words [`start`, `end`) of the text `text` stand."""
    document = await shown_document(request, pk)
    found = await sync_to_async(places.quotation)(document, request.GET)
    file = layouts.pages_file(document)
    try:
        pages = await made(places.placed, file, found) if file is not None else []
    except RenderingError as error:
        return refused(error)
    return JsonResponse({"words": found.words, "start": found.start, "end": found.end, "pages": pages})


@login_required
@require_GET
def viewer_words(request: AuthedRequest, pk: int, page: int) -> HttpResponse:
    """The text of one page, for a page whose image says too little: `start`, `end` and `text` as for the windows."""
    document = visible_document(request, pk)
    part = one_page(document, page, request.GET)
    context = {"document": document, "part": part, "reason": request.GET.get("reason", "")}
    context["sentence"] = sentence(context["reason"]) if context["reason"] in SENTENCES else ""
    return render(request, "documents/_viewer_words.html", context)
