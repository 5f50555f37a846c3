from django.contrib import admin
from django.http import HttpRequest

from docanalyzer.runs.models import Citation, Run


class CitationInline(admin.TabularInline):
    model = Citation
    extra = 0
    fields = ("number", "state", "quote", "page_index", "clause", "difference")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Run)
class RunAdmin(admin.ModelAdmin):
    """Results are records: shown, never edited."""

    list_display = ["pk", "status", "model_name", "created_by", "created_at"]
    list_filter = ["status", "model_name", "workspace"]
    inlines = [CitationInline]

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
