"""The benchmark's figures as a bar chart (SVG): pages a second of each method, a group a file."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Protocol

WIDTH, LABELS, BAR, GAP = 760, 180, 16, 26


class Bar(Protocol):
    @property
    def file(self) -> str: ...
    @property
    def method(self) -> str: ...
    @property
    def error(self) -> str: ...
    @property
    def rate(self) -> float: ...


def svg(bars: Sequence[Bar]) -> str:
    parts, y = [], 30
    for file in dict.fromkeys(bar.file for bar in bars):
        group = [bar for bar in bars if bar.file == file]
        longest = max((bar.rate for bar in group), default=0) or 1
        parts.append(f'<text x="8" y="{y}" font-weight="600">{escape(file)}</text>')
        y += 10
        for bar in group:
            length = (WIDTH - LABELS - 90) * bar.rate / longest
            colour = "#2f6f5e" if bar.method.startswith("ours") else "#b9b2a6"
            shown = bar.error or f"{bar.rate:,.1f}/s"
            parts.append(f'<text x="{LABELS - 8}" y="{y + 12}" text-anchor="end">{escape(bar.method)}</text>')
            parts.append(
                f'<rect x="{LABELS}" y="{y}" width="{max(length, 1):.0f}" height="{BAR}" fill="{colour}"/>'
            )
            parts.append(f'<text x="{LABELS + max(length, 1) + 6:.0f}" y="{y + 12}">{escape(shown)}</text>')
            y += BAR + 4
        y += GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{y}" font-family="sans-serif" '
        f'font-size="12"><rect width="100%" height="100%" fill="#fff"/>{"".join(parts)}</svg>\n'
    )
