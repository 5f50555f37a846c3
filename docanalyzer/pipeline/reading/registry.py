"""One reader protocol, and which reader takes which kind of file."""

from __future__ import annotations

import contextlib
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading.detect import DAMAGED_ZIP, Detected, detect
from docanalyzer.pipeline.reading.result import Limits, Progress, ProgressCallback, Reading, ReadingOptions

READABLE = "PDF, Word, saved web pages (.html, .mhtml), plain text and Markdown"
_MOST_ZIP_ENTRIES = 20_000
_OTHER_OFFICE = (".xlsx", ".xlsm", ".xlsb", ".pptx", ".pptm", ".ppsx")


class Reader(Protocol):
    """Turns a file into a Reading or raises ReadingError; MemoryError may pass through."""

    def __call__(
        self, path: Path, options: ReadingOptions, limits: Limits, on_progress: ProgressCallback
    ) -> Reading: ...


# A reader is imported when it is needed: the child process that reads one text file loads no PDF library.
def _pdf(path: Path, options: ReadingOptions, limits: Limits, on_progress: ProgressCallback) -> Reading:
    from docanalyzer.pipeline.reading.pdf.reader import read_pdf
    from docanalyzer.pipeline.reading.revisions import settled_reading

    return settled_reading(read_pdf(path, options, limits, on_progress))


def _word(path: Path, options: ReadingOptions, limits: Limits, on_progress: ProgressCallback) -> Reading:
    from docanalyzer.pipeline.reading.word import read_word

    check_unpacked_size(path, limits)
    return read_word(path, options, on_progress)


def _encrypted(path: Path, options: ReadingOptions, limits: Limits, on_progress: ProgressCallback) -> Reading:
    from docanalyzer.pipeline.reading.passwords import unlocked

    if path.suffix.lower() in _OTHER_OFFICE:  # before somebody is asked for a password in vain
        raise _not_word("is an Excel workbook or a PowerPoint presentation")
    with unlocked(path, options.password) as plain:
        detected = detect(plain)
        if detected.format != "docx":
            raise _not_word(f"holds {detected.name}")
        return _word(plain, options, limits, on_progress)


def _not_word(what: str) -> ReadingError:
    return ReadingError(
        Outcome.UNSUPPORTED,
        f"This encrypted file {what}, which cannot be read here. Save it as PDF. Readable: {READABLE}.",
    )


def _html(path: Path, options: ReadingOptions, limits: Limits, on_progress: ProgressCallback) -> Reading:
    from docanalyzer.pipeline.reading.web.reader import read_html

    return read_html(path, on_progress)


def _mhtml(path: Path, options: ReadingOptions, limits: Limits, on_progress: ProgressCallback) -> Reading:
    from docanalyzer.pipeline.reading.web.reader import read_mhtml

    return read_mhtml(path, on_progress)


def _text(path: Path, options: ReadingOptions, limits: Limits, on_progress: ProgressCallback) -> Reading:
    from docanalyzer.pipeline.reading.text import read_text

    return read_text(path, on_progress)


def _markdown(path: Path, options: ReadingOptions, limits: Limits, on_progress: ProgressCallback) -> Reading:
    from docanalyzer.pipeline.reading.text import read_text

    return read_text(path, on_progress, markdown=True)


def _older(path: Path, options: ReadingOptions, limits: Limits, on_progress: ProgressCallback) -> Reading:
    from docanalyzer.pipeline.reading.office import as_docx
    from docanalyzer.pipeline.reading.passwords import is_locked_doc, unlocked

    detected = detect(path)
    if detected.format == "odt":
        check_unpacked_size(path, limits)
    locked = detected.format == "doc" and is_locked_doc(path)
    with (
        unlocked(path, options.password) if locked else contextlib.nullcontext(path) as plain,
        as_docx(plain, detected) as converted,
    ):
        reading = _word(converted, options, limits, on_progress)
    note = f"This is {detected.name}; LibreOffice converted it before it was read."
    return replace(reading, media_type=detected.media_type, warnings=(*reading.warnings, note))


READERS: dict[str, Reader] = {
    "pdf": _pdf,
    "docx": _word,
    "encrypted-office": _encrypted,
    "doc": _older,
    "odt": _older,
    "rtf": _older,
    "html": _html,
    "mhtml": _mhtml,
    "text": _text,
    "markdown": _markdown,
}


