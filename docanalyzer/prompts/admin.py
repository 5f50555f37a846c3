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
    """Wordings are written, checked, tried and published on the product's own pages; here they are only seen.

    A built-in template is only seen here too, but for being archived: the next release would undo what is changed.
    """

    list_display = ["name", "kind", "workspace", "current", "archived"]
    list_filter = ["kind", "archived"]
    inlines = [VersionInline]

    def get_readonly_fields(self, request: HttpRequest, obj: PromptTemplate | None = None) -> list[str]:
        always = ["current", "draft"]
        if obj is None or obj.workspace_id is not None:
            return always
        return [*always, "workspace", "slug", "name", "kind", "description", "position", "people"]
