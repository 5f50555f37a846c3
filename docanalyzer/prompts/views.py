"""The templates of a workspace: for its admins and for staff; to everybody else these pages do not exist."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from docanalyzer.http import AuthedRequest
from docanalyzer.prompts.diff import compare
from docanalyzer.prompts.exchange import dump
from docanalyzer.prompts.forms import ImportForm, NewTemplateForm, PublishForm, TemplateForm
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.prompts.services import (
    CannotPublish,
    copy_template,
    create_template,
    create_templates,
    publish,
    restore,
    save_draft,
    set_archived,
)


def manager_of(request: AuthedRequest) -> None:
    """404 for those who neither are admins of their workspace nor staff."""
    if not (request.user.is_staff or request.user.is_workspace_admin):
        raise Http404


def mine(request: AuthedRequest, pk: int) -> PromptTemplate:
    return get_object_or_404(PromptTemplate.objects.managed_by(request.user), pk=pk)


def visible(request: AuthedRequest, pk: int) -> PromptTemplate:
    return get_object_or_404(PromptTemplate.objects.shown_to_manager(request.user), pk=pk)


@login_required
@require_GET
def prompttemplate_list(request: AuthedRequest) -> HttpResponse:
    manager_of(request)
    return listed(request, ImportForm())


def listed(request: AuthedRequest, import_form: ImportForm) -> HttpResponse:
    shown = PromptTemplate.objects.shown_to_manager(request.user).select_related("current__author")
    context = {
        "own": [template for template in shown if template.workspace_id and not template.archived],
        "archived": [template for template in shown if template.workspace_id and template.archived],
        "builtin": [
            ("English", [one for one in shown if not one.workspace_id and not one.is_chinese]),
            ("中文", [one for one in shown if not one.workspace_id and one.is_chinese]),
        ],
        "import_form": import_form,
    }
    status = 422 if import_form.errors else 200
    return render(request, "prompts/prompttemplate_list.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def prompttemplate_create(request: AuthedRequest) -> HttpResponse:
    manager_of(request)
    form = NewTemplateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        template = create_template(user=request.user, **form.cleaned_data)
        return redirect("prompttemplate_edit", template.pk)
    status = 422 if form.errors else 200
    return render(request, "prompts/prompttemplate_create.html", {"form": form}, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def prompttemplate_edit(request: AuthedRequest, pk: int) -> HttpResponse:
    """The draft beside what is published. Buttons named add and remove change the rows and save nothing."""
    template = mine(request, pk)
    form = TemplateForm(request.POST or None, template=template)
    if request.method == "POST" and ("add" in request.POST or "remove" in request.POST):
        form = changed_rows(form)
    elif request.method == "POST" and kept(form):
        if "try" in request.POST:
            return redirect("trial_page", pk)
        messages.success(request, _("The draft is saved."))
        return redirect("prompttemplate_edit", pk)
    return edited(request, form, PublishForm())


def kept(form: TemplateForm) -> bool:
    """Save a valid form as the template's draft, unless somebody else was faster."""
    if not form.is_valid():
        return False
    with transaction.atomic():
        PromptTemplate.objects.select_for_update().only("pk").get(pk=form.template.pk)
        form.template.refresh_from_db()
        if form.refuse_stale():
            return False
        about = {key: form.cleaned_data[key] for key in ("name", "description")}
        save_draft(form.template, wording=form.wording(), **about)
        form.template.people.set(form.cleaned_data["people"])
    return True


def changed_rows(posted: TemplateForm) -> TemplateForm:
    """The form as typed, unchecked, with a row more or less: what the pressed button names."""
    add = posted.data.get("add", "")
    remove, _dash, number = posted.data.get("remove", "").partition("-")
    typed = {key: posted[key].value() for key in posted.fields}
    form = TemplateForm(template=posted.template, initial=typed)
    form.seen = posted.seen
    for key, rows in posted.rows.items():
        gone = int(number) if key == remove and number.isdecimal() and len(number) < 19 else -1
        form.rows[key] = rows.changed(add=key == add, remove=gone)
    return form


