from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from docanalyzer.accounts.models import User
from docanalyzer.prompts.admin_forms import WORDING, DraftForm
from docanalyzer.prompts.models import PromptTemplate, PromptVersion
from docanalyzer.prompts.services import CannotPublish, publish, save_draft

ABOUT = ("workspace", "slug", "name", "kind", "description", "position", "people", "archived")


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
    """A workspace's template: its draft is written and published here by the rules of the product's own pages.

    What is published is only seen. A built-in template is only seen too, but for being archived: the next release
    would undo what is changed.
    """

    list_display = ["name", "kind", "workspace", "current", "archived"]
    list_filter = ["kind", "archived"]
    inlines = [VersionInline]

    def is_written(self, request: HttpRequest, obj: PromptTemplate | None) -> bool:
        return obj is None or (obj.workspace_id is not None and self.has_change_permission(request, obj))

    def get_form(
        self, request: HttpRequest, obj: PromptTemplate | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form = DraftForm if self.is_written(request, obj) else forms.ModelForm
        return super().get_form(request, obj, change, **{**kwargs, "form": form})

    def get_fieldsets(self, request: HttpRequest, obj: PromptTemplate | None = None) -> Any:
        about = (None, {"fields": [*ABOUT, "current"]})
        if not self.is_written(request, obj):
            return [about, (_("Draft"), {"fields": ["draft"]})]
        return [about, (_("Draft"), {"fields": [*WORDING, "publish", "note", "seen"]})]

    def get_readonly_fields(self, request: HttpRequest, obj: PromptTemplate | None = None) -> list[str]:
        """The kind says how each version is run: it stays as it is once there is one."""
        always = ["current", "draft"]
        if obj is None:
            return always
        if obj.workspace_id is None:
            return [*always, *(name for name in ABOUT if name != "archived")]
        return [*always, "kind"] if obj.versions.exists() else always

    def save_model(self, request: HttpRequest, obj: PromptTemplate, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not isinstance(form, DraftForm):
            return
        save_draft(obj, wording=form.wording())
        if form.cleaned_data["publish"]:
            try:
                publish(obj, author=cast("User", request.user), note=form.cleaned_data["note"])
            except CannotPublish as error:
                messages.warning(request, str(error))
