"""Older formats (.doc, .odt, .rtf) through LibreOffice, where it is installed: converted to .docx, then read."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading.detect import Detected
from docanalyzer.pipeline.reading.orphan import helper_dies_too

_PROGRAMS = ("soffice", "libreoffice")
_SETTINGS = {
    "/org.openoffice.Office.Common/Security/Scripting": {
        "BlockUntrustedRefererLinks": "true",  # linked pictures, sections and objects are not fetched
        "DisableActiveContent": "true",
        "DisableMacrosExecution": "true",
        "MacroSecurityLevel": "3",
    },
    "/org.openoffice.Office.Writer/Content/Update": {"Link": "0"},  # linked sections: never updated
}
"""A document of a stranger must not make this server ask other hosts for anything."""


def converter() -> str | None:
    """LibreOffice's program, None where it is not installed."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


@contextlib.contextmanager
def as_docx(path: Path, detected: Detected) -> Iterator[Path]:
    """A .docx of the file for as long as the context lasts. Raises ReadingError.

    Macros do not run and nothing the file links to is fetched: a fresh profile says so.
    """
    program = converter()
    if program is None:
        raise ReadingError(
            Outcome.UNSUPPORTED,
            f"This is {detected.name}. Reading it needs LibreOffice, which is not installed on this "
            "server. Save it as .docx or PDF and upload that.",
        )
    with tempfile.TemporaryDirectory(prefix="office-") as folder:
        source = Path(folder) / f"source{detected.suffixes[0]}"
        source.symlink_to(path.absolute())
        _convert(program, source, Path(folder))
        converted = source.with_suffix(".docx")
        if not converted.exists():
            raise ReadingError(
                Outcome.DAMAGED,
                "LibreOffice could not open this file; it is damaged or encrypted. "
                "Open it in the program that made it and save it as .docx or PDF.",
            )
        yield converted


def write_settings(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, properties in _SETTINGS.items()
        for name, value in properties.items()
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
    )


def _convert(program: str, source: Path, folder: Path) -> None:
    write_settings(folder / "profile")
    command = [
        program,
        "--headless",
        "--norestore",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(folder),
        str(source),
    ]
    # In our own process group, which dies as a whole when the sandbox ends it.
    with helper_dies_too():
        subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(folder)},
            check=False,
        )
