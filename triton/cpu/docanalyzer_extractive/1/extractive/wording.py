"""The engine's own few words, in English and Chinese, and the written form of its citations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .outline import Outline, Sentence
from .sentences import shorten

QUOTE_LIMIT = 300
"""Characters of a quote, where a sentence can be cut at a clause."""

_WORDS = {
    "overview": ("Overview", "概览"),
    "summary": ("Summary", "摘要"),
    "also": ("Shorter sections, not quoted above", "未引用的较短章节"),
    "no_prose": ("No full sentence to quote was found in this document.", "本文档中没有可引用的完整句子。"),
    "answer": ("Answer", "回答"),
    "closest": ("Closest passage, may not answer", "最接近的段落，未必回答问题"),
    "nothing": ("Nothing found", "未找到"),
    "further": ("Further passages", "其他相关段落"),
    "missing": ("Words of the question that stand nowhere in the text", "问题中未在文中出现的词"),
    "searched": ("Searched the whole text for", "已在全文中检索"),
    "earlier": ("Read together with the earlier question", "结合上一个问题理解"),
    "translate": (
        "Question and document are in different languages; this engine compares words and does not translate.",
        "问题与文档语言不同；本引擎只比对词语，不翻译。",
    ),
    "parties": ("Parties", "当事方"),
    "dates": ("Dates", "日期"),
    "amounts": ("Amounts", "金额"),
    "percentages": ("Percentages", "百分比"),
    "durations": ("Durations", "期限"),
    "none": ("None found", "未找到"),
    "more": ("and {count} more", "另有 {count} 项"),
    "not_stated": ("not stated", "未载明"),
    "counts": (
        "{changed} changed, {added} added, {removed} removed, {moved} moved, {same} the same",
        "修改 {changed} 处，新增 {added} 处，删除 {removed} 处，移动 {moved} 处，相同 {same} 处",
    ),
    "changed": ("Changed", "修改"),
    "added": ("Added", "新增"),
    "removed": ("Removed", "删除"),
    "moved": ("Moved", "移动"),
    "identical": ("The two documents say the same, sentence for sentence.", "两份文档逐句相同。"),
    "first_part": ("Before the first heading", "首个标题之前"),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """language: "en" or "zh"; documents: whether citations name the document's number."""

    language: str
    documents: bool

    def say(self, key: str, **values: object) -> str:
        text = _WORDS[key][1 if self.language == "zh" else 0]
        return text.format(**values) if values else text

    def joined(self, words: Sequence[str]) -> str:
        return ("、" if self.language == "zh" else ", ").join(words)

    def labelled(self, label: str, text: str) -> str:
        return f"{label}：{text}" if self.language == "zh" else f"{label}: {text}"

    def place(self, outline: Outline, place: int) -> str:
        """`[p. 87]`, `[第87页]`, `[¶57]`, `[2: p. 87]`."""
        page = f"第{place}页" if self.language == "zh" else f"p. {place}"
        where = page if outline.paged else f"¶{place}"
        return f"[{outline.number}: {where}]" if self.documents else f"[{where}]"

    def cite(self, outline: Outline, sentence: Sentence, around: tuple[int, int] | None = None) -> str:
        """The sentence as a quote with its place; a long one is cut at a clause around [start, end)."""
        return f"“{quotable(sentence.text, around)}” {self.place(outline, sentence.place)}"

    def pages(self, outline: Outline, first: int, last: int) -> str:
        """A section's extent, for its heading."""
        if not outline.paged:
            return f"¶{first}–{last}" if last > first else f"¶{first}"
        if self.language == "zh":
            return f"第{first}–{last}页" if last > first else f"第{first}页"
        return f"pp. {first}–{last}" if last > first else f"p. {first}"


def quotable(text: str, around: tuple[int, int] | None = None, limit: int = QUOTE_LIMIT) -> str:
    """A verbatim part fit to stand in quotation marks: short, and whole in its own quotation marks."""
    text = shorten(text, limit, around)
    if text.startswith("“") and text.endswith("”") and text.count("“") == text.count("”") == 1:
        text = text[1:-1]
    return text


def heading_text(title: str) -> str:
    """A section's title as plain text of a Markdown heading."""
    return re.sub(r"([*_`\[\]<>#\\])", r"\\\1", title)