def read_in_process(
    path: Path,
    *,
    filename: str | None = None,
    options: ReadingOptions | None = None,
    limits: Limits | None = None,
    on_progress: ProgressCallback | None = None,
) -> Reading:
    """Read without a child process: for trusted files and for the child itself.

    Only file size, unpacked size and pages are limited here; memory and time are the sandbox's.
    Raises ReadingError.
    """
    options, limits = options or ReadingOptions(), limits or Limits()
    shown = filename or str(path.name).encode("utf-8", "replace").decode()
    _check_file(path, shown, limits)
    detected = detect(path, shown)
    reader = READERS.get(detected.format)
    if reader is None:
        raise refusal(detected, shown)
    try:
        with named_in_unicode(path) as plain:
            return reader(plain, options, limits, on_progress or _ignore)
    except MemoryError as error:
        raise out_of_memory(limits) from error


@contextlib.contextmanager
def named_in_unicode(path: Path) -> Iterator[Path]:
    """The file under a name that every library takes: MuPDF opens no path that is not valid UTF-8."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        with tempfile.TemporaryDirectory(prefix="named-") as folder:
            link = Path(folder) / f"file{path.suffix.encode('ascii', 'ignore').decode()}"
            link.symlink_to(path.absolute())
            yield link
    else:
        yield path


def _check_file(path: Path, shown: str, limits: Limits) -> None:
    if not path.exists():
        raise ReadingError(Outcome.DAMAGED, f"“{shown}” is not there any more. Upload it again.")
    if not path.is_file():
        raise ReadingError(Outcome.UNSUPPORTED, f"“{shown}” is not a file. Choose a document.")
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise ReadingError(
            Outcome.TOO_LARGE,
            f"“{shown}” is {size / 1e6:,.1f} MB; the limit is {limits.file_bytes / 1e6:,.1f} MB. "
            "Remove pictures or split it into parts.",
        )


def refusal(detected: Detected, shown: str) -> ReadingError:
    """Why a kind of file without a reader is refused, and what to do instead."""
    if detected is DAMAGED_ZIP:
        return ReadingError(
            Outcome.DAMAGED, f"“{shown}” is damaged and cannot be opened. Save or download it again."
        )
    hint = (
        "Put the picture into a PDF and upload that."
        if detected.format == "image"
        else "Save it as PDF or .docx."
    )
    return ReadingError(
        Outcome.UNSUPPORTED,
        f"“{shown}” is {detected.name}, which cannot be read here. {hint} Readable: {READABLE}.",
    )


def check_unpacked_size(path: Path, limits: Limits) -> None:
    """Refuse a zip that would unpack beyond the limit. zipfile never gives more than is declared here."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        raise ReadingError(
            Outcome.DAMAGED, "This file is damaged and cannot be opened. Save or download it again."
        ) from error
    total = sum(entry.file_size for entry in entries)
    if total > limits.unpacked_bytes:
        raise ReadingError(
            Outcome.TOO_LARGE,
            f"This file unpacks to {total / 1e6:,.0f} MB; the limit is {limits.unpacked_bytes / 1e6:,.0f} MB. "
            "Remove pictures or split it into parts.",
        )
    if len(entries) > _MOST_ZIP_ENTRIES:
        raise ReadingError(
            Outcome.TOO_LARGE,
            f"This file is packed of {len(entries):,} parts; the limit is {_MOST_ZIP_ENTRIES:,}. "
            "Remove pictures or split it into several files.",
        )


def out_of_memory(limits: Limits) -> ReadingError:
    return ReadingError(
        Outcome.TOO_LARGE,
        f"Reading this file takes more than {limits.memory_bytes / 1024**3:,.1f} GiB of memory, the limit. "
        "Its content is unusually complex: print it to a new PDF or split it into parts.",
    )


def too_much_text(limits: Limits, what: str) -> ReadingError:
    """what: "has 80.1 MB of text", of the file."""
    return ReadingError(
        Outcome.TOO_LARGE,
        f"This file {what}; the limit for text alone, without pictures, is {limits.text_bytes / 1e6:,.1f} MB. "
        "Split it into parts.",
    )


def _ignore(progress: Progress) -> None:
    return None
