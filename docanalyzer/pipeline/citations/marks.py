"""The signs at a quote's two ends: the minus of "A-", the box that is ticked or not, the triangle of a loss.

Between its first and its last letter every sign of a quote is compared (compare.py). What it has before and after
those letters is compared here, apart from quotation marks, brackets and the punctuation of sentences, which writers
set as they like.
"""

from __future__ import annotations

import re
import unicodedata

from docanalyzer.pipeline.citations.canon import BULLETS, DASHES, SAME_SIGNS
from docanalyzer.pipeline.citations.types import Change, ChangeKind

_REACH = 40
_LINE = 400
_TICKED, _CROSSED, _EMPTY = "☑✓✔√🗹", "☒xX×✕✖✗✘🗷", "☐□"
_BRACKETED = r"\[[ \u00a0]{0,3}[xX✓✔]?[ \u00a0]{0,3}\]"
_BOX = re.compile(rf"[☑✓✔√🗹☒×✕✖✗✘🗷☐□]|{_BRACKETED}|[(（][ \u00a0\u3000]{{1,3}}[)）]")
_ANY_BOX = re.compile(rf"■|{_BOX.pattern}")
_PLAIN_BOX = frozenset("☐☑☒🗹🗷[")
"""Signs that are nothing but boxes: one that a quote leaves out counts. The others are bullets and operators too."""
_IGNORED = frozenset(f"|¦`^´¨¯®©℠℡#*_\\{BULLETS}")
_RUN_BEFORE = re.compile(rf"(?:{_BRACKETED}|[^\w]|_)++$")
_RUN_AFTER = re.compile(rf"(?:{_BRACKETED}|[^\w]|_)++")
_GRADE = re.compile(rf"[*_]{{0,2}}([+＋]|[-‐‑−﹣－]|–(?![^\W\d_]))(?![+{DASHES}-])")
"""A dash that parts two clauses is none: "in 2023—which", "in 2023–which"."""
_GRADED = re.compile(r"(?:^|[^a-z])[A-Z0-9]$|[A-Z]{2}$")
_PRIMES = frozenset("′″‴")


def mark_changes(lead: str, inner: str, trail: str, text: str, start: int, end: int) -> list[Change]:
    """What differs between the signs around a quote's letters and those around text[start:end]."""
    before = _RUN_BEFORE.search(text, max(0, start - _REACH), start)
    after = _RUN_AFTER.match(text, end, end + _REACH)
    beside = before.group() if before else "", after.group() if after else ""
    changes = [
        _before(lead, inner, beside[0]),
        _grade(trail, inner, text[end : end + 4]) or _after(trail, inner, beside[1]),
    ]
    if not any(changes):
        changes = [_box_left_out(lead, inner, trail, beside, _line(text, start, end))]
    return [change for change in changes if change is not None]


def _line(text: str, start: int, end: int) -> str:
    """The line, or lines, that text[start:end] stands in."""
    first = max(text.rfind("\n", max(0, start - _LINE), start) + 1, start - _LINE, 0)
    last = text.find("\n", end, end + _LINE)
    return text[first : last if last >= 0 else end + _LINE]


def _before(lead: str, inner: str, before: str) -> Change | None:
    own, found = signs(lead), signs(before)
    if not inner[:1].isdigit():
        own, found = [sign for sign in own if sign != "-"], [sign for sign in found if sign != "-"]
    stands = found[max(0, len(found) - len(own)) :]
    if not own or own == stands:
        return None
    return _change("".join(own) + inner[:12], "".join(stands) + inner[:12], own + stands, inner[:1])


def _after(trail: str, inner: str, after: str) -> Change | None:
    tail = inner[-12:]
    own = [sign for sign in signs(trail) if sign != "-"]
    stands = [sign for sign in signs(after) if sign != "-"][: len(own)]
    if not own or own == stands:
        return None
    return _change(tail + "".join(own), tail + "".join(stands), own + stands, inner[-1:])


def _grade(trail: str, inner: str, after: str) -> Change | None:
    """The sign that belongs to a rating or a number: the "-" of "A-", the "+" of "18+"."""
    if not _GRADED.search(inner):
        return None
    own, found = _grade_sign(trail), _grade_sign(after)
    return None if own == found else Change(ChangeKind.NUMBER, inner[-12:] + own, inner[-12:] + found)


def _grade_sign(marks: str) -> str:
    found = _GRADE.match(marks)
    return "" if not found else "+" if found[1] in "+＋" else "-"


def _change(said: str, stands: str, marks: list[str], beside: str) -> Change:
    if any(mark.startswith("[") for mark in marks):
        return Change(ChangeKind.NEGATION, said, stands)
    return Change(ChangeKind.NUMBER if beside.isdigit() else ChangeKind.WORDING, said, stands)


def _box_left_out(lead: str, inner: str, trail: str, beside: tuple[str, str], line: str) -> Change | None:
    """A box that says of the quote's words whether they hold. In some lines the boxes follow their words."""
    kinds = {found.group()[0] for found in _ANY_BOX.finditer(line)}
    if not (_PLAIN_BOX & kinds or len(kinds) > 1):
        return None
    rest = line.rstrip(" .;,。；，\t\u3000")
    follows = any(found.end() == len(rest) for found in _BOX.finditer(rest))
    own, found = (trail, beside[1]) if follows else (lead, beside[0])
    box = [sign for sign in signs(found) if sign.startswith("[")]
    if not box or any(sign.startswith("[") for sign in signs(own)):
        return None
    shown = box[0] if follows else box[-1]
    quoted = inner[-12:] if follows else inner[:12]
    return Change(ChangeKind.NEGATION, quoted, quoted + shown if follows else shown + quoted)


def signs(marks: str) -> list[str]:
    """The signs that count in a run of marks, spelled alike: a box is "[x]", "[✓]" or "[ ]"."""
    found, at = [], 0
    while at < len(marks):
        box = _BOX.match(marks, at)
        if box:
            found.append(_box(box.group()))
            at = box.end()
            continue
        sign = _sign(marks[at])
        if sign and not (found and sign == found[-1] == "-"):
            found.append(sign)
        at += 1
    return found


def _box(written: str) -> str:
    inner = written.strip("[](（）) \u00a0\u3000")
    return "[x]" if inner and inner in _CROSSED else "[✓]" if inner and inner in _TICKED else "[ ]"


def _sign(character: str) -> str:
    """A mathematical or other symbol, "-", or a prime; "" for all else."""
    plain = unicodedata.normalize("NFKC", character)
    if character in _PRIMES:
        return character
    if len(plain) != 1 or plain in _IGNORED:
        return ""
    plain = plain.translate(SAME_SIGNS)
    if plain == "-" or plain in DASHES:
        return "-"
    return plain if unicodedata.category(plain) in ("Sm", "So") else ""
