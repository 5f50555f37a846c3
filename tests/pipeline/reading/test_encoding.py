"""Short texts that say nothing of their encoding."""

from __future__ import annotations

from pathlib import Path

import pytest

from docanalyzer.pipeline.reading import read_in_process
from docanalyzer.pipeline.reading.detect import detect
from docanalyzer.pipeline.reading.encoding import decode

SHORT = {
    "gb18030": ["甲方：张三\n乙方：李四", "合同正文第一条", "租金每月五千元。", "保密协议", "租赁合同 Lease No. 5"],
    "big5": ["甲方：張三\n乙方：李四", "租金每月五千元。", "保密協議書", "第一條 定義"],
    "cp932": ["契約書", "第１条（目的）", "これはテストです。", "東京都千代田区", "請求書"],
    "euc_jp": ["売買契約書\n甲は乙に売り渡す。", "これはテストです。"],
    "cp949": ["계약서", "임대차 계약서 제일조"],
    "utf-16-le": ["甲方：张三\n乙方：李四", "保密協議書", "契約書", "これはテストです。", "Hi", "Привет, мир"],
    "utf-16-be": ["租金每月五千元。", "東京都千代田区", "Hello"],
    "cp1252": ["Café crème à la carte", "Ärzte", "ÄRGER MIT ÜBERMUT", "«Déjà vu» – élève"],
    "cp1250": ["The Buyer (Kupujący zobowiązuje się) shall pay."],
    "iso8859-2": ["Umowa: Kupujący zobowiązuje się zapłacić cenę z odsetkami."],
    "cp866": ["Договор аренды нежилого помещения", "Привет, мир"],
    "hz": ["Lease: 甲方应当在收到发票后付款"],
    "cp1251": ["Договор аренды", "Привет, мир"],
    "utf-8": ["é", "第一条"],
}  # fmt: skip


@pytest.mark.parametrize(("name", "text"), [(name, text) for name in SHORT for text in SHORT[name]])
def test_a_short_text_is_read(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(name))
    assert read_in_process(path).text == text


def test_what_is_no_text_is_not_taken_for_utf16(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"".join((number % 23).to_bytes(2, "little") for number in range(3000)))
    assert detect(path).format == "unknown"
    path.write_bytes(bytes(number * 89 % 251 for number in range(3000)))
    assert detect(path).format == "unknown"


def test_a_declared_encoding_gives_way_to_utf8_that_is_plain() -> None:
    assert decode("你好".encode(), "gb2312").text == "你好"
    assert decode("é".encode(), "iso-8859-1").text == "é"
    assert decode("联通".encode("gb18030"), "gb2312").text == "联通"


def test_tildes_and_braces_are_no_chinese() -> None:
    assert decode(b"text with ~{ab~} in it").encoding == "utf-8"


def test_a_text_about_mail_is_a_text(tmp_path: Path) -> None:
    path = tmp_path / "mime.txt"
    path.write_text("Title: How mail works\n\nA message says\n\nContent-Type: multipart/mixed; boundary=x\n")
    assert detect(path).format == "text"
