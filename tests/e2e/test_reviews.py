"""Documents by questions in a real browser: asked, watched, checked beside the page, corrected, filtered, asked again."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from dev.sample_facts import FACTS
from dev.sample_report import CONTRACT, REPORT
from tests.e2e.running import RunningStack
from tests.e2e.test_browser import open_ready

REVENUE, DIVIDEND = FACTS[0], FACTS[1]


@pytest.fixture
def review(signed_in: Page, samples: Path) -> Page:
    """A review of two documents × three questions, all answered."""
    page = signed_in
    for path in (samples / CONTRACT, samples / REPORT):
        open_ready(page, path)
    page.get_by_role("link", name="Reviews").click()
    page.get_by_role("link", name="New review").first.click()
    page.get_by_label("Name").fill("Report and lease")
    for path in (CONTRACT, REPORT):
        page.locator("label", has_text=Path(path).stem).first.get_by_role("checkbox").check()
    for number, (fact, kind) in enumerate(((REVENUE, "money"), (DIVIDEND, "text"))):
        row = page.locator("[data-question-row]").nth(number)
        row.get_by_label("Question or term").fill(fact.question)
        row.get_by_label("Answer").select_option(kind)
        row.get_by_label("Heading").fill(fact.key)
        page.get_by_role("button", name="Another question").click()
    page.locator("[data-question-row]").nth(2).get_by_label("Question or term").fill("Governing law")
    page.get_by_role("button", name="Make the review").click()
    page.wait_for_url(re.compile(r"/reviews/\d+/"))
    expect(page.get_by_label("Before it starts")).to_contain_text("6 in 2 documents")
    expect(page.locator(".review-cell.is-new")).to_have_count(6)  # nothing starts by itself
    page.get_by_role("button", name="Ask 6 cells").click()
    expect(page.locator(".review-cell.is-done")).to_have_count(6)
    return page


def cell_of(page: Page, title: str, number: int) -> Locator:
    row = page.locator(".review-row", has=page.get_by_role("rowheader", name=re.compile(title)))
    return row.locator(".review-cell").nth(number)


def excel_row(page: Page, folder: Path, title: str) -> dict[str, object]:
    """What the downloaded workbook says of a document, by its headings."""
    menu = page.locator(".export-menu")
    menu.locator("summary").click()
    with page.expect_download() as download:
        menu.get_by_role("link", name="Excel").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    head, *rows = openpyxl.load_workbook(file)["Review"].iter_rows(values_only=True)
    return next(dict(zip(head, row, strict=True)) for row in rows if row[0] == title)


def test_cells_fill_and_are_verified_corrected_flagged_filtered_and_asked_again(
    review: Page, tmp_path: Path
) -> None:
    page, title = review, Path(REPORT).stem
    revenue = cell_of(page, title, 0)
    expect(revenue).to_contain_text(REVENUE.answer)
    expect(revenue).to_contain_text(f"p. {REVENUE.page}")

    revenue.click()
    drawer = page.locator("[data-drawer]")
    expect(drawer.locator(".review-quote")).to_contain_text(REVENUE.sentence[:40])
    drawer.get_by_role("button", name="Verify").click()
    expect(drawer.locator(".review-verdict")).to_contain_text("Verified")
    expect(revenue).to_contain_text("Verified")

    drawer.locator("summary", has_text="Edit").click()
    drawer.get_by_label("It should say").fill("£1.28 billion")
    drawer.get_by_role("button", name="Save").click()
    expect(drawer.locator("del")).to_contain_text(REVENUE.answer)
    expect(revenue).to_contain_text("£1.28 billion")
    drawer.get_by_role("button", name="Sign off").click()
    expect(drawer.locator(".sign-off.is-signed")).to_contain_text("Signed off by")
    expect(revenue).to_contain_text("Signed off")
    exported = excel_row(page, tmp_path, title)
    assert exported[REVENUE.key] == 1_280_000_000
    assert exported[f"{REVENUE.key} · Unit"] == "GBP"
    assert exported[f"{REVENUE.key} · As written"] == "£1.28 billion"
    assert re.match(r"Corrected: .+; signed off by", str(exported[f"{REVENUE.key} · Review"]))
    assert REVENUE.sentence[:40] in str(exported[f"{REVENUE.key} · Quote"])

    drawer.get_by_role("button", name="Next cell").click()
    expect(drawer).to_contain_text(DIVIDEND.question)
    drawer.locator("summary", has_text="Flag").click()
    drawer.get_by_label("What is wrong with it?").fill("Final or interim?")
    drawer.locator("details[open]").get_by_role("button", name="Flag").click()
    expect(drawer.locator(".review-activity")).to_contain_text("flagged it")
    page.reload()  # loses nothing, neither the answers nor which cell was open
    expect(page.locator("[data-drawer]")).to_contain_text("Final or interim?")
    page.keyboard.press("Escape")
    expect(page.locator("[data-drawer]")).to_have_count(0)

    page.get_by_label("Show", exact=True).select_option("flagged")
    expect(page.locator(".review-row:visible")).to_have_count(1)
    page.get_by_role("button", name="Show all").click()
    page.get_by_label("Value contains").fill("1.28 bill")
    expect(page.locator(".review-row:visible")).to_have_count(1)
    page.get_by_role("button", name="Show all").click()

    page.get_by_role("rowheader", name=re.compile(title)).click()
    page.get_by_role("button", name="Ask this document everything again").click()
    expect(page.locator("[data-kept='2']")).to_be_visible()  # what people judged stays
    page.get_by_role("button", name="Ask 1 cell").click()
    expect(page.locator(".review-cell.is-done")).to_have_count(6)
    expect(revenue).to_contain_text("£1.28 billion")
    revenue.click()
    drawer.get_by_role("button", name="Ask again").click()
    expect(revenue).to_contain_text(REVENUE.answer)  # a new answer, which nobody has judged
    expect(revenue).to_contain_text("earlier signed")
    expect(page.locator(".review-activity")).to_contain_text("corrected it to “£1.28 billion”")


def test_the_grid_works_with_the_keyboard_sorts_and_shows_a_colleague_what_happens(
    review: Page, browser: Browser, stack: RunningStack
) -> None:
    page = review
    cell_of(page, Path(REPORT).stem, 0).focus()
    page.keyboard.press("ArrowRight")
    expect(cell_of(page, Path(REPORT).stem, 1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-drawer]")).to_contain_text(DIVIDEND.question)
    page.keyboard.press("Escape")
    expect(cell_of(page, Path(REPORT).stem, 1)).to_be_focused()

    page.get_by_role("columnheader", name="Document").click()
    page.get_by_role("button", name="Sort descending").click()
    titles = page.locator(".review-title").all_inner_texts()
    assert titles == sorted(titles, reverse=True)

    other = browser.new_context(base_url=stack.address, storage_state=page.context.storage_state())
    beside = other.new_page()
    beside.goto(page.url)
    cell_of(page, Path(REPORT).stem, 0).click()
    page.locator("[data-drawer]").get_by_role("button", name="Verify").click()
    expect(cell_of(beside, Path(REPORT).stem, 0)).to_contain_text("Verified")
    other.close()

    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    cell_of(page, Path(REPORT).stem, 0).click()
    expect(page.locator("[data-drawer]")).to_be_visible()
