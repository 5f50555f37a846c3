"""Take the power out of text that looks like the prompt's own markers, one character for one character.

A tokenizer reads `<|user|>` in a document as a real change of speaker, and a model reads `<page number="9">`
as a real page. One character of each is swapped for its full-width twin, which NFKC folds back, so offsets
stay true and a quote of the swapped words is still found in the text.
"""

from __future__ import annotations

import re
from typing import Any

from docanalyzer.pipeline.prompts.specials import Specials

_UNSEEN = (
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]*+"
)
"""Characters that nobody sees: between the parts of a marker they hide it from us, not from a model."""


def _names(names: str) -> str:
    """Any of these names, whatever stands unseen between their letters."""
    return "|".join(_UNSEEN.join(name) for name in names.split())


_GAP = rf"(?:{_UNSEEN}\s){{0,3}}{_UNSEEN}"
_TAGS = _names("sop eop page document think tools tool_call tool_response")
_CONTROL = _names(
    "s unk bos eos pad start_of_turn end_of_turn"
    " file_sep repo_name reponame gh_stars empty_output issue_start issue_comment issue_closed"
    " jupyter_start jupyter_text jupyter_code jupyter_output jupyter_script commit_before commit_msg commit_after"
    " fim_prefix fim_middle fim_suffix fim_pad arg_key arg_value <sys> </sys>"
)
"""What widespread models' tokenizers take for control tokens, where no tokenizer.json tells those of ours.

Without <filename> and <mask>, which manuals write for what their reader is to put there."""
_MARKERS = re.compile(
    rf"""
      < (?= {_UNSEEN} [|｜] | {_GAP} (?:/{_GAP})? (?:{_TAGS}) (?!{_UNSEEN}[a-z0-9_]) )   # <|…|>, <sop>, <page …, </page>
    | < (?= {_UNSEEN} (?:/{_UNSEEN})? (?:{_CONTROL}) {_UNSEEN} > )                        # </s>, <file_sep>, <<SYS>>
    | \[ (?= {_UNSEEN} \s? {_UNSEEN} (?: [gs]?MASK | /? {_UNSEEN} INST ) {_UNSEEN} \s? \] )   # [gMASK], [/INST]
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TWINS = {"<": "＜", "[": "［"}
_LINE_BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_PARAGRAPH_MARK = re.compile(
    rf"(?<=[{_LINE_BREAKS}])((?:[^\S{_LINE_BREAKS}]|{_UNSEEN[:-2]})*+)¶(?={_UNSEEN}\s?{_UNSEEN}\d)"
)
_specials = Specials()


def use_tokenizer(path: str) -> None:
    """From now on the special tokens of this tokenizer.json are markers too, for this whole process; "" for none."""
    global _specials
    _specials = Specials(path, is_neutral)


def is_neutral(text: str) -> bool:
    """Whether it holds no marker, the tokenizer's left out."""
    return _MARKERS.search(text) is None


def neutralise(text: str) -> str:
    """`text` without chat, mask, page or document markers. Same length; a second time changes nothing.

    Raises OSError or ValueError where the tokenizer in use cannot be read.
    """
    return _specials.neutralised(_MARKERS.sub(lambda match: _TWINS[match.group()], text))


def neutralise_paragraphs(text: str) -> str:
    """Like `neutralise`; also no line within `text` opens with a paragraph's number ("¶57")."""
    return _PARAGRAPH_MARK.sub(r"\1⁋", neutralise(text))


def one_line(text: str) -> str:
    """`text` for a title, a label or a file name: neutral, on one line, no control characters."""
    printable = "".join(character if character.isprintable() else " " for character in text)
    return neutralise(" ".join(printable.split()))


def attribute(text: str) -> str:
    """`one_line`, fit to stand between double quotes in a tag."""
    return one_line(text).replace('"', "＂").replace(">", "＞")


def neutralise_values(value: Any) -> Any:
    """Every string in a JSON-like value made neutral, keys included."""
    if isinstance(value, str):
        return neutralise(value)
    if isinstance(value, dict):
        return {neutralise(str(key)): neutralise_values(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [neutralise_values(item) for item in value]
    return value
