"""What a version says, as plain data, and every rule it must keep: one place for the form, YAML and publishing."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from docanalyzer.prompts.rendering import CannotRender, parse
from docanalyzer.prompts.variables import TYPES

EMPTY: dict[str, Any] = {
    "instructions": "",
    "variables": [],
    "fields": [],
    "output": "markdown",
    "language": "",
    "max_tokens": None,
    "temperature": 0.0,
    "citations": "",
}
OUTPUTS = ("markdown", "json")
LANGUAGES = ("", "en", "zh")
CITATIONS = ("", "sparing", "pages")
"""How the answer points at the document: a quotation for each statement, one a paragraph, or page numbers alone."""
FIELD_TYPES = ("text", "number", "date", "amount", "percentage", "duration", "party")
MOST_ROWS = 100
FIELD_KEYS = ("name", "title", "type", "description", "required", "list")
VARIABLE_KEYS = ("name", "title", "type", "help", "required", "default", "choices")
RESERVED = re.compile(
    r"(?:and|caller|elif|else|false|if|in|is|kwargs|loop|none|not|or|self|super|true|varargs)\Z"
)
"""Words of the template language: as a variable's name they would mean something else."""
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}\Z")

Problem = tuple[str, str]
"""The key of the wording that is wrong ("instructions", "fields", …), and a sentence."""


def problems(wording: Mapping[str, Any], kind: str) -> list[Problem]:
    """Everything that keeps this wording from being published; empty when it can be. Never raises."""
    return list(_problems({**EMPTY, **wording}, kind))


def _problems(wording: Mapping[str, Any], kind: str) -> Iterator[Problem]:
    unknown = set(wording) - set(EMPTY)
    if unknown:
        yield "", _("Not known: %(keys)s.") % {"keys": ", ".join(sorted(map(str, unknown)))}
    if wording["output"] not in OUTPUTS:
        yield "output", _("The output is one of: %(all)s.") % {"all": ", ".join(OUTPUTS)}
    if wording["language"] not in LANGUAGES:
        yield "language", _("The language is en, zh or empty (the document's own).")
    if wording["citations"] not in CITATIONS:
        yield (
            "citations",
            _("The citations are one of: %(all)s or empty.") % {"all": ", ".join(CITATIONS[1:])},
        )
    yield from _numbers(wording)
    variables = list(_rows("variables", wording["variables"], TYPES, VARIABLE_KEYS))
    fields = list(_rows("fields", wording["fields"], FIELD_TYPES, FIELD_KEYS))
    yield from variables + fields
    if not variables:
        yield from _variables(wording["variables"])
        yield from _instructions(wording)
    if wording["output"] == "json" and not wording["fields"]:
        yield "fields", _("A table needs at least one field.")
    if wording["output"] == "json" and wording["citations"]:
        yield "citations", _("Each value of a table has its quotation; another way of citing is for texts.")
    if wording["fields"] and kind != "extraction":
        yield "fields", _("Only an extraction has fields.")


def _numbers(wording: Mapping[str, Any]) -> Iterator[Problem]:
    tokens, temperature = wording["max_tokens"], wording["temperature"]
    if tokens is not None and not (type(tokens) is int and 1 <= tokens <= 100_000):
        yield "max_tokens", _("The longest answer is a whole number of tokens, 1 to 100,000.")
    if type(temperature) not in (int, float) or not 0 <= temperature <= 2:
        yield "temperature", _("The temperature is a number from 0 to 2.")


def _rows(key: str, rows: Any, types: Sequence[str], keys: Sequence[str]) -> Iterator[Problem]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        yield key, _("“%(key)s” is a list of entries with a name and a type.") % {"key": key}
        return
    if len(rows) > MOST_ROWS:
        yield key, _("At most %(limit)d rows.") % {"limit": MOST_ROWS}
    names = [row.get("name") for row in rows]
    for number, row in enumerate(rows, start=1):
        for sentence in _row(row, types, keys):
            yield key, _("Row %(n)d: %(sentence)s") % {"n": number, "sentence": sentence}
        if row.get("name") in names[: number - 1]:
            yield key, _("Row %(n)d: the name “%(name)s” stands twice.") % {"n": number, "name": row["name"]}


def _row(row: Mapping[str, Any], types: Sequence[str], keys: Sequence[str]) -> Iterator[str]:
    unknown = set(row) - set(keys)
    if unknown:
        yield _("not known: %(keys)s.") % {"keys": ", ".join(sorted(map(str, unknown)))}
    if not isinstance(row.get("name"), str) or not _NAME.match(row["name"]):
        yield _("a name is small letters, digits and _, such as notice_period.")
    if row.get("type") not in types:
        yield _("the type is one of: %(all)s.") % {"all": ", ".join(types)}
    texts = [row.get(part) or "" for part in ("title", "description", "help")]
    if not all(isinstance(text, str) and len(text) <= 500 for text in texts):
        yield _("titles and descriptions are texts of up to 500 characters.")
    if not all(isinstance(row.get(part, False), bool) for part in ("required", "list")):
        yield _("“required” and “list” are true or false.")


def _variables(rows: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    for row in rows:
        choices, default, named = row.get("choices") or [], row.get("default") or "", {"name": row["name"]}
        if RESERVED.match(row["name"]):
            yield "variables", _("%(name)s: this word has a meaning of its own; take another name.") % named
        if not isinstance(choices, list) or not all(isinstance(choice, str) for choice in choices):
            yield "variables", _("%(name)s: the choices are a list of texts.") % named
        elif row["type"] == "choice" and len(choices) < 2:
            yield "variables", _("%(name)s: a choice needs at least two choices.") % named
        elif row["type"] == "choice" and default and default not in choices:
            yield "variables", _("%(name)s: the default is not one of the choices.") % named
        if not isinstance(default, str):
            yield "variables", _("%(name)s: write the default as a text, in quotation marks.") % named
        elif not _default_fits(row["type"], default):
            yield "variables", _("%(name)s: the default does not fit the type.") % named


def _default_fits(kind: str, default: str) -> bool:
    try:
        if default and kind == "number":
            return Decimal(default).is_finite()
        if default and kind == "date":
            datetime.date.fromisoformat(default)
    except (ValueError, InvalidOperation):
        return False
    return not (default and kind == "document")


def _instructions(wording: Mapping[str, Any]) -> Iterator[Problem]:
    text = wording["instructions"]
    if not isinstance(text, str) or not text.strip():
        yield "instructions", _("Write what is asked of the document.")
    elif len(text) > 50_000:
        yield "instructions", _("At most 50,000 characters.")
    else:
        try:
            parse(text, [row["name"] for row in wording["variables"]])
        except CannotRender as error:
            yield "instructions", str(error)
