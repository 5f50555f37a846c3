"""Pages of a Word file as LibreOffice sets them: near to what Word prints, and not the same."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading.office import converter, write_settings
from docanalyzer.pipeline.reading.orphan import helper_dies_too
from docanalyzer.pipeline.reading.process import ChildProcess, Ended
from docanalyzer.pipeline.reading.result import Limits
from docanalyzer.pipeline.rendering.errors import rendering_error

_SUFFIXES = (".docx", ".docm", ".dotx", ".doc", ".odt", ".rtf")


def make_pdf(source: Path, filename: str, target: Path, limits: Limits) -> None:
    """Write the PDF to `target`, made in a child process with these limits. Raises RenderingError."""
    request = {
        "job": "office_pdf",
        "path": str(source),
        "filename": filename,
        "target": str(target),
        "options": {},
        "limits": {"memory_bytes": limits.memory_bytes, "cpu_seconds": limits.cpu_seconds},
    }
    child = ChildProcess(
        request, wall_seconds=limits.wall_seconds, answer_bytes=1 << 20, cancelled=lambda: False
    )
    with child:
        for kind, *_ in child.messages():
            if kind == "result" and target.exists():
                return
    out_of_time = child.ended in (Ended.WALL_CLOCK, Ended.CPU_TIME)
    raise rendering_error("timed_out" if out_of_time else "damaged")


def convert(source: Path, filename: str, target: Path) -> None:
    """In the child process. Raises ReadingError where LibreOffice makes nothing of the file."""
    program = converter()
    if program is None:
        raise ReadingError(Outcome.UNSUPPORTED, "LibreOffice is not installed on this server.")
    suffix = Path(filename).suffix.lower()
    with tempfile.TemporaryDirectory(prefix="office-") as name:
        folder = Path(name)
        linked = folder / f"source{suffix if suffix in _SUFFIXES else '.docx'}"
        linked.symlink_to(source.absolute())
        write_settings(folder / "profile")
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, "--headless", "--norestore", profile, "--convert-to", "pdf:writer_pdf_Export"]
        with helper_dies_too():
            subprocess.run(
                [*command, "--outdir", name, str(linked)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "HOME": name},
                check=False,
            )
        made = linked.with_suffix(".pdf")
        if not made.exists():
            raise ReadingError(Outcome.DAMAGED, "LibreOffice could not open this file.")
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_suffix(f".{os.getpid()}")
        shutil.copyfile(made, half)
        half.replace(target)
