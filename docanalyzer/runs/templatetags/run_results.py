"""What the templates of results ask: how the whole stands, how many values are judged, the record's facts."""

from __future__ import annotations

from typing import Any

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from docanalyzer.runs.judgements import Standing, Verdict
from docanalyzer.runs.models import Run

register = template.Library()


@register.simple_tag
def verdict_of(stands: Standing) -> Verdict:
    """Of the whole result."""
    return stands.whole


@register.simple_tag
def tally(stands: Standing) -> list[str]:
    """ "3 verified", "1 corrected": of the fields' values, those that occur."""
    verdicts = [verdict for (name, _item), verdict in stands.verdicts.items() if name]
    verified = sum(verdict.state == "verified" for verdict in verdicts)
    corrected = sum(bool(verdict.state) and verdict.is_corrected for verdict in verdicts)
    flagged = sum(verdict.state == "flagged" for verdict in verdicts)
    words = (
        (verified, ngettext("%d verified", "%d verified", verified)),
        (corrected, ngettext("%d corrected", "%d corrected", corrected)),
        (flagged, ngettext("%d flagged", "%d flagged", flagged)),
    )
    return [word % count for count, word in words if count]


@register.filter
def record_facts(run: Run) -> list[tuple[str, Any]]:
    """Everything that reproduces the result, for the page; result.json holds more."""
    version = run.prompt_version
    facts: list[tuple[str, Any]] = [
        (_("Model"), f"{run.model_label} ({run.model_name})" if run.model_label else run.model_name),
        (_("Version of the model"), run.model_version),
        (
            _("Template"),
            f"{version.template.name}, {version.template.slug} v{version.number}" if version else "",
        ),
        *((_("Text"), {"hash": item["text_sha256"]}) for item in run.coverage.get("documents", [])),
        (_("Prompt"), {"hash": run.prompt_sha256} if run.prompt_sha256 else ""),
        (_("Chat format"), run.chat_format),
        (
            _("Sampling"),
            ", ".join(f"{name} {value}" for name, value in run.sampling.items() if value is not None),
        ),
        (_("Tokens read, written, from the cache"), usage(run)),
        (_("Asked"), f"{run.created_at:%Y-%m-%d %H:%M:%S} UTC"),
        (_("First word after, done after"), seconds(run)),
        (_("Ended because"), run.finish_reason),
    ]
    return [(name, value) for name, value in facts if value]


def usage(run: Run) -> str:
    counts = (run.input_tokens or run.prompt_tokens, run.output_tokens, run.cached_tokens)
    return ", ".join("–" if count is None else str(intcomma(count)) for count in counts)


def seconds(run: Run) -> str:
    if run.started_at is None or run.seconds is None:
        return ""
    first = f"{(run.first_token_at - run.started_at).total_seconds():.1f} s" if run.first_token_at else "–"
    return f"{first}, {run.seconds:.1f} s"
