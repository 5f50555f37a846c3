from django.contrib import admin
from django.http import HttpRequest

from docanalyzer.prompts.models import PromptTemplate, PromptVersion


class VersionInline(admin.StackedInline):
    """Shows what was published; a new wording is a new version, never an edit."""

    model = PromptVersion
    fk_name = "template"
    extra = 0
    fields = (
        *("number", "instructions", "variables", "fields", "output", "language", "citations"),
        *("temperature", "max_tokens", "author", "note", "published_at"),
    )
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(PromptTemplate)
class PromptTemplateAdmin(admin.ModelAdmin):
    """Wordings are written, checked, tried and published on the product's own pages; here they are only seen."""

    readonly_fields = ["current", "draft"]
    list_display = ["name", "kind", "workspace", "current", "archived"]
    list_filter = ["kind", "archived"]
    inlines = [VersionInline]
