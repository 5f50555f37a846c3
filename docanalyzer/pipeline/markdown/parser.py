"""The Markdown that we read: CommonMark with tables, without HTML, and with nothing that loads or leads away."""

from __future__ import annotations

from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

HEADING_SHIFT = 2
"""A page has its own first and second level: the model's `#` becomes <h3>."""


def make_parser() -> MarkdownIt:
    """A parser whose output depends on nothing but the block at hand, so that blocks can be rendered one by one."""
    parser = MarkdownIt("commonmark", {"html": False})
    parser.enable(["table", "strikethrough"])
    # A reference defined further down would change a block that is already on the page.
    parser.disable(["html_block", "html_inline", "reference"])
    parser.validateLink = _any_target
    parser.normalizeLink = str
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.core.ruler.push("tame", _tame)
    parser.add_render_rule("link_target", _render_target)
    return parser


def make_block_parser() -> MarkdownIt:
    """The same, but only as far as the blocks: where each begins and ends."""
    return make_parser().disable(["inline", "text_join", "tame"])


def _any_target(url: str) -> bool:
    """Every target is accepted, since none becomes a link: it is shown as text."""
    return True


def _tame(state: StateCore) -> None:
    """Links and images become their text and target; code is as it was written; no inline style or language."""
    restore = state.env.get("restore", str)
    for token in state.tokens:
        if token.type in ("fence", "code_block"):
            token.content, token.info = restore(token.content), ""
        elif token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + HEADING_SHIFT, 6)}"
        elif token.type in ("th_open", "td_open"):
            _align(token)
        elif token.type == "inline":
            token.children = _tame_inline(token.children or [], restore)


def _align(token: Token) -> None:
    style = str(token.attrs.pop("style", ""))
    if style.startswith("text-align:"):
        token.attrs["class"] = "align-" + style.removeprefix("text-align:")


def _tame_inline(children: list[Token], restore: Any) -> list[Token]:
    tamed: list[Token] = []
    targets: list[tuple[str, int]] = []
    for token in children:
        if token.type == "link_open":
            targets.append((restore(str(token.attrs.get("href", ""))), len(tamed)))
        elif token.type == "link_close":
            target, start = targets.pop()
            tamed += _target(target, "".join(inner.content for inner in tamed[start:]))
        elif token.type == "image":
            tamed.append(Token("text", "", 0, content=token.content))
            tamed += _target(restore(str(token.attrs.get("src", ""))), token.content)
        else:
            if token.type == "code_inline":
                token.content = restore(token.content)
            tamed.append(token)
    return tamed


def _target(target: str, shown: str) -> list[Token]:
    """The target behind the words, unless the words are the target."""
    return [] if target in ("", shown) else [Token("link_target", "span", 0, content=target)]


def _render_target(self: Any, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    return f' <span class="link-target">({escape(tokens[index].content)})</span>'


def _emphasis(state: StateInline, silent: bool) -> bool:
    """CommonMark's rule, except that Chinese, Japanese and Korean need no spaces around their emphasis.

    By the standard "**现金流：**为负" shows its asterisks, since punctuation stands before a letter.
    """
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    can_open, can_close = scanned.can_open, scanned.can_close
    before = state.src[state.pos - 1] if state.pos else " "
    end = state.pos + scanned.length
    after = state.src[end] if end < state.posMax else " "
    if marker == "*" and (_is_cjk(before) or _is_cjk(after)):
        can_open, can_close = not after.isspace(), not before.isspace()
    for _ in range(scanned.length):
        token = state.push("text", "", 0)
        token.content = marker
        position = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord(marker), scanned.length, position, -1, can_open, can_close))
    state.pos = end
    return True


def _is_cjk(character: str) -> bool:
    return (
        "\u2e80" <= character <= "\ud7ff"
        or "\uf900" <= character <= "\ufaff"
        or "\uff00" <= character <= "\uffef"
    )
