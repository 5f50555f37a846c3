"""A person's way through the product in a real browser: upload, watch, summarise, check, ask, compare."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dev.sample_facts import FACTS
from dev.sample_report import CHINESE, CONTRACT, REPORT


def upload(page: Page, *paths: Path) -> None:
    page.goto("/documents/")
    page.set_input_files("input[type=file]", [str(path) for path in paths])


def open_ready(page: Page, path: Path, title: str | None = None) -> None:
    """The document's page, once it is read; uploading what is there already is no second reading."""
    upload(page, path)
    row = page.locator(".doc-row", has=page.get_by_role("link", name=title or path.stem, exact=True)).first
    expect(row).to_have_attribute("data-status", "ready")
    row.locator(".doc-row-title").click()
    page.wait_for_url(re.compile(r"/documents/\d+/"))


def finished(page: Page, panel: str):
    run = page.locator(f"#panel-{panel} .run").last
    expect(run).to_have_attribute("data-status", "succeeded")
    return run


def test_a_report_is_uploaded_read_and_summarised_with_checked_citations(
    signed_in: Page, samples: Path
) -> None:
    page, report = signed_in, samples / REPORT
    upload(page, report)
    expect(page.locator(".doc-row").first).to_contain_text(report.stem)  # the placeholder or its row, at once
    row = page.locator(".doc-row").first
    expect(row).to_have_attribute("data-status", "ready")
    expect(row).to_contain_text(re.compile(r"3\d\d pages"))
    expect(row).to_contain_text("tokens")
    expect(row).to_contain_text("fits")

    row.locator(".doc-row-title").click()
    page.get_by_role("tab", name="Summary").click()
    page.get_by_role("button", name="Summarise").click()
    run = finished(page, "summary")
    expect(run.locator("a.cite.is-verified").first).to_be_visible()
    expect(run.locator(".cite.is-not-found")).to_have_count(0)
    expect(run.locator("[data-receipt]")).to_contain_text("Nothing cut")
    expect(run).to_contain_text("Built-in extractive engine: quotes your document")

    chip = run.locator("a.cite.is-verified").nth(3)
    quote = chip.get_attribute("data-quote") or ""
    chip.click()
    mark = page.locator("[data-pages] mark.hit").first
    expect(mark).to_be_in_viewport()
    assert letters(quote).startswith(letters(mark.inner_text())[:40])

    page.reload()
    expect(finished(page, "summary").locator("a.cite.is-verified").first).to_be_visible()


def letters(text: str) -> str:
    return re.sub(r"\W", "", text)


@pytest.mark.parametrize("fact", FACTS[:3], ids=lambda fact: fact.key)
def test_a_question_is_answered_from_the_page_that_states_it(signed_in: Page, samples: Path, fact) -> None:
    page = signed_in
    open_ready(page, samples / REPORT)
    page.get_by_role("tab", name="Ask").click()
    asked = page.locator("#panel-ask .message.is-user")
    expect(page.locator("#panel-ask textarea")).to_be_visible()
    before = asked.count()
    page.locator("#panel-ask textarea").fill(fact.question)
    page.keyboard.press("Enter")
    expect(asked).to_have_count(before + 1)
    run = finished(page, "ask")
    expect(run.locator(".answer")).to_contain_text(fact.answer)
    expect(run.locator("a.cite.is-verified").first).to_contain_text(f"p. {fact.page}")


def test_a_contract_is_cited_by_its_clauses_and_compared_with_another(signed_in: Page, samples: Path) -> None:
    page = signed_in
    open_ready(page, samples / CHINESE)
    open_ready(page, samples / CONTRACT)
    page.get_by_role("tab", name="Extract").click()
    page.locator("#panel-extraction").get_by_role("button", name="Extract").click()
    run = finished(page, "extraction")
    expect(run.locator("a.cite.is-verified").first).to_contain_text(re.compile("§|¶"))
    run.locator("a.cite.is-verified").first.click()
    expect(page.locator("[data-pages] mark.hit").first).to_be_in_viewport()

    page.get_by_role("tab", name="Compare").click()
    page.get_by_label("Compare with").select_option(label=(samples / CHINESE).stem)
    page.locator("#panel-comparison").get_by_role("button", name="Compare").click()
    finished(page, "comparison")


def test_a_chinese_report_is_summarised_in_chinese_with_verified_quotes(
    signed_in: Page, samples: Path
) -> None:
    page = signed_in
    open_ready(page, samples / CHINESE)
    page.get_by_role("tab", name="Summary").click()
    page.get_by_role("button", name="Summarise").click()
    run = finished(page, "summary")
    expect(run.locator("a.cite.is-verified").first).to_be_visible()
    assert re.search("[\u4e00-\u9fff]{6}", run.locator(".answer").inner_text())
    run.locator("a.cite.is-verified").first.click()
    expect(page.locator("[data-pages] mark.hit").first).to_be_in_viewport()


def test_the_same_file_again_is_noticed(signed_in: Page, samples: Path) -> None:
    page = signed_in
    open_ready(page, samples / CONTRACT)
    page.goto("/documents/")
    rows = page.locator(".doc-row").count()
    page.set_input_files("input[type=file]", str(samples / CONTRACT))
    expect(page.get_by_text("in the library already")).to_be_visible()
    expect(page.locator(".doc-row")).to_have_count(rows)


def test_a_file_of_a_wrong_kind_never_leaves_the_browser(signed_in: Page, tmp_path: Path) -> None:
    page = signed_in
    wrong = tmp_path / "movie.mp4"
    wrong.write_bytes(b"\x00" * 100)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    upload(page, wrong)
    expect(page.locator(".doc-row").first).to_contain_text(re.compile(r"\.pdf|PDF"))
    assert not [url for url in sent if "upload" in url]


def test_a_file_is_judged_by_what_it_holds_not_by_its_name(
    signed_in: Page, samples: Path, tmp_path: Path
) -> None:
    page = signed_in
    nameless = tmp_path / "lease-of-2019"
    nameless.write_bytes((samples / CONTRACT).read_bytes() + b"\n")
    archive = tmp_path / "page.mht"
    archive.write_text(
        "Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>Hi\n--b--\n"
    )
    upload(page, nameless, archive)
    for name in ("lease-of-2019", "page"):
        expect(page.locator(".doc-row", has_text=name).first).to_have_attribute("data-status", "ready")


def test_a_damaged_file_says_what_to_do_and_can_be_read_again(signed_in: Page, tmp_path: Path) -> None:
    page = signed_in
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(b"%PDF-1.7\n" + b"nothing of a document" * 40)
    upload(page, damaged)
    row = page.locator(".doc-row", has_text="damaged").first
    expect(row).to_have_attribute("data-status", "failed")
    row.locator(".doc-row-title").click()
    expect(page.get_by_role("alert")).to_contain_text("could not be read")
    expect(page.get_by_role("button", name="Read again")).to_be_visible()


def test_it_works_on_a_phone(signed_in: Page, samples: Path) -> None:
    page = signed_in
    page.set_viewport_size({"width": 390, "height": 844})
    open_ready(page, samples / CONTRACT)
    page.locator("[data-pane=aside]").click()
    expect(page.locator("#aside")).to_be_visible()
    expect(page.get_by_role("tab", name="Ask")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
