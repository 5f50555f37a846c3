"""A lawyer's way through a result: correct a value, verify one, see the colleague do the same, sign off, export."""

from __future__ import annotations

import json
import re
from pathlib import Path

import openpyxl
from playwright.sync_api import Browser, Locator, Page, expect

from dev.sample_report import CONTRACT
from tests.e2e.test_browser import open_ready

CORRECTED = "£187,000"


def extracted(page: Page, contract: Path) -> str:
    """The address of a finished extraction of the contract."""
    open_ready(page, contract)
    page.get_by_role("tab", name="Extract").click()
    page.get_by_role("button", name="Extract", exact=True).click()
    run = page.locator("#panel-extraction .run").last
    expect(run).to_have_attribute("data-status", "succeeded")
    return f"/runs/{run.get_attribute('data-run')}/"


def value_with(page: Page, words: str) -> Locator:
    return page.locator("[data-value]", has_text=words).first


def test_a_result_is_corrected_verified_signed_off_and_exported(
    signed_in: Page, browser: Browser, samples: Path, tmp_path: Path
) -> None:
    page = signed_in
    address = extracted(page, samples / CONTRACT)
    page.goto(address)
    other = page.context.new_page()
    other.goto(address)
    expect(value_with(other, "£186,000")).to_contain_text("186,000 GBP")

    # By keyboard alone: to the value, c, the new words, Enter.
    value_with(page, "£186,000").focus()
    page.keyboard.press("c")
    dialog = page.locator("dialog[open]")
    expect(dialog.locator("input[name=value]")).to_be_focused()
    expect(dialog.locator("input[name=value]")).to_have_value("£186,000")
    page.keyboard.type(CORRECTED)
    page.keyboard.press("Enter")
    corrected = value_with(page, CORRECTED)
    expect(corrected).to_contain_text("187,000 GBP")
    expect(corrected.locator("del")).to_have_text("£186,000")
    expect(dialog).to_have_count(0)

    # By mouse.
    date = value_with(page, "1 April 2025")
    date.get_by_role("button", name="Verify").click()
    expect(date.locator(".verdict")).to_contain_text("Verified")
    expect(page.locator(".sign-off")).to_contain_text("1 verified")
    expect(page.locator(".sign-off")).to_contain_text("1 corrected")

    # The other window was not touched, and says the same.
    expect(value_with(other, CORRECTED).locator(".verdict")).to_contain_text("Corrected")
    expect(value_with(other, "1 April 2025").locator(".verdict")).to_contain_text("Verified")

    date.focus()
    page.keyboard.press("s")
    dialog.get_by_role("button", name="Sign off").click()
    expect(page.locator(".sign-off.is-signed")).to_contain_text("Signed off by")
    expect(other.locator(".sign-off.is-signed")).to_be_visible()

    menu = page.locator(".export-menu")
    menu.locator("summary").click()
    with page.expect_download() as download:
        menu.get_by_role("link", name="Excel").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.suffix == ".xlsx"
    assert row_of(file, CORRECTED) == {
        "Typed value": 187_000,
        "Unit": "GBP",
        "Model's value": "£186,000",
        "Place": "§3.1",
        "Review": "Corrected",
    }

    # What the page offers to copy.
    record = json.loads(page.evaluate(f"fetch('{address}result.json').then((answer) => answer.text())"))
    assert record["sign_off"]["state"] == "signed"

    date.get_by_role("button", name="Flag").click()
    dialog.locator("input[name=note]").fill("Or the day of the handover?")
    dialog.get_by_role("button", name="Flag").click()
    expect(page.locator(".sign-off.is-changed")).to_contain_text(re.compile("Changed since .* signed it off"))


def row_of(file: Path, value: str) -> dict[str, object]:
    head, *rows = openpyxl.load_workbook(file)["Values"].iter_rows(values_only=True)
    found = next(dict(zip(head, row, strict=True)) for row in rows if row[2] == value)
    wanted = ("Typed value", "Unit", "Model's value", "Place", "Review")
    return {name: found[name] for name in wanted}
