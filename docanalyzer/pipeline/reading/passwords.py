"""Office files that open with a password only: decrypted in the child process, into its temporary folder.

By msoffcrypto-tool (MIT): Word 2007 and later (standard and agile encryption) and Word 97–2003 (RC4).
"""

from __future__ import annotations

import contextlib
import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docanalyzer.pipeline.errors import Outcome, ReadingError

_WAY_OUT = "Open it in Word, save it without a password, and upload that file."


@contextlib.contextmanager
def unlocked(path: Path, password: str) -> Iterator[Path]:
    """A decrypted copy for as long as the context lasts. Raises ReadingError.

    How often the password is hashed stands in the file: msoffcrypto-tool refuses more than Word's own limit,
    ten million times (ten seconds); anything dearer meets the child's CPU limit.
    """
    if not password:
        raise ReadingError(
            Outcome.ENCRYPTED,
            "This Word file is encrypted. Enter its password to read it; it is used once and not stored.",
        )
    with tempfile.TemporaryDirectory(prefix="unlocked-") as folder:
        copy = Path(folder) / f"plain{path.suffix}"
        with path.open("rb") as locked, copy.open("wb") as plain:
            _decrypt(locked, plain, password)
        yield copy


def is_locked_doc(path: Path) -> bool:
    """Whether a Word 97–2003 file wants a password. A file in which that cannot be told does not."""
    try:
        with path.open("rb") as file:
            return bool(_office_file(file).is_encrypted())
    except MemoryError:
        raise
    except Exception:  # whatever is wrong with it, LibreOffice may know better
        return False


def _decrypt(locked: Any, plain: Any, password: str) -> None:
    from msoffcrypto import exceptions

    from docanalyzer.pipeline.reading.agile import WrongPassword, agile_key

    try:
        office = _office_file(locked)
        if office.format != "ooxml":
            office.load_key(password=password)
        elif office.type == "agile":
            office.load_key(secret_key=agile_key(office.info, password))
        else:
            office.load_key(password=password, verify_password=True)
        office.decrypt(plain)
    except (exceptions.InvalidKeyError, WrongPassword) as error:
        raise ReadingError(
            Outcome.ENCRYPTED, "The password does not open this Word file. Check it and try again."
        ) from error
    except (exceptions.DecryptionError, exceptions.FileFormatError) as error:
        raise ReadingError(
            Outcome.UNSUPPORTED,
            "This file is encrypted in a way that cannot be read here, with or without a password "
            f"(rights management, or a method that Word does not use). {_WAY_OUT}",
        ) from error
    except MemoryError:
        raise
    except Exception as error:  # it meets damage with whatever error comes first
        raise ReadingError(
            Outcome.DAMAGED, f"This encrypted file is damaged and cannot be decrypted. {_WAY_OUT}"
        ) from error


def _office_file(file: Any) -> Any:
    import msoffcrypto

    logging.getLogger("msoffcrypto").setLevel(logging.WARNING)  # its debug messages hold the password
    return msoffcrypto.OfficeFile(file)
