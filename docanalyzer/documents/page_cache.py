"""What was drawn of pages, on disk: bounded, the longest unused goes first, several processes may share it."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from pathlib import Path

_KEPT_SHARE = 0.8
_SWEEP_EVERY = 0.05
"""Of the limit: after so much was written, the folder is looked through."""
_TOUCH_SECONDS = 60.0


class PageCache:
    """A folder for each file hash, a file for each thing drawn of it. limit: bytes."""

    def __init__(self, folder: Path, limit: int) -> None:
        self.folder, self.limit = folder, limit
        self._written = limit  # the first write looks: another process may have filled it

    def get(self, sha256: str, name: str) -> bytes | None:
        path = self.path(sha256, name)
        try:
            data = path.read_bytes()
            if time.time() - path.stat().st_mtime > _TOUCH_SECONDS:
                os.utime(path)
        except OSError:
            return None
        return data

    def put(self, sha256: str, name: str, data: bytes) -> None:
        """Keep it, or not where the disk is full: a cache must not be why a page fails."""
        path = self.path(sha256, name)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.replace(temporary, path)
        self._written += len(data)
        if self._written > self.limit * _SWEEP_EVERY:
            self._written = 0
            self.sweep()

    def forget(self, sha256: str) -> None:
        """Everything drawn of a file that was deleted."""
        shutil.rmtree(self.path(sha256, "x").parent, ignore_errors=True)

    def sweep(self) -> None:
        """Where the limit is passed, remove the longest unused down to four fifths of it."""
        files = []
        for path in self.folder.glob("*/*/*"):
            with contextlib.suppress(OSError):
                state = path.stat()
                files.append((state.st_mtime, state.st_size, path))
        total = sum(size for _, size, _ in files)
        if total <= self.limit:
            return
        for _, size, path in sorted(files, key=lambda file: file[0]):
            with contextlib.suppress(OSError):
                path.unlink()
            total -= size
            if total <= self.limit * _KEPT_SHARE:
                return

    def path(self, sha256: str, name: str) -> Path:
        """Where this is, or would be."""
        return self.folder / sha256[:2] / sha256 / name
