"""A report as Markdown: the answer as it was written, its citations as footnotes."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from docanalyzer.exports.prose import escaped, prose_markdown
from docanalyzer.exports.report import Entries, Entry, Heading, Note, Part, Prose, Report


def markdown_file(report: Report) -> Iterator[str]:
    """Piece by piece, a part at a time."""
    yield f"# {escaped(report.title)}\n\n"
    for name, value in report.facts:
        yield f"- **{escaped(name)}:** {escaped(value)}\n"
    for part in report.parts:
        yield f"\n{part_text(part)}\n"
    if report.references:
        yield f"\n## {_('Citations')}\n\n"
    for reference in report.references:
        # Numbered twice: as a footnote where footnotes are known, as a list where they are not.
        yield f"[^{reference.number}]: {escaped(reference.sentence)}\n"
    if report.reproduction:
        yield f"\n## {_('Record')}\n\n"
        yield from (f"- **{escaped(name)}:** {escaped(value)}\n" for name, value in report.reproduction)


def part_text(part: Part) -> str:
    if isinstance(part, Heading):
        return f"{'#' * part.level} {escaped(part.text)}"
    if isinstance(part, Entries):
        return entries_table(part)
    if isinstance(part, Prose):
        return prose_markdown(part).strip()
    if isinstance(part, Note):
        return f"*{escaped(part.text)}*"
    return "\n".join(f"> {escaped(line)}" for line in part.text.splitlines())


def entries_table(entries: Entries) -> str:
    heads = (_("Field"), _("Value"), _("Meaning"), _("Place"), _("Review"))
    lines = [f"| {' | '.join(heads)} |", "|---|---|---|---|---|"]
    return "\n".join([*lines, *map(entry_line, entries.rows)])


def entry_line(entry: Entry) -> str:
    reference = entry.reference
    value = escaped(entry.value) if entry.value else f"*{escaped(entry.missing)}*"
    if entry.said:
        value += f" ({escaped(_('the model said'))}: ~~{escaped(entry.said)}~~)"
    if entry.backing:
        value += f"<br>{'<br>'.join(map(escaped, entry.backing))}"
    place = f"{escaped(reference.place)}[^{reference.number}]" if reference else ""
    meaning = " ".join(filter(None, (entry.meaning, entry.doubt)))
    return f"| {escaped(entry.label)} | {value} | {escaped(meaning)} | {place} | {escaped(entry.review)} |"
