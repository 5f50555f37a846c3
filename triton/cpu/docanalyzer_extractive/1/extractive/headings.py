"""Which lines are section headings: by the table of contents, by numbering, by standing as a title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .characters import CJK, HAS_CJK, fold, width
from .furniture import CleanPage, PageKind, leader
from .lists import TITLE_SMALL

_CN = "一二三四五六七八九十百零〇两\\d"
_NUMBER = re.compile(r"^(?P<number>\d{1,3}(?:\.\d{1,3}){0,5}|[A-Z](?:\.\d{1,3}){1,5})\.?\s*(?P<title>\S.*)$")
_RUN_IN = re.compile(
    r"^(?P<number>\d{1,3}(?:\.\d{1,3}){0,5})\.?\s+(?P<title>[A-Z][^.:;“”\"]{2,70}?)[.:](?:\s+(?P<rest>\S.*))?$"
)
_VERB = re.compile(r"\b(?:means?|shall|will|must|may|is|are|has|have)\b|[“”\"]")
_NAMED = re.compile(
    r"^(?P<word>part|chapter|title|article|section|clause|appendix|schedule|annex|exhibit|attachment)\s+"
    r"(?P<number>\d+(?:\.\d+)*|[ivxlc]+|[a-z]|one|two|three|four|five|six|seven|eight|nine|ten)\b"
    r"(?P<title>.*)$",
    re.IGNORECASE,
)
_CHINESE = re.compile(rf"^第\s*[{_CN}]+\s*(?P<word>编|篇|部分|章|节|条|款)[\s、:：.]*(?P<title>.*)$")
_CHINESE_LIST = re.compile(
    r"^(?:(?P<first>[一二三四五六七八九十]{1,3})、"
    r"|[（(](?P<second>[一二三四五六七八九十]{1,3})[)）])\s*(?P<title>.+)$"
)
_CHINESE_LEVEL = {"编": 1, "篇": 1, "部分": 1, "章": 2, "节": 3, "条": 4, "款": 5}
_NAMED_LEVEL = {"part": 1, "title": 1, "article": 2, "section": 3, "clause": 3}
_ENDINGS = tuple(".!?。！？;；,，:：")
_WORD = re.compile(r"[^\W\d_]+")
BULLET = re.compile(
    r"""^(?: [•●○◦▪■□☐☑☒–—*·➢►→§◆◇\ue000-\uf8ff\x01-\x08\x0e-\x1f\x80-\x9f]   # glyphs, also of symbol fonts
    | -(?=\s) | [(（](?:[a-z]{1,3}|\d{1,2})[)）] | \d{1,2}[)）] | [①-⑳] | [a-z][.)](?=\s) )\s*""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """level: 1 is outermost. rest: the sentence that follows on the same line (a run-in heading)."""

    level: int
    title: str
    rest: str = ""


def title_key(text: str) -> str:
    """What two writings of one title have in common: no numbering, no case, no spaces."""
    return re.sub(r"[\W_]+", "", bare_title(text).casefold())


def bare_title(text: str) -> str:
    """A heading without its number: "12.3 Notices" is "Notices"."""
    match = _NUMBER.match(text) or _CHINESE.match(text) or _NAMED.match(text)
    return match["title"] if match and match["title"] else text


def contents_titles(pages: Sequence[CleanPage]) -> dict[str, int]:
    """title_key → level, from the pages that hold the table of contents."""
    titles: dict[str, int] = {}
    number = ""
    for page in pages:
        if page.kind is not PageKind.CONTENTS:
            continue
        lines = [line for line in page.lines if line]
        for index, line in enumerate(lines):
            cells = [cell.strip() for cell in line.split("\t")]
            if re.fullmatch(r"\d+(?:\.\d+)*|[A-Z](?:\.\d+)*|[IVX]+", cells[0]):
                number = cells.pop(0)
                if not cells:
                    continue
            paged = len(cells) > 1
            entry = " ".join(cells)
            dots = leader(entry)
            title = entry[: dots.start()] if dots else re.sub(r"\s(?:\d{1,4}|[ivxlc]{1,6})$", "", entry)
            own = _NUMBER.match(title)
            label = own["number"] if own else number
            level = _contents_level(label, title, bool(dots), paged, lines[index + 1 : index + 2])
            key = title_key(title)
            if level and 2 <= len(key) <= 90:
                titles.setdefault(key, level)
            number = ""
    return titles


def _contents_level(number: str, title: str, leader: bool, paged: bool, following: list[str]) -> int:
    named = _named_level(title)
    if named:
        return named
    if re.fullmatch(r"[IVX]+", number) and not leader:
        return 1
    if "." in number or number.isdigit() or re.fullmatch(r"[A-Z]", number):
        return 2 + number.count(".")
    if leader:
        return 3
    if paged:
        return 2
    return 2 if following and re.fullmatch(r"\d{1,4}|[ivxlc]{1,7}", following[0]) else 0


def _named_level(line: str) -> int:
    chinese = _CHINESE.match(line)
    if chinese:
        return _CHINESE_LEVEL[chinese["word"]]
    named = _NAMED.match(line)
    return _NAMED_LEVEL.get(named["word"].lower(), 2) if named else 0


