"""Compare the labels we compute for Word's numbered paragraphs with those of LibreOffice.

    python bench/numbering.py DIR

For every .docx, .docm and .dotx in DIR the reference is DIR/expected/NAME.txt where it exists (an export of
LibreOffice's "Text (encoded)" filter), otherwise a fresh export by the installed soffice. Prints a table and every
disagreement; exits with 1 if a label disagrees, or if numbered paragraphs were there and none could be compared.

LibreOffice itself departs from Word in places: version 7.4 takes no notice of w:isLgl and w:lvlRestart and does
not write several East Asian formats. A disagreement there is listed like any other and needs a look.

Columns: numbered (paragraphs we give a number), compared (found in the reference, numbered by either side),
agree, differ, bullets (both sides show a bullet, whatever its shape), unmatched (numbered by us, text not found).
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from docanalyzer.pipeline.errors import ReadingError
from docanalyzer.pipeline.reading.word.entries import Entry
from docanalyzer.pipeline.reading.word.reader import body_paragraphs

FILTER = "txt:Text (encoded):UTF8"
SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")
LONGEST_LABEL = 40
SHORT_TEXT, SHORT_WINDOW, WINDOW = 12, 40, 600


@dataclass
class Comparison:
    name: str
    numbered: int = 0
    agree: int = 0
    bullets: int = 0
    unmatched: int = 0
    differ: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def compared(self) -> int:
        return self.agree + len(self.differ)

    @property
    def failed(self) -> bool:
        return bool(self.differ) or (self.numbered > 0 and self.compared == 0)


def squeeze(text: str) -> str:
    return re.sub(r"[\s\u200b\u00ad\ufeff]+", "", text)


def is_number(label: str) -> bool:
    return any(char.isalnum() for char in label)


def compare(name: str, paragraphs: list[Entry], reference: list[str]) -> Comparison:
    """Walk both in order. A paragraph matches the next reference line that ends with its text."""
    result = Comparison(name)
    lines = [squeeze(line) for line in reference]
    position = 0
    for paragraph in paragraphs:
        label, content = squeeze(paragraph.label), squeeze(paragraph.content.split("\n")[0])
        result.numbered += is_number(label)
        if not content and not is_number(label):
            continue
        found = find(lines, position, label, content)
        if found is None:
            result.unmatched += is_number(label)
            continue
        position = found + 1
        theirs = lines[found][: len(lines[found]) - len(content)]
        if not is_number(label) and not is_number(theirs):
            result.bullets += bool(label) and bool(theirs)
        elif label == theirs:
            result.agree += 1
        else:
            result.differ.append((label, theirs, paragraph.content[:60]))
    return result


def find(lines: list[str], start: int, label: str, content: str) -> int | None:
    if not content:
        return next(
            (i for i in range(start, min(start + SHORT_WINDOW, len(lines))) if lines[i] == label), None
        )
    window = SHORT_WINDOW if len(content) < SHORT_TEXT else WINDOW
    candidates = range(start, min(start + window, len(lines)))
    for index in candidates:
        line = lines[index]
        if line.endswith(content) and len(line) - len(content) <= LONGEST_LABEL:
            prefix = line[: len(line) - len(content)]
            if (
                prefix == label
                or len(content) >= SHORT_TEXT
                or not prefix
                or is_number(prefix) == is_number(label)
            ):
                return index
    return None


def export(files: list[Path], folder: Path) -> None:
    """LibreOffice's own text of the files, as folder/NAME.txt."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        FILTER,
        "--outdir",
        str(folder),
        *map(str, files),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=60 + 30 * len(files))


def references(files: list[Path], directory: Path, folder: Path) -> dict[Path, Path]:
    ready = {file: directory / "expected" / f"{file.stem}.txt" for file in files}
    missing = [file for file, text in ready.items() if not text.exists()]
    if missing:
        try:
            export(missing, folder)
        except (OSError, subprocess.SubprocessError) as error:
            print(
                f"LibreOffice is not at hand ({error}); {len(missing)} file(s) without expected/*.txt are skipped."
            )
        ready.update({file: folder / f"{file.stem}.txt" for file in missing})
    return {file: text for file, text in ready.items() if text.exists()}


def main(directory: Path) -> int:
    files = sorted(file for file in directory.iterdir() if file.suffix.lower() in SUFFIXES)
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for file, reference in references(files, directory, Path(folder)).items():
            try:
                paragraphs = body_paragraphs(file)
            except ReadingError as error:
                print(f"{file.name}: not read ({error.code})")
                continue
            text = reference.read_text("utf-8-sig", errors="replace")
            results.append(compare(file.name, paragraphs, text.split("\n")))
    print(
        f"{'file':<52}{'numbered':>9}{'compared':>9}{'agree':>7}{'differ':>7}{'bullets':>8}{'unmatched':>10}"
    )
    for r in results:
        print(
            f"{r.name[:51]:<52}{r.numbered:>9}{r.compared:>9}{r.agree:>7}{len(r.differ):>7}{r.bullets:>8}{r.unmatched:>10}"
        )
    compared, agree = sum(r.compared for r in results), sum(r.agree for r in results)
    print(f"{len(results)} files: {agree} of {compared} labels agree")
    for r in results:
        for ours, theirs, content in r.differ:
            print(f"  {r.name}: ours {ours!r}, LibreOffice {theirs!r}: {content}")
    return 1 if any(r.failed for r in results) or not results else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
