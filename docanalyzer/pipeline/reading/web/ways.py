"""Names for the ways in which a page puts text out of sight (sight.py)."""

from __future__ import annotations

CLIPPED, AWAY, FLAT, SHRUNK, SKIPPED, INDENTED, CLEAR = WAYS = (
    "-clipped", "-away", "-flat", "-shrunk", "-skipped", "-indented", "-clear",
)  # fmt: skip
"""Names of made-up properties, with the value "hidden" or "seen"."""
INHERITED = (INDENTED, CLEAR)
WHOLE = (CLIPPED, AWAY, FLAT, SHRUNK, SKIPPED)
"""What hides all that is in an element; the others can be undone inside."""
