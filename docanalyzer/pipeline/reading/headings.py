"""The headings above a paragraph, as anchors keep them: short, and one tuple for all that share them."""

from __future__ import annotations

from dataclasses import dataclass, field

LONGEST_HEADING = 120
"""Characters. Every anchor below a heading repeats it when it is stored."""


def short_heading(text: str) -> str:
    """On one line, cut with “…” where it is longer than LONGEST_HEADING."""
    line = " ".join(text[: 4 * LONGEST_HEADING].split())
    if len(line) <= LONGEST_HEADING and len(text) <= 4 * LONGEST_HEADING:
        return line
    return line[: LONGEST_HEADING - 1].rstrip() + "…"


@dataclass(slots=True)
class HeadingPath:
    """The path at one place of the text. names: outermost first."""

    names: tuple[str, ...] = ()
    _levels: list[int] = field(default_factory=list)

    def above(self, level: int) -> tuple[str, ...]:
        """The headings that a heading of this level stands under."""
        return tuple(name for name, outer in zip(self.names, self._levels, strict=True) if outer < level)

    def copy(self) -> HeadingPath:
        return HeadingPath(self.names, list(self._levels))

    def enter(self, level: int, text: str) -> None:
        """A heading of this level begins: it ends those of its own level and deeper ones."""
        kept = [index for index, outer in enumerate(self._levels) if outer < level]
        self.names = (*(self.names[index] for index in kept), short_heading(text))
        self._levels = [*(self._levels[index] for index in kept), level]
