"""Names for the ways in which a page puts text out of sight (sight.py)."""

from __future__ import annotations

CLIPPED, CUT, AWAY, MOVED, FLAT, SHRUNK, SKIPPED = (
    "clipped", "cut", "away", "moved", "flat", "shrunk", "skipped",
)  # fmt: skip
"""What hides all that is in an element, but for the two below."""
INDENTED, CLEAR = INHERITED = ("indented", "clear")
"""What can be undone inside."""
LEAVES = {AWAY: ("absolute", "fixed"), FLAT: ("absolute", "fixed"), CLIPPED: ("fixed",)}
"""By way: the positions of what may stand elsewhere than the hidden element it is in."""
