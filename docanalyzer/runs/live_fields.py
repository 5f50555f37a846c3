"""An extraction while it streams: a row for each field as soon as it is complete, and how many values came."""

from __future__ import annotations

import json
import time
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from docanalyzer.http import server_sent
from docanalyzer.pipeline.citations.json_claims import object_places
from docanalyzer.pipeline.extraction import read_extraction
from docanalyzer.pipeline.extraction_stream import FieldStream
from docanalyzer.runs.extractions import schema_of
from docanalyzer.runs.field_rows import live_row_html
from docanalyzer.runs.models import Run
from docanalyzer.runs.presentation import claimed_place

TAIL_SECONDS = 0.12


class LiveFields:
    """Text in, events out, as LiveAnswer does it for prose. Asks the database only when it is made."""

    def __init__(self, run: Run) -> None:
        self.schema: dict[str, Any] = schema_of(run) or {}
        self.fields = {field["name"]: field for field in run.task["fields"]}
        self.quoting = run.by_engine
        self.stream = FieldStream()
        self.begun = False
        self.told, self.drawn = 0, 0.0

    def frame(self) -> str:
        return server_sent("answer", render_to_string("runs/_fields_live.html"))

    def add(self, text: str) -> list[str]:
        self.begun = True
        members = self.stream.feed(text)
        messages = [
            server_sent("block", self.row(name, value)) for name, value in members if name in self.fields
        ]
        if time.monotonic() - self.drawn >= TAIL_SECONDS:
            messages += self.flush()
        return messages

    def row(self, name: str, said: Any) -> str:
        """The field before its quotations are checked: claimed places, no states."""
        field = self.fields[name]
        read = read_extraction(json.dumps({name: said}), [field], self.schema).fields[0]
        values = [(value["value"], pending_chip(value)) for value in read.values]
        return live_row_html(field, read.state, values, read.reasons, quoting=self.quoting)

    def due(self) -> float | None:
        """Seconds until flush() has something to say."""
        if self.stream.values == self.told:
            return None
        return max(0.0, self.drawn + TAIL_SECONDS - time.monotonic())

    def flush(self) -> list[str]:
        """How many values came, if that changed."""
        if self.stream.values == self.told:
            return []
        self.told, self.drawn = self.stream.values, time.monotonic()
        text = ngettext("%d value so far", "%d values so far", self.told) % self.told
        return [server_sent("tail", tail_html(text))]

    def finish(self) -> list[str]:
        return [*self.flush(), server_sent("tail", "")]


def pending_chip(value: dict[str, Any]) -> str:
    place = ", ".join(claimed_place(place) for place in object_places(value))
    return render_to_string("runs/_citation_pending.html", {"place": place}).strip()


def again_html(data: dict[str, Any]) -> str:
    """Said while the fields that failed are asked for a second time."""
    count = len(data["fields"])
    return tail_html(
        ngettext("Asking once again about %d field", "Asking once again about %d fields", count) % count
    )


def tail_html(text: str) -> str:
    return render_to_string("runs/_fields_tail.html", {"text": text or _("Nothing so far")})