def edited(request: AuthedRequest, form: TemplateForm, publish_form: PublishForm) -> HttpResponse:
    context = {"template": form.template, "form": form, "publish_form": publish_form}
    invalid = form.is_bound and not form.is_valid()
    return render(request, "prompts/prompttemplate_edit.html", context, status=422 if invalid else 200)


@login_required
@require_POST
def prompttemplate_publish(request: AuthedRequest, pk: int) -> HttpResponse:
    """Save what stands in the form and make it the next version."""
    template = mine(request, pk)
    form, publish_form = TemplateForm(request.POST, template=template), PublishForm(request.POST)
    if not publish_form.is_valid() or not kept(form):
        return edited(request, form, publish_form)
    try:
        version = publish(template, author=request.user, note=publish_form.cleaned_data["note"])
    except CannotPublish as error:
        messages.error(request, str(error))
        return redirect("prompttemplate_edit", pk)
    messages.success(request, _("Version %(number)d is published.") % {"number": version.number})
    return redirect("prompttemplate_versions", pk)


@login_required
@require_GET
def prompttemplate_versions(request: AuthedRequest, pk: int) -> HttpResponse:
    """Every version, the newest first, with what it changed; a built-in template is shown the same way."""
    template = visible(request, pk)
    versions = list(template.versions.select_related("author"))
    before = [*(version.wording() for version in versions[1:]), None]
    context = {
        "template": template,
        "versions": [
            (version, compare(old, version.wording())) for version, old in zip(versions, before, strict=False)
        ],
        "draft": compare(versions[0].wording() if versions else None, template.draft)
        if template.draft
        else [],
    }
    return render(request, "prompts/prompttemplate_versions.html", context)


@login_required
@require_POST
def prompttemplate_restore(request: AuthedRequest, pk: int, number: int) -> HttpResponse:
    template = mine(request, pk)
    version = restore(template, get_object_or_404(template.versions, number=number), author=request.user)
    messages.success(request, _("Version %(number)d is published.") % {"number": version.number})
    return redirect("prompttemplate_versions", pk)


@login_required
@require_POST
def prompttemplate_copy(request: AuthedRequest, pk: int) -> HttpResponse:
    copy = copy_template(user=request.user, template=visible(request, pk))
    return redirect("prompttemplate_edit", copy.pk)


@login_required
@require_POST
def prompttemplate_archive(request: AuthedRequest, pk: int) -> HttpResponse:
    """Take it out of what people may choose, or bring it back."""
    template = mine(request, pk)
    set_archived(template, not template.archived)
    done = _("“%(name)s” is archived.") if template.archived else _("“%(name)s” can be chosen again.")
    messages.success(request, done % {"name": template.name})
    return redirect("prompttemplate_list")


@login_required
@require_GET
def prompttemplate_export(request: AuthedRequest, pk: int = 0) -> HttpResponse:
    """One template, or all of the workspace's, as YAML: the draft where there is one."""
    manager_of(request)
    own = PromptTemplate.objects.managed_by(request.user).select_related("current")
    chosen = [visible(request, pk)] if pk else list(own)
    name = f"{chosen[0].slug}.yaml" if pk else "templates.yaml"
    response = HttpResponse(dump(*chosen), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_required
@require_POST
def prompttemplate_import(request: AuthedRequest) -> HttpResponse:
    """Each template of the file becomes a draft; a file with a mistake in it changes nothing."""
    manager_of(request)
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return listed(request, form)
    made = create_templates(user=request.user, definitions=form.cleaned_data["file"])
    text = ngettext("%(n)d template came in as a draft.", "%(n)d templates came in as drafts.", len(made))
    messages.success(request, text % {"n": len(made)})
    return redirect("prompttemplate_list")
