"""Pages inside pages: what the reader saw in a frame stands where the frame stood."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

from docanalyzer.pipeline.reading import Reading, read_in_process
from tests.pipeline.reading.test_web import page


def archive(path: Path, *parts: tuple[str, str, bytes]) -> Path:
    """An .mhtml of (type, address, content) parts; the first is the page."""
    lines = [
        b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n'
    ]
    for kind, address, content in parts:
        name = (
            f"Content-ID: <{address[4:]}>" if address.startswith("cid:") else f"Content-Location: {address}"
        )
        head = f"--B\r\nContent-Type: {kind}\r\n{name}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        lines.append(head.encode() + content + b"\r\n")
    path.write_bytes(b"".join(lines) + b"--B--\r\n")
    return path


def saved(folder: Path, *parts: tuple[str, str, bytes]) -> Reading:
    return read_in_process(archive(folder / "a.mhtml", *parts))


def test_a_srcdoc_frame_is_read_at_its_place(tmp_path: Path) -> None:
    inner = escape("<script>no()</script><h2>Fees</h2><p>in <b>it</b></p>", quote=True)
    reading = page(tmp_path / "a.html", f'<h1>Terms</h1><iframe srcdoc="{inner}"></iframe><p>after</p>')
    assert reading.text == "Terms\nFees\nin it\nafter"
    assert reading.anchors[2].headings == ("Terms", "Fees")
    assert reading.warnings == ()


def test_frames_in_frames_end_at_a_depth_with_a_warning(tmp_path: Path) -> None:
    inner = "<p>deepest</p>"
    for depth in range(8):
        inner = f'<p>level {depth}</p><iframe srcdoc="{escape(inner, quote=True)}"></iframe>'
    reading = page(tmp_path / "a.html", inner)
    assert reading.text == "\n".join(f"level {depth}" for depth in (7, 6, 5, 4, 3))
    assert any("1 frame(s)" in warning for warning in reading.warnings)


def test_a_hidden_frame_is_not_read(tmp_path: Path) -> None:
    reading = page(tmp_path / "a.html", "<p>a</p><iframe hidden srcdoc='no'></iframe><p>b</p>")
    assert (reading.text, reading.warnings) == ("a\nb", ())


def test_the_frames_of_an_archive_are_read_at_their_place(tmp_path: Path) -> None:
    reading = saved(
        tmp_path,
        ("text/html", "https://x.test/a/", b'<p>one</p><iframe src="cid:f@x"></iframe><p>three</p>'),
        ("text/html", "cid:f@x", b"<p>two</p><iframe src='../b/deep.html'></iframe>"),
        ("text/html", "https://x.test/b/deep.html", b"<p>two and a half</p>"),
    )
    assert reading.text == "one\ntwo\nthree"
    assert "1 frame(s)" in reading.warnings[0]
    again = saved(
        tmp_path,
        ("text/html", "https://x.test/a/", b'<p>one</p><iframe src="../b/deep.html#top"></iframe>'),
        ("text/html", "https://x.test/b/deep.html", b"<p>two and a half</p>"),
    )
    assert again.text == "one\ntwo and a half"


def test_an_archive_whose_page_frames_itself_ends(tmp_path: Path) -> None:
    reading = saved(tmp_path, ("text/html", "https://x.test/", b"<p>me</p><iframe src='https://x.test/'>"))
    assert reading.text.split("\n") == ["me"] * 5


def test_a_frame_that_is_no_page_is_named(tmp_path: Path) -> None:
    reading = saved(
        tmp_path,
        ("text/html", "https://x.test/", b"<p>me</p><iframe src='https://x.test/a.pdf'></iframe>"),
        ("application/pdf", "https://x.test/a.pdf", b"%PDF-1.4"),
    )
    assert "1 frame(s)" in reading.warnings[0]


def test_style_files_of_the_archive_count(tmp_path: Path) -> None:
    html = b"""<style>.fouc{display:none}</style><link rel=stylesheet href="s/a.css"><p>Intro</p>
        <div class=fouc>Main text</div><div class=gone>no</div>"""
    reading = saved(
        tmp_path,
        ("text/html", "https://x.test/", html),
        ("text/css", "https://x.test/s/a.css", b"@import 'b.css'; .fouc{display:block}"),
        ("text/css", "https://x.test/b.css", b".gone{display:none}"),
    )
    assert reading.text == "Intro\nMain text"
    assert reading.warnings == ("2 characters that this page's styles hide were left out.",)


def test_what_styles_hide_is_named_where_their_files_were_not_saved(tmp_path: Path) -> None:
    style = "<style>.fouc{display:none}</style><link rel=stylesheet href='a.css'>"
    reading = page(tmp_path / "a.html", "<p>Intro</p><div class=fouc>Main text</div>", style)
    assert reading.text == "Intro"
    assert "8 characters that this page's styles hide were left out" in reading.warnings[0]


@pytest.mark.parametrize("charset", ["gb2312", "iso-8859-1", "shift_jis"])
def test_a_page_saved_anew_in_utf8_under_its_old_declaration(tmp_path: Path, charset: str) -> None:
    html = f'<html><head><meta charset="{charset}"></head><body><p>你好，世界</p></body></html>'
    assert saved(tmp_path, ("text/html", "https://x.test/", html.encode())).text == "你好，世界"


def test_a_declaration_that_is_true_stays_in_force(tmp_path: Path) -> None:
    html = '<html><head><meta charset="gb2312"></head><body><p>联通</p></body></html>'
    assert saved(tmp_path, ("text/html", "https://x.test/", html.encode("gb18030"))).text == "联通"