class HeadingFinder:
    """Decides line by line, in order. titles: what the table of contents lists ({} without one)."""

    def __init__(self, titles: dict[str, int], paged: bool) -> None:
        self.titles = titles
        self.paged = paged
        self.last_number = 0

    def find(self, line: str, before: str, after: str) -> Heading | None:
        """The heading this line is, or None. before, after: the neighbouring lines ("" at an edge)."""
        if not line or line[0] in "•–—*":
            return None
        if len(line) > 200:
            return self._chinese(line) or self._run_in(line)
        if width(line) <= 120:
            known = self.titles.get(title_key(line)) if self.titles else None
            if known and not line.endswith(_ENDINGS) and self._stands_alone(before, line, after):
                numbered = _NUMBER.match(line)
                return Heading(2 + numbered["number"].count(".") if numbered else known, line)
        return (
            self._chinese(line)
            or self._named(line, after)
            or self._run_in(line)
            or self._numbered(line, after)
            or self._title_line(line, before, after)
        )

    def _stands_alone(self, before: str, line: str, after: str) -> bool:
        """Whether a listed title stands as a heading here, not in running text or in a table's cell."""
        if line[0].islower() or not (line[0].isalnum() or line[0] in "“”\"'‘(（"):
            return False
        if after[:1].islower() and width(before) > 60 and not before.endswith(_ENDINGS):
            return False
        cells = [
            text for text in (before, after) if text and width(text) < 26 and not text.endswith(_ENDINGS)
        ]
        return len(cells) < 2 or any(title_key(text) in self.titles for text in cells)

    def _chinese(self, line: str) -> Heading | None:
        match = _CHINESE.match(line)
        if match:
            title, level = match["title"], _CHINESE_LEVEL[match["word"]]
            if width(title) > 50 or re.search(r"[。；，]", title):
                label = line[: match.start("title")].rstrip(" 、:：.")
                return Heading(level, label, title) if match["word"] == "条" and title else None
            return Heading(level, line)
        listed = _CHINESE_LIST.match(line)
        if listed and width(line) <= 44 and not re.search(r"[。；，;,:：]", line):
            return Heading(3 if listed["first"] else 4, line)
        return None

    def _named(self, line: str, after: str) -> Heading | None:
        match = _NAMED.match(line)
        if not match or width(line) > 100 or line.endswith(_ENDINGS) or after[:1].islower():
            return None
        title = match["title"].lstrip(" .:-–—")
        if not line[0].isupper() or (title and not _titled(title)):
            return None
        return Heading(_NAMED_LEVEL.get(match["word"].lower(), 2), line)

    def _run_in(self, line: str) -> Heading | None:
        """ "4.2 Payment. Customer will pay …": the clause's title and its text on one line."""
        match = None if self.paged else _RUN_IN.match(line)
        if not match or not _titled(match["title"]) or _VERB.search(match["title"]):
            return None
        return Heading(
            2 + match["number"].count("."), f"{match['number']} {match['title']}", match["rest"] or ""
        )

    def _numbered(self, line: str, after: str) -> Heading | None:
        match = _NUMBER.match(line)
        if not match or re.match(r"[\d%°.,:)/\-]", match["title"]):
            return None
        number, title = match["number"], match["title"]
        depth = number.count(".")
        if width(title) > 90 or title.endswith(_ENDINGS) or after[:1].islower():
            return None
        if not (title[0].isupper() or HAS_CJK.match(title)):
            return None
        if depth and _VERB.search(title) and not self.paged:
            return None
        if depth:
            return Heading(2 + depth, line) if _titled(title) else None
        value = int(number)
        in_list = _NUMBER.match(after) is not None and not re.match(r"\d+\.\d", after)
        if (
            self.titles
            or in_list
            or not (value == 1 or self.last_number < value <= self.last_number + 2)
            or not _titled(title)
        ):
            return None
        self.last_number = value
        return Heading(2, line)

    def _title_line(self, line: str, before: str, after: str) -> Heading | None:
        """A line that stands alone as a title: only where no table of contents decides."""
        if (
            self.titles
            or width(line) > 64
            or line.endswith(_ENDINGS)
            or re.search(r"[{}|<>=@_$\\]|\d{3}|\d[)）]\s?[(（]\d", line)
        ):
            return None
        if not after or (width(after) < 60 and not after.endswith(_ENDINGS)):
            return None
        if before and not before.endswith(_ENDINGS) and self.paged:
            return None
        if BULLET.match(line) or not (after[0].isupper() or HAS_CJK.match(after) or after[0] in "“\"'(（"):
            return None
        if not re.match(rf"[A-Z{CJK}]", line) or not _titled(line):
            return None
        return Heading(5, line)


def _titled(title: str) -> bool:
    """Whether the words look like a title: capitals on the words that matter, or short CJK."""
    title = fold(title)
    if HAS_CJK.search(title):
        return width(title) <= 60 and not re.search(r"[。；，]", title)
    words = _WORD.findall(title)
    if not words or len(words) > 12:
        return False
    heavy = [word for word in words if word.lower() not in TITLE_SMALL]
    capitals = sum(1 for word in heavy if word[0].isupper())
    return bool(heavy) and words[0][0].isupper() and (capitals >= 0.6 * len(heavy) or len(words) <= 5)
