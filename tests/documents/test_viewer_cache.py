"""The cache of drawn pages: bounded, the longest unused goes first."""

from __future__ import annotations

import os
import time
from pathlib import Path

from docanalyzer.documents.page_cache import PageCache


def age(cache: PageCache, name: str, seconds: float) -> None:
    path = next(cache.folder.glob(f"*/*/{name}"))
    then = time.time() - seconds
    os.utime(path, (then, then))


def test_what_was_put_is_there_again(tmp_path: Path) -> None:
    cache = PageCache(tmp_path, 1_000)
    assert cache.get("abcd", "1") is None
    cache.put("abcd", "1", b"page")
    assert PageCache(tmp_path, 1_000).get("abcd", "1") == b"page"


def test_the_longest_unused_goes_first(tmp_path: Path) -> None:
    cache = PageCache(tmp_path, 1_000)
    for name, seconds in (("old", 900), ("used", 800), ("new", 0)):
        cache.put("abcd", name, b"x" * 350)
        age(cache, name, seconds)
    cache.get("abcd", "used")
    cache.put("ef01", "last", b"x" * 100)
    kept = {path.name for path in tmp_path.glob("*/*/*")}
    assert kept == {"used", "new", "last"}


def test_forgetting_a_file_leaves_the_others(tmp_path: Path) -> None:
    cache = PageCache(tmp_path, 1_000)
    cache.put("abcd", "1", b"x")
    cache.put("abce", "1", b"y")
    cache.forget("abcd")
    assert cache.get("abcd", "1") is None
    assert cache.get("abce", "1") == b"y"


def test_a_folder_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = PageCache(tmp_path / "file", 1_000)
    cache.put("abcd", "1", b"x")
    assert cache.get("abcd", "1") is None
