"""Word by word within one paragraph; character by character in Chinese and Japanese."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from docanalyzer.pipeline.comparison.types import Piece, PieceKind

_CJK = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_CJK}]|\d+(?:[.,:/]\d+)*|[^\W\d_{_CJK}]+(?:['’][^\W\d_{_CJK}]+)*|\s+|.", re.DOTALL)
_SENTENCE = re.compile(r".+?(?:[.!?;:](?=\s)\s*|[。！？；：]+|\n|$)", re.DOTALL)
_LARGEST_GRID = 25_000_000
"""Tokens of one side times tokens of the other: beyond it memory would grow to hundreds of megabytes."""
_LONGEST_BY_LETTER = 20_000
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " ", "\u2011": "-", "\u00ad": ""})


def folded(text: str) -> str:
    """What decides whether words are the same: width, quotation marks and white space do not."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(_QUOTES)).split())


def sentences(text: str) -> list[str]:
    return _SENTENCE.findall(text)


def similarity(one: str, other: str, least: float) -> float:
    """How much of two folded texts is the same, 0-1; 0 for anything below `least`."""
    if one == other:
        return 1.0
    if min(len(one), len(other)) <= _LONGEST_BY_LETTER:
        return fuzz.ratio(one, other, score_cutoff=least * 100) / 100
    shared = Counter(sentences(one)) & Counter(sentences(other))
    part = 2 * sum(len(sentence) * count for sentence, count in shared.items()) / (len(one) + len(other))
    return part if part >= least else 0.0


def tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def word_pieces(left: str, right: str) -> tuple[Piece, ...]:
    """The change from left to right. All but the inserted pieces spell left, all but the deleted ones right
    (where only width, quotation marks or spaces differ, the equal piece shows the right text).
    """
    return _readable(_pieces(left, right, tokens))


def _pieces(left: str, right: str, split: Callable[[str], list[str]]) -> list[Piece]:
    ours, theirs = split(left), split(right)
    if len(ours) * len(theirs) > _LARGEST_GRID:
        if split is sentences:
            return [Piece(PieceKind.DELETED, left), Piece(PieceKind.INSERTED, right)]
        return _within_sentences(_pieces(left, right, sentences))
    operations = Indel.opcodes([folded(t) or " " for t in ours], [folded(t) or " " for t in theirs])
    pieces: list[Piece] = []
    for operation in operations:
        tag, i1, i2 = operation.tag, operation.src_start, operation.src_end
        j1, j2 = operation.dest_start, operation.dest_end
        if tag == "equal":
            pieces.append(Piece(PieceKind.EQUAL, "".join(theirs[j1:j2])))
            continue
        if i2 > i1:
            pieces.append(Piece(PieceKind.DELETED, "".join(ours[i1:i2])))
        if j2 > j1:
            pieces.append(Piece(PieceKind.INSERTED, "".join(theirs[j1:j2])))
    return pieces


def _within_sentences(pieces: list[Piece]) -> list[Piece]:
    """Words compared inside each stretch of deleted and inserted sentences."""
    out: list[Piece] = []
    for equal, deleted, inserted in _groups(pieces):
        out.append(Piece(PieceKind.EQUAL, equal))
        if len(deleted) * len(inserted) <= _LARGEST_GRID:
            out += _pieces(deleted, inserted, tokens)
        else:
            out += [Piece(PieceKind.DELETED, deleted), Piece(PieceKind.INSERTED, inserted)]
    return out


def _groups(pieces: list[Piece]) -> list[tuple[str, str, str]]:
    """(equal, deleted, inserted) runs: the changes follow their equal text."""
    groups: list[tuple[str, str, str]] = []
    equal = deleted = inserted = ""
    for piece in pieces:
        if piece.kind is PieceKind.DELETED:
            deleted += piece.text
        elif piece.kind is PieceKind.INSERTED:
            inserted += piece.text
        elif _negligible(piece.text, deleted, inserted):
            deleted += piece.text
            inserted += piece.text
        else:
            groups.append((equal, deleted, inserted))
            equal, deleted, inserted = piece.text, "", ""
    groups.append((equal, deleted, inserted))
    return groups


def _readable(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Give up on equal pieces too short to read between two changes, then merge neighbours."""
    out: list[Piece] = []
    for equal, deleted, inserted in _groups(pieces):
        tail = _common_end(deleted, inserted)
        out.append(Piece(PieceKind.EQUAL, equal))
        out.append(Piece(PieceKind.DELETED, deleted[: len(deleted) - tail]))
        out.append(Piece(PieceKind.INSERTED, inserted[: len(inserted) - tail]))
        out.append(Piece(PieceKind.EQUAL, inserted[len(inserted) - tail :]))
    return _joined(out)


def _negligible(text: str, deleted: str, inserted: str) -> bool:
    """White space or a single short word after a longer change on both sides."""
    core = text.strip()
    return (
        bool(deleted)
        and bool(inserted)
        and (not core or (len(core) <= 2 and min(len(deleted), len(inserted)) > 4))
    )


def _common_end(deleted: str, inserted: str) -> int:
    """Length of the equal tail that merging may have left on both sides; never cuts into a token."""
    ours, theirs = tokens(deleted), tokens(inserted)
    length = 0
    while ours and theirs and ours[-1] == theirs[-1]:
        length += len(ours.pop())
        theirs.pop()
    return length


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    out: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if out and out[-1].kind is piece.kind:
            out[-1] = Piece(piece.kind, out[-1].text + piece.text)
        else:
            out.append(piece)
    return tuple(out)
