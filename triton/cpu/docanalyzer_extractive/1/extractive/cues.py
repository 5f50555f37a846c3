"""The words that a field is looked for by: its title, what its description names, its examples in brackets.

A description in prose ("Operating profit or loss, EBIT") gives its short phrases. Words in brackets ("(made on,
dated)") are meant as the document's own and may be single words. "…" stands for a stretch of the sentence between
two words: "within … of receipt". A colon makes a label of the word, which counts nowhere else: "(present:, action:)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .characters import HAS_CJK
from .grammar import Field
from .patterns import TYPED
from .terms import content_terms

_BRACKETS = re.compile(r"[(（]((?:[^()（）]|[(（][^()（）]*[)）]){2,500})[)）]")
_LISTED = re.compile(r"\s*[,，、;；]\s*")
_PROSE = re.compile(r"\s*[,，、;；。.:：|]\s*|\s+(?:or|and|such as)\s+|或者?|以及|[和及与]")
_GAP = re.compile(r"\s*(?:…+|\.{3})\s*")
_MOST_WORDS, MOST_CUES = 4, 40
_INFLECTED = r"(?:e|es|ed|ing|s|y|ies|ied|['’]s|s['’])?"


@dataclass(frozen=True, slots=True)
class Cue:
    """One phrase. literal: what stands in every text that holds it, in lower case; rank: smaller counts for more."""

    phrase: str
    pattern: re.Pattern[str]
    literal: str
    rank: int

    def find(self, text: str, lower: str) -> re.Match[str] | None:
        """Where the phrase stands in a text; `lower` is the same text in lower case."""
        return self.pattern.search(text) if self.literal in lower else None


def cues_of(field: Field) -> list[Cue]:
    """The title as a phrase, then the words in brackets, then the description's phrases.

    A title of one word counts where a value of a type must stand beside it: alone it would make any sentence a text.
    """
    typed = field.type in TYPED and field.type != "party"
    phrases = [field.title] if _is_phrase(field.title) else []
    bare = _BRACKETS.sub("|", field.description)
    given = [found[1] for found in _BRACKETS.finditer(field.description)]
    phrases += [phrase for words in given for phrase in _LISTED.split(words) if len(phrase) > 1]
    phrases += [field.title] if typed and len(field.title.split()) == 1 else []
    phrases += [phrase for phrase in map(str.strip, _PROSE.split(bare)) if phrase and _is_phrase(phrase)]
    distinct = list({phrase.casefold(): phrase for phrase in reversed(phrases)}.values())[::-1]
    spoken = [phrase for phrase in distinct if not phrase.endswith((":", "："))]
    return [_cue(phrase, rank) for rank, phrase in enumerate(spoken[:MOST_CUES])]


def labels_of(field: Field) -> list[str]:
    """What a form or a heading may call the field: its title and the words in brackets."""
    given = [found[1] for found in _BRACKETS.finditer(field.description)]
    return [field.title, *(phrase for words in given for phrase in _LISTED.split(words) if len(phrase) > 1)]


def _is_phrase(text: str) -> bool:
    """Whether the words are enough to be looked for as they stand: two that carry meaning, or an abbreviation."""
    if HAS_CJK.search(text):
        return 3 <= len(text) <= 12
    words = text.split()
    if len(words) == 1:
        return (len(text) > 2 and text.isupper()) or "-" in text
    return len(words) <= _MOST_WORDS and len(content_terms(text)) > 1


def _cue(phrase: str, rank: int) -> Cue:
    parts = [part for part in _GAP.split(phrase) if part]
    gap = r"[^。；]{0,40}?" if HAS_CJK.search(phrase) else r"[^;]{0,60}?"
    pattern = gap.join(_words(part) for part in parts)
    stems = [_stem(word).lower() for part in parts for word in _split(part)]
    return Cue(phrase, re.compile(pattern, re.IGNORECASE), max(stems, key=len, default=""), rank)


def _split(part: str) -> list[str]:
    return [part] if HAS_CJK.search(part) else [word for word in re.split(r"[\s-]+", part) if word]


def _words(part: str) -> str:
    if HAS_CJK.search(part):
        return re.escape(part)
    return r"[\s-]+".join(_inflected(word) for word in _split(part))


def _inflected(word: str) -> str:
    if len(word) > 2 and word.isupper():
        return rf"\b(?-i:{re.escape(word)})\b"
    base = _stem(word)
    inflected = _INFLECTED if base.isalpha() and len(word) > 3 else ""
    before, after = r"(?<!\w)" if word[0].isalnum() else "", r"(?!\w)" if word[-1].isalnum() else ""
    return f"{before}{re.escape(base)}{inflected}{after}"


def _stem(word: str) -> str:
    """What the word's plural, past and -ing form begin with; short words are left as they are."""
    if len(word) <= 3 or not (word.isascii() and word.isalpha()):
        return word
    for ending in ("ies", "es", "s", "e", "y"):
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def held(cues: list[Cue], text: str) -> Iterator[tuple[Cue, re.Match[str]]]:
    """The cues that stand in a text, in their rank."""
    lower = text.lower()
    for cue in cues:
        match = cue.find(text, lower)
        if match:
            yield cue, match
