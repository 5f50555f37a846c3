from django.contrib import admin
from django.http import HttpRequest

from docanalyzer.runs.judgement_models import Judgement
from docanalyzer.runs.models import Citation, Run


class CitationInline(admin.TabularInline):
    model = Citation
    extra = 0
    fields = ("number", "state", "quote", "page_index", "clause", "difference")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class JudgementInline(admin.TabularInline):
    """What people said of it: shown, never edited."""

    model = Judgement
    extra = 0
    can_delete = False
    fields = ("created_at", "author_name", "kind", "field", "item", "value", "note", "sha256")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Run)
class RunAdmin(admin.ModelAdmin):
    """Results are records: shown, never edited."""

    list_display = ["pk", "status", "model_name", "created_by", "created_at"]
    list_filter = ["status", "model_name", "workspace"]
    inlines = [CitationInline, JudgementInline]

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
