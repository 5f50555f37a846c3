from __future__ import annotations

from pathlib import Path

import pytest

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading import read_in_process
from docanalyzer.pipeline.reading.encoding import decode

CONTRACT = "本合同由甲方和乙方在上海签订，双方的权利和义务如下。第一条 总则"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CONTRACT, "utf-8"),
        (CONTRACT, "utf-8-sig"),
        (CONTRACT, "utf-16"),
        (CONTRACT, "gb18030"),
        ("本合約由甲方和乙方在臺北簽訂，雙方的權利和義務於此說明，這個我們不會過時。", "big5"),
        ("契約書の内容はこのとおりです。ひらがなとカタカナがあります。", "shift_jis"),
        ("The café’s terms – naïve", "cp1252"),
        ("Plain English in sixteen bits", "utf-16-le"),
        ("Plain English in sixteen bits", "utf-16-be"),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, text: str, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    assert read_in_process(tmp_path / "a.txt").text == text


def test_what_cannot_be_decoded_is_shown_and_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("\ufeffok ".encode() + b"\xff\xff end")
    reading = read_in_process(tmp_path / "a.txt")
    assert reading.text == "ok \ufffd\ufffd end"
    assert reading.warnings[0].startswith("2 characters could not be decoded")


def test_an_unknown_declared_encoding_is_ignored() -> None:
    assert decode("é".encode(), "no-such-thing")[:2] == ("é", "utf-8")


RUSSIAN = "Настоящий договор заключён между сторонами и вступает в силу со дня подписания."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("契約書の内容はこのとおりです。ひらがなとカタカナがあります。", "euc_jp"),
        ("契約書の内容はこのとおりです。ひらがなとカタカナがあります。", "iso2022_jp"),
        ("본 계약은 갑과 을 사이에 체결되었다. 이 계약은 다음과 같다.", "euc_kr"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        ("Umowa została zawarta pomiędzy Zamawiającym a Wykonawcą.", "cp1250"),
        ("L’accord créé à Liège – où l’été règne – naïf", "cp1252"),
    ],
)
def test_an_encoding_that_is_guessed_is_named_in_a_warning(tmp_path: Path, text: str, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    reading = read_in_process(tmp_path / "a.txt")
    assert reading.text == text
    assert "does not say which encoding" in reading.warnings[0]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_chinese_in_sixteen_bits_needs_no_mark(encoding: str) -> None:
    assert decode(CONTRACT.encode(encoding)) == (CONTRACT, encoding, True)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ((CONTRACT * 9).encode()[:-1], CONTRACT * 9),
        (("The café agreed – " * 9).encode() + b"\xff end", "The café agreed – " * 9 + "\ufffd end"),
    ],
)
def test_one_damaged_byte_costs_one_character(tmp_path: Path, data: bytes, text: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    reading = read_in_process(tmp_path / "a.txt")
    assert reading.text[:-1] == text[:-1]
    assert reading.text.count("\ufffd") == 1
    assert reading.warnings[0].startswith("1 character")


def test_paragraphs_of_wrapped_text_are_its_blocks(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("first line\nstill first\n\n  second\n")
    reading = read_in_process(tmp_path / "a.txt")
    assert [anchor.start for anchor in reading.anchors] == [0, reading.text.index("second")]


def test_in_unwrapped_text_every_line_is_a_paragraph(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{'long ' * 40}\nsecond\nthird")
    assert len(read_in_process(tmp_path / "a.txt").anchors) == 3


def test_markdown_keeps_its_source_and_anchors_its_headings(tmp_path: Path) -> None:
    source = "# Terms\n\nBody\n\n## Fees\n- one\n- two\n\nLaw\n===\n\n```\n# not a heading\n\n```\nend"
    (tmp_path / "a.md").write_text(source)
    reading = read_in_process(tmp_path / "a.md")
    assert reading.text == source
    assert [(a.level, a.headings[-1]) for a in reading.anchors if a.level] == [
        (1, "Terms"),
        (2, "Fees"),
        (1, "Law"),
    ]
    assert reading.title == "Terms"


def test_blanks_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "b.txt").write_text(" \n\u3000\n" * 5)
    with pytest.raises(ReadingError) as caught:
        read_in_process(tmp_path / "b.txt")
    assert caught.value.outcome is Outcome.NO_TEXT


@pytest.mark.parametrize(("name", "mark"), [("a.md", "# {}\n"), ("a.html", "<body><h1>{}</h1>")])
def test_anchors_share_one_short_heading_however_long_it_is(tmp_path: Path, name: str, mark: str) -> None:
    paragraphs = "\n\n".join(f"<p>text {number}</p>" for number in range(500))
    (tmp_path / name).write_text(mark.format("long " * 200_000) + "\n" + paragraphs)
    reading = read_in_process(tmp_path / name)
    paths = {id(anchor.headings): anchor.headings for anchor in reading.anchors if anchor.headings}
    assert len(reading.anchors) == 501
    assert [len(name) for path in paths.values() for name in path] == [120]


def test_a_file_that_only_begins_as_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"hello there world.\n" * 1000 + bytes(range(256)) * 100)
    with pytest.raises(ReadingError) as caught:
        read_in_process(tmp_path / "a.txt")
    assert caught.value.outcome is Outcome.DAMAGED
    assert "is not text" in str(caught.value)


def test_a_few_control_characters_are_no_reason_to_refuse(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"hello there world.\n" * 1000 + b"\x00\x01" * 100)
    assert read_in_process(tmp_path / "a.txt").text == ("hello there world.\n" * 1000).strip()
