from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from docanalyzer.documents.models import Document


@admin.register(Document)
class DocumentAdmin(admin.ModelAdmin):
    """Deletes nothing: a deletion here would leave the file, take threads on other documents too and stop no answer."""

    list_display = ["title", "workspace", "status", "page_count", "token_count", "created_at"]
    list_filter = ["status", "kind", "workspace"]
    search_fields = ["title", "filename", "sha256"]
    readonly_fields = [
        "deletion",
        *(field.name for field in Document._meta.fields if field.name not in ("title", "status")),
    ]

    @admin.display(description=_("Deletion"))
    def deletion(self, document: Document) -> str:
        sentence = _(
            "A document is deleted on {page}, which says what goes with it. Until then neither it nor its workspace "
            "can be deleted here."
        )
        if not document.pk:
            return "–"
        url = reverse("document_detail", args=[document.pk])
        return format_html(str(sentence), page=format_html('<a href="{}">{}</a>', url, _("its own page")))

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
