"""Lines up two sequences of texts: the same, changed, moved, added, removed. Grows linearly on real documents."""

from __future__ import annotations

import difflib
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from .terms import normal, tokens

SIMILAR = 0.5
"""Share of words two texts must have in common to be one text, changed."""
_SMALL = 300
_NEAR = 40
_UNIMPORTANT = re.compile(r"[\s“”\"‘’'`]+")


def key(text: str) -> str:
    """What makes two texts the same: all but case, width, quotation marks and white space."""
    return _UNIMPORTANT.sub("", normal(text))


def align(
    first: Sequence[str], second: Sequence[str], check: Callable[[], None]
) -> list[tuple[str, int, int]]:
    """("same" | "changed" | "moved" | "removed" | "added", index in first, index in second); -1 where none.

    In the order of the second sequence, removed texts where they stood in the first.
    """
    keys = [key(text) for text in first], [key(text) for text in second]
    check()
    same = list(_matches(keys[0], keys[1], 0, len(first), 0, len(second), check))
    pairs = {i: ("same", j) for i, j in same}
    for i0, i1, j0, j1 in _gaps(same, len(first), len(second)):
        check()
        for i, j in _similar(first, second, range(i0, i1), range(j0, j1)):
            pairs[i] = ("changed", j)
    _moved(keys[0], keys[1], pairs)
    return _in_order(len(first), len(second), pairs)


def _matches(
    a: list[str], b: list[str], i0: int, i1: int, j0: int, j1: int, check: Callable[[], None]
) -> Iterator[tuple[int, int]]:
    """Equal texts in the same order: common ends, then texts that stand once in both, then the gaps again."""
    work = [(i0, i1, j0, j1)]
    while work:
        check()
        i0, i1, j0, j1 = work.pop()
        while i0 < i1 and j0 < j1 and a[i0] == b[j0]:
            yield i0, j0
            i0, j0 = i0 + 1, j0 + 1
        while i0 < i1 and j0 < j1 and a[i1 - 1] == b[j1 - 1]:
            i1, j1 = i1 - 1, j1 - 1
            yield i1, j1
        if i0 == i1 or j0 == j1:
            continue
        anchors = _anchors(a, b, i0, i1, j0, j1)
        if anchors:
            before_i, before_j = i0, j0
            for i, j in anchors:
                yield i, j
                work.append((before_i, i, before_j, j))
                before_i, before_j = i + 1, j + 1
            work.append((before_i, i1, before_j, j1))
        elif i1 - i0 <= _SMALL and j1 - j0 <= _SMALL:
            matcher = difflib.SequenceMatcher(None, a[i0:i1], b[j0:j1], autojunk=False)
            for block in matcher.get_matching_blocks():
                yield from ((i0 + block.a + n, j0 + block.b + n) for n in range(block.size))


def _anchors(a: list[str], b: list[str], i0: int, i1: int, j0: int, j1: int) -> list[tuple[int, int]]:
    """Texts that stand exactly once in both stretches, in the longest common order."""
    once_a = {text for text, count in Counter(a[i0:i1]).items() if count == 1}
    once_b = {text for text, count in Counter(b[j0:j1]).items() if count == 1}
    where = {b[j]: j for j in range(j0, j1) if b[j] in once_b}
    pairs = [(i, where[a[i]]) for i in range(i0, i1) if a[i] in once_a and a[i] in where]
    tails: list[int] = []
    last: list[int] = []
    back: list[int] = []
    for number, (_, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        tails[place:] = [j] if place == len(tails) else [j, *tails[place + 1 :]]
        last[place:] = [number, *last[place + 1 :]]
        back.append(last[place - 1] if place else -1)
    chain: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = back[number]
    return chain[::-1]


def _gaps(same: list[tuple[int, int]], size_a: int, size_b: int) -> Iterator[tuple[int, int, int, int]]:
    before_i = before_j = 0
    for i, j in [*sorted(same), (size_a, size_b)]:
        if i > before_i and j > before_j:
            yield before_i, i, before_j, j
        before_i, before_j = i + 1, j + 1


def _similar(
    first: Sequence[str], second: Sequence[str], rows: range, columns: range
) -> Iterator[tuple[int, int]]:
    """Pairs of texts that share most of their words, best pairs first; each text in one pair at most."""
    bags_a = {i: Counter(tokens(normal(first[i]))) for i in rows}
    bags_b = {j: Counter(tokens(normal(second[j]))) for j in columns}
    scale = len(columns) / max(1, len(rows))
    scored = []
    for i in rows:
        middle = columns.start + int((i - rows.start) * scale)
        for j in range(max(columns.start, middle - _NEAR), min(columns.stop, middle + _NEAR)):
            score = likeness(bags_a[i], bags_b[j])
            if score >= SIMILAR:
                scored.append((-score, abs(j - middle), i, j))
    used_a: set[int] = set()
    used_b: set[int] = set()
    for _, _, i, j in sorted(scored):
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            yield i, j


def likeness(first: Counter[str], second: Counter[str]) -> float:
    """Dice's measure over two bags of words, 0 to 1."""
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 0.0


def _moved(a: list[str], b: list[str], pairs: dict[int, tuple[str, int]]) -> None:
    """Texts left over on both sides that are equal stand elsewhere."""
    taken = {j for _, j in pairs.values()}
    free: dict[str, list[int]] = {}
    for j in range(len(b) - 1, -1, -1):
        if j not in taken:
            free.setdefault(b[j], []).append(j)
    for i in range(len(a)):
        if i not in pairs and free.get(a[i]):
            pairs[i] = ("moved", free[a[i]].pop())


def _in_order(size_a: int, size_b: int, pairs: dict[int, tuple[str, int]]) -> list[tuple[str, int, int]]:
    placed: list[tuple[float, int, tuple[str, int, int]]] = []
    position = -1.0
    for i in range(size_a):
        kind, j = pairs.get(i, ("removed", -1))
        if kind in ("same", "changed"):
            position = float(j)
        placed.append((float(j) if j >= 0 else position + 0.5, i, (kind, i, j)))
    taken = {j for _, j in pairs.values()}
    placed.extend((float(j), -1, ("added", -1, j)) for j in range(size_b) if j not in taken)
    return [entry for _, _, entry in sorted(placed, key=lambda item: item[:2])]
