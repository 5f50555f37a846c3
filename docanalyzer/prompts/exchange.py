"""Templates as YAML: written for people to read, checked as strictly as the form when they come back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from django.utils.translation import gettext as _

from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.prompts.wording import EMPTY, problems

MOST_BYTES = 1024**2
MOST_TEMPLATES = 200
ABOUT = ("name", "description", "kind")
_IGNORED = ("slug", "position", "zh")
_UNKEPT = re.compile("[\x00\ud800-\udfff]")
"""What a YAML escape can write and a database or a prompt cannot take."""


class BadFile(ValueError):
    """The file cannot be imported; the message names the template and what is wrong with it."""


class _Dumper(yaml.SafeDumper):
    pass


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def dump(*templates: PromptTemplate) -> str:
    """One YAML document a template. What has its default is left out."""
    return yaml.dump_all(
        [definition(template) for template in templates],
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=110,
    )


def definition(template: PromptTemplate) -> dict[str, Any]:
    about = {key: getattr(template, key) for key in ABOUT}
    wording = {key: value for key, value in template.wording().items() if value != EMPTY[key]}
    return {**about, **wording}


def load(content: bytes) -> list[dict[str, Any]]:
    """What the file defines, each {"name", "description", "kind", "wording"}. Raises BadFile; then nothing."""
    if len(content) > MOST_BYTES:
        raise BadFile(_("The file is larger than 1 MB."))
    entries = list(_documents(content))
    if not entries:
        raise BadFile(_("The file holds no template."))
    if len(entries) > MOST_TEMPLATES:
        raise BadFile(_("At most %(limit)d templates in one file.") % {"limit": MOST_TEMPLATES})
    return [_checked(number, entry) for number, entry in enumerate(entries, start=1)]


def _documents(content: bytes) -> Iterator[Any]:
    try:
        text = content.decode("utf-8-sig")
        # Aliases can make a small file an enormous one; nothing here needs them.
        for event in yaml.parse(text):
            if isinstance(event, yaml.AliasEvent):
                raise BadFile(_("References (* and &) are not taken."))
            if isinstance(event, yaml.ScalarEvent) and _UNKEPT.search(event.value):
                line = {"line": event.start_mark.line + 1 if event.start_mark else 1}
                raise BadFile(_("Line %(line)d has a character that no text can hold.") % line)
        yield from (entry for entry in yaml.safe_load_all(text) if entry is not None)
    except UnicodeDecodeError as error:
        raise BadFile(_("The file is not text in UTF-8.")) from error
    except (LookupError, AttributeError, TypeError, ArithmeticError) as error:
        # What PyYAML raises for a value that is not of the type its tag names.
        raise BadFile(_("Not readable as YAML: a value is not of its type (!!).")) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        if isinstance(error, BadFile):
            raise
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or str(error)
        where = {"line": mark.line + 1 if mark else 1, "why": why}
        raise BadFile(_("Not readable as YAML, line %(line)d: %(why)s.") % where) from error


def _checked(number: int, entry: Any) -> dict[str, Any]:
    if not isinstance(entry, Mapping):
        raise BadFile(_("Template %(n)d: not a list of keys and values.") % {"n": number})
    name, kind, description = (entry.get(key, "") for key in ("name", "kind", "description"))
    where = {"n": number, "name": name if isinstance(name, str) else "?"}
    if not isinstance(name, str) or not name.strip() or len(name) > 200:
        raise BadFile(_("Template %(n)d: “name” is a text of up to 200 characters.") % where)
    if kind not in PromptTemplate.Kind.values:
        known = {**where, "all": ", ".join(PromptTemplate.Kind.values)}
        raise BadFile(_("Template %(n)d (%(name)s): “kind” is one of %(all)s.") % known)
    if not isinstance(description, str) or len(description) > 500:
        raise BadFile(
            _("Template %(n)d (%(name)s): “description” is a text of up to 500 characters.") % where
        )
    wording = {key: value for key, value in entry.items() if key not in (*ABOUT, *_IGNORED)}
    for key, sentence in problems(wording, kind):
        if key == "instructions" and not wording.get(key):
            continue  # a draft that nobody has written yet, as an export of all templates may hold one
        raise BadFile(
            _("Template %(n)d (%(name)s): %(key)s %(sentence)s")
            % {**where, "key": f"{key}:" if key else "", "sentence": sentence}
        )
    return {"name": name.strip(), "kind": kind, "description": description, "wording": {**EMPTY, **wording}}
