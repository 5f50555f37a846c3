"""A bounded number of warm children: the one that has a document open answers for it, idle ones are ended."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from docanalyzer.pipeline.rendering.errors import RenderingError, rendering_error
from docanalyzer.pipeline.rendering.subjects import Subject
from docanalyzer.pipeline.rendering.warm import WarmChild


@dataclass(frozen=True, slots=True)
class PoolLimits:
    """children: at once, the spare one included; seconds of wall clock, which also bound the CPU time."""

    children: int = 3
    memory_bytes: int = 1024**3
    answer_seconds: float = 15.0
    opening_seconds: float = 20.0
    waiting_seconds: float = 20.0
    idle_seconds: float = 90.0


@dataclass(slots=True, eq=False)
class _Held:
    child: WarmChild
    key: str = ""
    busy: bool = False
    used: float = field(default_factory=time.monotonic)


class Pool:
    """Threads share it. A child only ever opens one document: what a hostile file does there meets no other."""

    def __init__(self, limits: PoolLimits | None = None) -> None:
        self.limits = limits or PoolLimits()
        self._held: list[_Held] = []
        self._change = threading.Condition()
        self._reaper: threading.Thread | None = None

    def ask(
        self, subject: Subject, request: dict[str, Any], *, wall_seconds: float | None = None
    ) -> tuple[Any, bytes]:
        """The answer of a child that has `subject` open: JSON and bytes. Raises RenderingError."""
        with self._taken(subject.key) as (held, is_new):
            if is_new:
                held.child.ask(subject.opening(), wall_seconds=self.limits.opening_seconds)
            return held.child.ask(request, wall_seconds=wall_seconds or self.limits.answer_seconds)

    def holds(self, subject: Subject) -> bool:
        """Whether a child has it open at this moment."""
        with self._change:
            return any(held.key == subject.key and not held.child.is_dead for held in self._held)

    def prepare(self) -> None:
        """Start a spare child, so that the next document to be opened does not wait for its imports."""
        with self._change:
            if any(not held.key for held in self._held) or len(self._held) >= self.limits.children:
                return
            self._start("")

    def close(self) -> None:
        with self._change:
            held, self._held = self._held, []
        for one in held:
            one.child.kill()

    def children(self) -> list[WarmChild]:
        with self._change:
            return [held.child for held in self._held]

    @contextmanager
    def _taken(self, key: str) -> Iterator[tuple[_Held, bool]]:
        held, is_new = self._take(key)
        try:
            yield held, is_new
        except RenderingError:
            if is_new:  # not opened: nothing to keep
                held.child.kill()
            raise
        except BaseException:
            held.child.kill()
            raise
        finally:
            self._give_back(held)

    def _take(self, key: str) -> tuple[_Held, bool]:
        deadline = time.monotonic() + self.limits.waiting_seconds
        with self._change:
            while True:
                self._drop_dead()
                found = self._free(key)
                if found is not None:
                    is_new = found.key != key
                    found.key, found.busy = key, True
                    return found, is_new
                left = deadline - time.monotonic()
                if left <= 0 or not self._change.wait(left):
                    raise rendering_error("busy")

    def _free(self, key: str) -> _Held | None:
        """The child for `key`: its own, a spare one, a new one, or the one in place of the longest idle."""
        own = [held for held in self._held if held.key == key]
        if own:
            return None if own[0].busy else own[0]
        spare = next((held for held in self._held if not held.key and not held.busy), None)
        if spare is not None:
            return spare
        if len(self._held) >= self.limits.children:
            idle = [held for held in self._held if not held.busy]
            if not idle:
                return None
            longest = min(idle, key=lambda held: held.used)
            self._held.remove(longest)
            longest.child.kill()
        return self._start("")

    def _start(self, key: str) -> _Held:
        held = _Held(WarmChild(self.limits.memory_bytes), key)
        self._held.append(held)
        if self._reaper is None or not self._reaper.is_alive():
            self._reaper = threading.Thread(target=self._reap, name="renderers", daemon=True)
            self._reaper.start()
        return held

    def _give_back(self, held: _Held) -> None:
        with self._change:
            held.busy, held.used = False, time.monotonic()
            self._drop_dead()
            self._change.notify_all()

    def _drop_dead(self) -> None:
        self._held = [held for held in self._held if held.busy or not held.child.is_dead]

    def _reap(self) -> None:
        """Ends what was idle for too long, and itself when nothing is left."""
        while True:
            time.sleep(min(5.0, self.limits.idle_seconds / 2))
            with self._change:
                latest = time.monotonic() - self.limits.idle_seconds
                ended = [held for held in self._held if not held.busy and held.used < latest]
                self._held = [held for held in self._held if held not in ended]
                if not self._held:
                    self._reaper = None
            for held in ended:
                held.child.kill()
            if self._reaper is not threading.current_thread():
                return
