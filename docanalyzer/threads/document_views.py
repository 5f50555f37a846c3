"""The deletion of a document: here rather than with the documents, since threads say what of them stays."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from docanalyzer.documents.access import visible_document
from docanalyzer.documents.services import may_delete
from docanalyzer.http import AuthedRequest
from docanalyzer.threads.deletion import delete_document_and_answers, toll


@login_required
@require_http_methods(["GET", "POST"])
def document_delete(request: AuthedRequest, pk: int) -> HttpResponse:
    """GET: what goes with it and what stays, for the dialog that asks. 403 where somebody else has to do it.

    signed: how many signed-off results the person was told of; with more of them than that nothing is deleted.
    """
    document = visible_document(request, pk)
    if not may_delete(request.user, document):
        return HttpResponseForbidden(_("Whoever uploaded a document, or an admin, can delete it."))
    found, told = toll(document), request.POST.get("signed", "")
    if request.method == "GET":
        return render(request, "threads/_document_toll.html", {"document": document, "toll": found})
    if found.removal.signed > (int(told) if told.isdecimal() and len(told) < 19 else 0):
        sentence = _(
            "“%(title)s” was not deleted: results of it are signed off. The dialog says which go with it."
        )
        messages.error(request, sentence % {"title": document.title})
        return redirect("document_detail", pk)
    delete_document_and_answers(document)
    messages.success(request, _("“%(title)s” was deleted, with its results.") % {"title": document.title})
    return redirect("document_list")
