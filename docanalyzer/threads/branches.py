"""A thread is a tree of messages; what is shown of it is one path, with a way to the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from docanalyzer.threads.models import Message


@dataclass(frozen=True, slots=True)
class Switch:
    """Which of several branches is shown. number counts from 1; before/after: the neighbours' keys, 0: none."""

    number: int
    total: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Step:
    """A message of the path. questions: its wordings (edited); answers: the answers to this wording (again)."""

    message: Message
    questions: Switch
    answers: Switch


class Branches:
    """The messages of one thread, in the order they were asked."""

    def __init__(self, messages: Iterable[Message]) -> None:
        self.by_key = {message.pk: message for message in messages}
        self.children: dict[int | None, list[Message]] = defaultdict(list)
        for message in self.by_key.values():
            self.children[message.parent_id].append(message)

    def path(self, at: int = 0) -> list[Step]:
        """From the first message through `at` down to the newest below it; without `at`, to the newest of all."""
        last = self.by_key.get(at)
        if last is None:
            last = max(self.by_key.values(), key=lambda message: message.pk, default=None)
        else:
            while below := self.children[last.pk]:
                last = below[-1]
        return [self.step(message) for message in reversed(list(self.upwards(last)))]

    def upwards(self, message: Message | None) -> Iterator[Message]:
        while message is not None:
            yield message
            message = self.by_key.get(message.parent_id or 0)

    def step(self, message: Message) -> Step:
        groups: dict[int, list[Message]] = defaultdict(list)
        for sibling in self.children[message.parent_id]:
            groups[sibling.again_of_id or sibling.pk].append(sibling)
        own = message.again_of_id or message.pk
        # Another wording is shown with its newest answer.
        newest = [groups[key][-1].pk for key in groups]
        return Step(
            message,
            questions=switch(newest, list(groups).index(own)),
            answers=switch([one.pk for one in groups[own]], groups[own].index(message)),
        )


def switch(keys: list[int], at: int) -> Switch:
    return Switch(
        number=at + 1,
        total=len(keys),
        before=keys[at - 1] if at else 0,
        after=keys[at + 1] if at + 1 < len(keys) else 0,
    )
