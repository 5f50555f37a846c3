"""A run's event stream on its way to a browser: deltas become finished HTML blocks and a changing tail."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.template.loader import render_to_string

from docanalyzer import events
from docanalyzer.http import server_sent, server_sent_json
from docanalyzer.pipeline.citations import find_claims
from docanalyzer.pipeline.markdown import BlockStream
from docanalyzer.runs.live_fields import LiveFields, again_html
from docanalyzer.runs.models import Run
from docanalyzer.runs.presentation import streaming_chip

TAIL_SECONDS = 0.12
"""The tail is redrawn at most this often; finished blocks go out at once."""


async def json_events(run: Run, after: str) -> AsyncIterator[str]:
    """`status`, `waiting`, `delta` {"text"}, `again` {"fields"}, `done` {"status"}: as the worker published them.

    After `again` the answer is asked for once more and not streamed: the run's record has what it came to.
    """
    async for event in run_story(run, after):
        if not event.name:
            yield ": heartbeat\n\n"
            continue
        yield server_sent_json(event.name, event.data, event.id)
        if event.name == "done":
            return


async def run_story(run: Run, after: str = "0") -> AsyncIterator[events.Event]:
    """The run's events, closed by a `done` even where Redis forgot them: the database says how it ended."""
    if not run.is_unfinished and after == "0":
        yield events.Event("0", "delta", {"text": run.output})
        yield events.Event("0", "done", {"status": run.status})
        return
    async for event in events.follow(run.stream, after):
        yield event
        if event.name:
            continue
        await run.arefresh_from_db(fields=["status"])
        if not run.is_unfinished:
            yield events.Event("", "done", {"status": run.status})
            return


async def html_events(run: Run) -> AsyncIterator[str]:
    """`answer` (the frame, replaces all), `block` (append), `tail` (replace), `stage`, `done`."""
    answer = await sync_to_async(live_answer)(run)
    yield answer.frame()
    yield server_sent("stage", await sync_to_async(stage_html)(run))
    async for event in run_story(run):
        if event.name == "delta":
            if not answer.begun:
                await run.arefresh_from_db(fields=["status", "first_token_at"])
                yield server_sent("stage", await sync_to_async(stage_html)(run))
            for message in answer.add(event.data["text"]):
                yield message
        elif event.name in ("status", "waiting"):
            await run.arefresh_from_db()
            if event.name == "status":
                # A run that is tried again tells its story anew.
                answer = await sync_to_async(live_answer)(run)
                yield answer.frame()
            yield server_sent("stage", await sync_to_async(stage_html)(run, event.data))
        elif event.name == "again":
            yield server_sent("tail", again_html(event.data))
        elif event.name == "done":
            for message in answer.finish():
                yield message
            yield server_sent("done", str(event.data["status"]))
            return
        else:
            for message in answer.flush():
                yield message
            yield server_sent("stage", await sync_to_async(stage_html)(run))


def live_answer(run: Run) -> LiveAnswer | LiveFields:
    return LiveFields(run) if run.asks_for_fields else LiveAnswer(run)


def stage_html(run: Run, waiting: dict[str, object] | None = None) -> str:
    context = {"run": run, "position": run.queue_position(), "waiting": waiting or {}}
    return render_to_string("runs/_run_stage.html", context)


class LiveAnswer:
    """Text in, events out. Costs are linear in the answer's length."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.blocks = BlockStream(find_claims, streaming_chip)
        self.tail: str | None = None
        self.drawn = 0.0
        self.begun = False

    def frame(self) -> str:
        return server_sent("answer", render_to_string("runs/_run_live.html", {"run": self.run}))

    def add(self, text: str) -> list[str]:
        self.begun = True
        update = self.blocks.feed(text)
        messages = [server_sent("block", html) for html in update.blocks]
        self.tail = update.tail if update.tail is not None else self.tail
        if messages or time.monotonic() - self.drawn >= TAIL_SECONDS:
            messages += self.flush()
        return messages

    def flush(self) -> list[str]:
        """The tail, if it changed since it was drawn."""
        if self.tail is None:
            return []
        tail, self.tail, self.drawn = self.tail, None, time.monotonic()
        return [server_sent("tail", tail)]

    def finish(self) -> list[str]:
        update = self.blocks.finish()
        return [server_sent("block", html) for html in update.blocks] + [server_sent("tail", "")]
