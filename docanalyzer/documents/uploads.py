"""Takes uploads into temporary files whose names no file system refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files.uploadhandler import TemporaryFileUploadHandler

STEM_LENGTH, SUFFIX_LENGTH = 250, 20


class UploadHandler(TemporaryFileUploadHandler):
    """Django keeps a file's suffix in the temporary name; one of 300 characters is an OSError there."""

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        path = Path(file_name)
        short = path.stem[:STEM_LENGTH] + path.suffix[:SUFFIX_LENGTH]
        super().new_file(field_name, short, *args, **kwargs)
