"""Office files that open with a password only. The locked files are made here."""

from __future__ import annotations

import base64
import io
import logging
import random
from pathlib import Path

import msoffcrypto
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.container.ecma376_encrypted import ECMA376Encrypted

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading import passwords, read, read_in_process
from docanalyzer.pipeline.reading.agile import WrongPassword, agile_key
from docanalyzer.pipeline.reading.result import Limits, ReadingOptions
from tests.pipeline.reading.make_docx import paragraph, write_docx

SECRET = paragraph("The rent is secret.")
NOISE = random.Random(7)
FILLING = "".join(paragraph(f"{NOISE.getrandbits(2000):x}") for _ in range(20))
"""msoffcrypto-tool writes packages of less than 4096 bytes wrongly."""


def locked(folder: Path, name: str = "lease.docx", password: str = "sesame", body: str = SECRET) -> Path:
    plain = write_docx(folder / "plain.docx", body + FILLING)
    path = folder / name
    with plain.open("rb") as source, path.open("wb") as target:
        OOXMLFile(source).encrypt(password, target)
    return path


def refused(path: Path, password: str = "") -> ReadingError:
    with pytest.raises(ReadingError) as caught:
        read_in_process(path, options=ReadingOptions(password=password))
    return caught.value


def test_an_encrypted_word_file_is_read_with_its_password(tmp_path: Path) -> None:
    reading = read(locked(tmp_path), options=ReadingOptions(password="sesame"))
    assert reading.text.startswith("The rent is secret.\n")
    assert reading.kind == "word"
    assert reading.media_type.endswith("wordprocessingml.document")


def test_without_a_password_it_is_asked_for(tmp_path: Path) -> None:
    error = refused(locked(tmp_path))
    assert error.outcome is Outcome.ENCRYPTED
    assert "Enter its password" in str(error)


def test_a_wrong_password_says_so(tmp_path: Path) -> None:
    error = refused(locked(tmp_path), "Sesame")
    assert error.outcome is Outcome.ENCRYPTED
    assert "does not open this Word file" in str(error)


def test_a_chinese_password_opens(tmp_path: Path) -> None:
    path = locked(tmp_path, password="芝麻开门🔑")
    assert "secret" in read_in_process(path, options=ReadingOptions(password="芝麻开门🔑")).text


def test_nothing_decrypted_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(passwords.tempfile, "tempdir", str(folder))
    path = locked(tmp_path)
    read_in_process(path, options=ReadingOptions(password="sesame"))
    refused(path, "wrong")
    assert list(folder.iterdir()) == []


def test_the_password_is_not_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    path = locked(tmp_path, password="hunter2")
    read_in_process(path, options=ReadingOptions(password="hunter2"))
    assert "hunter2" not in caplog.text


def with_spin_count(path: Path, count: int) -> Path:
    """The same file, its password to be hashed so many times."""
    with path.open("rb") as file:
        ole = msoffcrypto.OfficeFile(file).file
        info, package = (ole.openstream(name).read() for name in ("EncryptionInfo", "EncryptedPackage"))
    info = info.replace(b'spinCount="100000"', b'spinCount="%d"' % count)
    changed = io.BytesIO()
    ECMA376Encrypted(package, info).write_to(changed)
    path.write_bytes(changed.getvalue())
    return path


def test_a_huge_spin_count_is_refused_at_once(tmp_path: Path) -> None:
    error = refused(with_spin_count(locked(tmp_path), 4_000_000_000), "sesame")
    assert error.outcome is Outcome.UNSUPPORTED
    assert "without a password" in str(error)


def test_a_large_spin_count_meets_the_limit_on_computing(tmp_path: Path) -> None:
    path = with_spin_count(locked(tmp_path), 10_000_000)
    with pytest.raises(ReadingError) as caught:
        read(path, options=ReadingOptions(password="sesame"), limits=Limits(cpu_seconds=2))
    assert caught.value.outcome is Outcome.TIMED_OUT


def test_a_damaged_encrypted_file_is_a_typed_outcome(tmp_path: Path) -> None:
    path = locked(tmp_path)
    data = path.read_bytes()
    for cut in (600, len(data) // 2, len(data) - 3000):
        path.write_bytes(data[:cut])
        assert refused(path, "sesame").outcome in (Outcome.DAMAGED, Outcome.UNSUPPORTED, Outcome.ENCRYPTED)


def test_rights_management_is_told_from_a_password(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    data = io.BytesIO()
    ECMA376Encrypted(b"\0" * 5000, b"\0" * 5000).write_to(data)
    path.write_bytes(data.getvalue())
    error = refused(path, "sesame")
    assert error.outcome is Outcome.UNSUPPORTED
    assert "rights management" in str(error)


def test_a_workbook_is_refused_before_its_password_is_asked(tmp_path: Path) -> None:
    error = refused(locked(tmp_path, "figures.xlsx"))
    assert error.outcome is Outcome.UNSUPPORTED
    assert "Excel" in str(error)


def test_what_is_no_word_document_inside_says_what_it_is(tmp_path: Path) -> None:
    path = locked(tmp_path)
    plain = tmp_path / "plain.docx"
    plain.write_bytes(plain.read_bytes().replace(b"word/", b"ppt/x"))
    with plain.open("rb") as source, path.open("wb") as target:
        OOXMLFile(source).encrypt("sesame", target)
    error = refused(path, "sesame")
    assert error.outcome is Outcome.UNSUPPORTED
    assert "PowerPoint" in str(error)


def test_a_locked_word_97_file_wants_its_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(600)
    )
    assert not passwords.is_locked_doc(path)
    monkeypatch.setattr(passwords, "is_locked_doc", lambda path: True)
    assert refused(path).outcome is Outcome.ENCRYPTED


WORD_2010 = {
    "passwordHashAlgorithm": "SHA1",
    "passwordKeyBits": 256,
    "spinValue": 100_000,
    "passwordSalt": base64.b64decode("9RlQPPwHNtspZiNXOcohcw=="),
    "encryptedVerifierHashInput": base64.b64decode("QsJLyC5UcDv3VM2bEq/gfw=="),
    "encryptedVerifierHashValue": base64.b64decode("uLP+du+/oxNKLEesEyutc3d9sH5AuM1cylLNaqe2l3A="),
    "encryptedKeyValue": base64.b64decode("hwgN0JyiDmDK3iOabEGeF4Lrv2kUYRuTtnQ5JqDjqVA="),
}
"""A hash of 20 bytes for a key of 32: what is missing is filled up."""


def test_a_hash_shorter_than_the_key_is_filled_up() -> None:
    assert len(agile_key(WORD_2010, "pass")) == 32
    with pytest.raises(WrongPassword):
        agile_key(WORD_2010, "Pass")
