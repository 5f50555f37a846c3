"""A run's event stream on its way to a browser: deltas become finished HTML blocks and a changing tail."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Callable

from asgiref.sync import sync_to_async
from django.template.loader import render_to_string
from django.utils import timezone

from docanalyzer import events
from docanalyzer.http import server_sent, server_sent_json
from docanalyzer.pipeline.citations import find_claims
from docanalyzer.pipeline.markdown import BlockStream
from docanalyzer.runs.live_fields import LiveFields, again_html
from docanalyzer.runs.models import Run
from docanalyzer.runs.presentation import streaming_chip

FREE_SHARE = 0.3
"""As long as drawing takes no more of this process's time, every piece is drawn at once."""
PAUSES, LONGEST_PAUSE = 2.0, 0.5
"""Above it, after a tail was drawn, a stream waits for so many times as long for each stream; seconds at most."""


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
        if not event.name:
            await run.arefresh_from_db(fields=["status"])
            if not run.is_unfinished:
                yield events.Event("", "done", {"status": run.status})
                return
        yield event


async def html_events(run: Run) -> AsyncIterator[str]:
    """`answer` (the frame, replaces all), `block` (append), `tail` (replace), `stage`, `done`."""
    LiveAnswer.streams += 1
    try:
        async for message in told(run):
            yield message
    finally:
        LiveAnswer.streams -= 1


async def told(run: Run) -> AsyncIterator[str]:
    answer = await sync_to_async(live_answer)(run)

    def due() -> float | None:
        return answer.due()  # of whichever answer is being told

    yield answer.frame()
    yield server_sent("stage", await sync_to_async(stage_html)(run))
    async for event in ticking(run_story(run), due):
        if event is None:
            for message in answer.flush():
                yield message
        elif event.name == "delta":
            begins = not answer.begun
            for message in answer.add(event.data["text"]):
                yield message
            if begins and run.is_unfinished:
                run.status, run.first_token_at = Run.Status.RUNNING, run.first_token_at or timezone.now()
                yield server_sent("stage", await sync_to_async(stage_html)(run))
        elif event.name in ("status", "waiting"):
            await run.arefresh_from_db()
            if event.name == "status" and answer.begun:
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
            yield server_sent("stage", await sync_to_async(stage_html)(run))


async def ticking(
    story: AsyncIterator[events.Event], due: Callable[[], float | None]
) -> AsyncIterator[events.Event | None]:
    """The story's events; None whenever the time is over that due() gives before the next one comes."""
    coming: asyncio.Task[events.Event] | None = None
    try:
        while True:
            coming = coming or asyncio.create_task(next_of(story))
            done, _ = await asyncio.wait({coming}, timeout=due())
            if not done:
                yield None
                continue
            task, coming = coming, None
            try:
                event = task.result()
            except StopAsyncIteration:
                return
            yield event
    finally:
        if coming is not None:
            coming.cancel()
            await asyncio.wait({coming})


async def next_of(story: AsyncIterator[events.Event]) -> events.Event:
    return await anext(story)


def live_answer(run: Run) -> LiveAnswer | LiveFields:
    return LiveFields(run) if run.asks_for_fields else LiveAnswer(run)


def stage_html(run: Run, waiting: dict[str, object] | None = None) -> str:
    context = {"run": run, "position": run.queue_position(), "waiting": waiting or {}}
    return render_to_string("runs/_run_stage.html", context)


class LiveAnswer:
    """Text in, events out. Draws each piece at once, as long as drawing takes a small share of this process."""

    streams = 0
    """How many answers this process is drawing."""
    spent, counted = 0.0, 0.0
    """Seconds of work spent on drawing within about the last second, as of the moment `counted`."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.blocks = BlockStream(find_claims, streaming_chip)
        self.pieces: list[str] = []
        self.drawn, self.pause = 0.0, 0.0
        self.begun = False

    def frame(self) -> str:
        return server_sent("answer", render_to_string("runs/_run_live.html", {"run": self.run}))

    def add(self, text: str) -> list[str]:
        self.begun = True
        self.pieces.append(text)
        return self.flush() if self.due() == 0 else []

    def due(self) -> float | None:
        """Seconds until flush() should be called; None where there is nothing to draw."""
        return max(0.0, self.drawn + self.pause - time.monotonic()) if self.pieces else None

    def flush(self) -> list[str]:
        """Draw what came since; the next time is not before several times what this one cost."""
        if not self.pieces:
            return []
        began = time.thread_time()
        update = self.blocks.feed("".join(self.pieces), now=True)
        self.pieces, self.drawn = [], time.monotonic()
        self.pause = self.pause_after(time.thread_time() - began, self.drawn)
        messages = [server_sent("block", html) for html in update.blocks]
        return messages if update.tail is None else [*messages, server_sent("tail", update.tail)]

    @staticmethod
    def pause_after(cost: float, now: float) -> float:
        """cost: seconds of work that a drawing took, which ended `now`."""
        LiveAnswer.spent = LiveAnswer.spent * math.exp(LiveAnswer.counted - now) + cost
        LiveAnswer.counted = now
        if LiveAnswer.spent < FREE_SHARE:
            return 0.0
        return min(LONGEST_PAUSE, PAUSES * cost * max(LiveAnswer.streams, 1))

    def finish(self) -> list[str]:
        messages = self.flush()
        blocks = self.blocks.finish().blocks
        return [*messages, *(server_sent("block", html) for html in blocks), server_sent("tail", "")]
