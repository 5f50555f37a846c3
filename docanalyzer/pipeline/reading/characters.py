"""What may stand in a text: no NUL, no C0 controls but tab and newline, no lone surrogates."""

from __future__ import annotations

import re

_LINE_ENDS = re.compile("\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")
_SOFT_HYPHEN = re.compile("\xad\n?")
_ANY = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\xad\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_LEADERS = re.compile(
    r"""
        (\[[.…]{3,8}\])                        # a[....] or a place left open: no leader
      | \.(?:[ \t\u00a0]?\.){3,}                # .... or . . . .
      | [·•‧・](?:[ \t\u00a0\u3000]?[·•‧・]){3,}  # ······
      | …(?:[ \t\u3000]?…){2,}                  # ……… (two are Chinese punctuation, three a leader)
      | [．](?:[．]){3,}
    """,
    re.VERBOSE,
)
_USUAL = ("....", ". . .", ". ..", "………", "… …", "···", "• •", "··", "．．．．", "‧‧", "・・・")
LEADER = " … "
_MARK = "\x00"
_MARKED = re.compile(f"[ \\t\u3000]*{_MARK}[ \\t\u3000]*")


def clean(text: str) -> str:
    """The text with one kind of line end and without characters no reader can see."""
    if _ANY.search(text):
        text = _LINE_ENDS.sub("\n", text)
        text = _FORBIDDEN.sub("", text)
        text = _SOFT_HYPHEN.sub("", text)
    return text


def collapse_leaders(text: str) -> str:
    """ "Chapter 1 . . . . . . 12" → "Chapter 1 … 12": a tenth of a manual's tokens are such dots."""
    if not any(leader in text for leader in _USUAL):
        return text
    # In two steps: a pattern that begins with blanks would be tried at every blank of the text.
    marked = _LEADERS.sub(_kept_or_marked, text)
    return text if marked is text or _MARK not in marked else _MARKED.sub(LEADER, marked)


def _kept_or_marked(found: re.Match[str]) -> str:
    return found[1] or _MARK


def page_ranges(indexes: list[int]) -> str:
    """[3] → "page 3"; [3, 14, 15, 16] → "pages 3, 14–16"."""
    return f"{'page' if len(indexes) == 1 else 'pages'} {ranges(indexes)}"


def ranges(indexes: list[int]) -> str:
    """[3, 14, 15, 16] → "3, 14–16"."""
    runs: list[list[int]] = []
    for index in indexes:
        if runs and index == runs[-1][-1] + 1:
            runs[-1][1:] = [index]
        else:
            runs.append([index])
    return ", ".join("–".join(str(end) for end in run) for run in runs)
