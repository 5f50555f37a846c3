"""Warm children: they keep a document open, are bounded in number, and are killed when they take too much."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pymupdf
import pytest

from docanalyzer.pipeline.rendering import Pool, PoolLimits, RenderingError, pdf_subject, text_subject

OUTLINE = [[1, "One", 1], [2, "Terms", 2]]


def make_pdf(
    path: Path, lines: tuple[str, ...] = ("Revenue rose to 42.7 million.", "Terms of payment"), **how: object
) -> Path:
    document = pymupdf.open()
    for number, line in enumerate(lines):
        page = document.new_page(width=400 + 100 * number, height=600)
        page.insert_text((50, 80), line, fontsize=14)
    if len(lines) > 1:
        document.set_toc(OUTLINE)
    document.save(path, **how)
    return path


@pytest.fixture
def pool() -> Iterator[Pool]:
    pool = Pool(PoolLimits(children=2, answer_seconds=20, opening_seconds=20, waiting_seconds=0.3))
    yield pool
    pool.close()


def ask(pool: Pool, path: Path, job: str, **given: object) -> tuple[object, bytes]:
    return pool.ask(pdf_subject(path, path.name), {"job": job, **given})


def test_sizes_labels_and_outline_come_at_once(pool: Pool, tmp_path: Path) -> None:
    layout, _ = ask(pool, make_pdf(tmp_path / "a.pdf"), "layout")
    assert layout == {"sizes": [[1, 400.0, 600.0], [1, 500.0, 600.0]], "labels": ["", ""], "outline": OUTLINE}


def test_a_page_is_an_image_of_the_asked_size_and_the_child_stays(pool: Pool, tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf")
    kind, data = ask(pool, path, "image", page=1, percent=150)
    assert kind == {"type": "image/png"}
    drawn = pymupdf.Pixmap(data)
    assert (drawn.width, drawn.height) == (600, 900)
    assert drawn.color_topusage()[0] < 1  # there is ink on it
    first = pool.children()[0].pid
    ask(pool, path, "image", page=2, percent=40)
    assert [child.pid for child in pool.children()] == [first]


def test_the_text_layer_lies_where_the_words_do(pool: Pool, tmp_path: Path) -> None:
    _, data = ask(pool, make_pdf(tmp_path / "a.pdf"), "text", page=1)
    [[x, y, length, height, degrees, text]] = json.loads(data)
    assert text == "Revenue rose to 42.7 million."
    assert degrees == 0
    assert 50 < x < 50 + length
    assert abs(y - 78) < height


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_the_text_layer_of_a_turned_page_is_as_shown(pool: Pool, tmp_path: Path, turn: int) -> None:
    path = make_pdf(tmp_path / "a.pdf")
    document = pymupdf.open(path)
    document[0].set_rotation(turn)
    document.save(tmp_path / "turned.pdf")
    _, data = ask(pool, tmp_path / "turned.pdf", "text", page=1)
    [[x, y, length, height, degrees, _]] = json.loads(data)
    assert degrees % 360 == turn
    width, tall = (600, 400) if turn != 180 else (400, 600)
    assert 0 < x < width
    assert 0 < y < tall
    assert length > 5 * height


def test_matches_and_quotations_are_quads(pool: Pool, tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", ("to be or not to be",))
    found, _ = ask(pool, path, "matches", page=1, term="TO BE")
    assert len(found) == 2
    second, _ = ask(pool, path, "quads", page=1, quote="to be", before=1)
    assert second == [found[1]]
    assert found[0][0][0][0] < found[1][0][0][0]
    nowhere, _ = ask(pool, path, "quads", page=1, quote="escrow agent shall hold", before=0)
    assert nowhere == [[]]


def test_a_page_that_does_not_exist_is_no_crash(pool: Pool, tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf")
    with pytest.raises(RenderingError) as caught:
        ask(pool, path, "image", page=9, percent=100)
    assert caught.value.code == "no_page"
    assert ask(pool, path, "image", page=1, percent=100)[1]


def test_a_damaged_and_a_locked_file_say_so(pool: Pool, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(b"%PDF-1.7 nothing")
    locked = make_pdf(
        tmp_path / "locked.pdf", encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="x", owner_pw="y"
    )
    for path, code in ((damaged, "damaged"), (locked, "encrypted")):
        with pytest.raises(RenderingError) as caught:
            ask(pool, path, "layout")
        assert caught.value.code == code
    assert pool.children() == []


def heavy(path: Path) -> Path:
    """A page that takes far longer than its limit: the same curve, over and over."""
    document = pymupdf.open()
    page = document.new_page()
    page.insert_text((50, 80), "x")
    xref = page.get_contents()[0]
    curves = b"0 0 m 500 900 100 10 600 800 c S\n" * 400_000
    document.update_stream(xref, b"q 9 w 1 0 0 RG\n" + curves + b"Q\n")
    document.save(path, deflate=True)
    return path


def test_a_page_that_takes_too_long_ends_its_child(tmp_path: Path) -> None:
    pool = Pool(PoolLimits(children=1, answer_seconds=0.5))
    path = heavy(tmp_path / "heavy.pdf")
    try:
        with pytest.raises(RenderingError) as caught:
            ask(pool, path, "image", page=1, percent=400)
        assert caught.value.code == "timed_out"
        assert pool.children() == []
        assert ask(pool, make_pdf(tmp_path / "a.pdf"), "image", page=1, percent=100)[1]
    finally:
        pool.close()


def test_memory_is_limited(tmp_path: Path) -> None:
    pool = Pool(PoolLimits(children=1, memory_bytes=200 * 1024**2))
    try:
        with pytest.raises(RenderingError) as caught:
            pool.ask(text_subject("x", "long " * 20_000_000), {"job": "find", "term": "x", "context": 1})
        assert caught.value.code in ("too_large", "crashed")
        assert pool.children() == []
    finally:
        pool.close()


def test_a_child_opens_one_document_and_the_longest_idle_makes_room(pool: Pool, tmp_path: Path) -> None:
    paths = [make_pdf(tmp_path / f"{name}.pdf") for name in "abc"]
    pids = []
    for path in paths:
        ask(pool, path, "layout")
        pids.append({child.pid for child in pool.children()})
    assert [len(each) for each in pids] == [1, 2, 2]
    assert not pids[0] & pids[2]


def test_a_spare_child_is_used_by_the_next_document(pool: Pool, tmp_path: Path) -> None:
    pool.prepare()
    pool.prepare()
    [spare] = pool.children()
    ask(pool, make_pdf(tmp_path / "a.pdf"), "layout")
    assert [child.pid for child in pool.children()] == [spare.pid]


def test_a_killed_child_is_replaced(pool: Pool, tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf")
    ask(pool, path, "layout")
    [child] = pool.children()
    os.kill(child.pid, signal.SIGKILL)
    child.kill()  # waits for its end
    assert ask(pool, path, "layout")[0]
    assert [each.pid for each in pool.children()] != [child.pid]


def test_idle_children_end_by_themselves(tmp_path: Path) -> None:
    pool = Pool(PoolLimits(idle_seconds=0.2))
    ask(pool, make_pdf(tmp_path / "a.pdf"), "layout")
    pid = pool.children()[0].pid
    deadline = time.monotonic() + 20
    while psutil.pid_exists(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not psutil.pid_exists(pid)
    assert pool.children() == []


def test_a_child_knows_no_secret_of_ours_and_writes_no_file(
    pool: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    ask(pool, make_pdf(tmp_path / "a.pdf"), "layout")
    process = psutil.Process(pool.children()[0].pid)
    assert not any("secret" in value for value in process.environ().values())
    assert process.rlimit(psutil.RLIMIT_FSIZE) == (0, 0)
    assert process.rlimit(psutil.RLIMIT_AS)[0] == pool.limits.memory_bytes


def test_headings_are_found_where_there_is_no_outline(pool: Pool, tmp_path: Path) -> None:
    document = pymupdf.open()
    for number in range(1, 4):
        page = document.new_page()
        page.insert_text((50, 40), "Harbour Mills", fontsize=16)
        page.insert_text((50, 90), f"{number} Chapter of sorts", fontsize=16)
        for line in range(20):
            page.insert_text((50, 130 + 20 * line), "The board proposes a dividend of 0.85 euros a share.")
    document.new_page().insert_text((50, 40), "Harbour Mills", fontsize=16)
    document.save(tmp_path / "a.pdf")
    found, _ = ask(pool, tmp_path / "a.pdf", "headings", seconds=5)
    assert found == [[1, f"{number} Chapter of sorts", number] for number in range(1, 4)]
