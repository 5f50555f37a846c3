"""Shadow roots that a browser saved with the page: <template shadowrootmode> takes its host's place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_MODES = ("shadowrootmode", "shadowmode")
"""The standard's attribute, and the one that Chromium writes into .mhtml."""


@dataclass(slots=True)
class Hosts:
    """The hosts whose shadow roots are being walked, innermost last; None once a slot shows their own children."""

    _around: list[Any] = field(default_factory=list)

    def follow(self, change: Any) -> None:
        """Carry out a ("host", …) step of `content`: enter a host, or leave one (None)."""
        if isinstance(change, tuple):
            self._around.append(change[0])
        else:
            self._around.pop()

    def content(self, element: Any) -> Iterator[tuple[str, Any]]:
        """What is walked inside an element: ("text", str), ("open", element), ("tail", element), ("host", …)."""
        if element.tag in ("math", "svg"):
            return
        root = next((child for child in element if _is_shadow_root(child)), None)
        if root is not None:
            yield ("host", (element,))
            yield from _all(root)
            yield ("host", None)
            return
        host = self._around[-1] if self._around and element.tag == "slot" else None
        assigned = list(_assigned(host, element.get("name") or "")) if host is not None else []
        if assigned:
            outer = self._around[-2] if len(self._around) > 1 else None
            yield ("host", (outer,))
            yield from assigned
            yield ("host", None)
        else:
            yield from _all(element)


def _all(element: Any) -> Iterator[tuple[str, Any]]:
    yield ("text", element.text)
    for child in element:
        yield ("open", child)
        yield ("tail", child)


def _assigned(host: Any, name: str) -> Iterator[tuple[str, Any]]:
    """What stands in the slot of this name ("" for the one without): children of the host and, there, its words."""
    if not name and (host.text or "").strip():
        yield ("text", host.text)
    for child in host:
        if isinstance(child.tag, str) and not _is_shadow_root(child) and (child.get("slot") or "") == name:
            yield ("open", child)
        if not name and (child.tail or "").strip():
            yield ("tail", child)


def _is_shadow_root(element: Any) -> bool:
    return element.tag == "template" and any(mode in element.attrib for mode in _MODES)
