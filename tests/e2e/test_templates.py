"""An admin makes, tries, publishes and rolls back a template; then it is run on three documents."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from dev.sample_report import CHINESE, CONTRACT, REPORT
from tests.e2e.test_browser import upload

NAME = "Who is bound"


def written(page: Page, instructions: str, note: str) -> None:
    """The draft says so and is published."""
    page.get_by_label("Instructions").fill(instructions)
    page.get_by_label("What has changed").fill(note)
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".toast").first).to_contain_text("is published")


def test_a_template_is_made_tried_published_rolled_back_and_run_on_three_documents(
    signed_in: Page, samples: Path
) -> None:
    page = signed_in
    three = [samples / name for name in (REPORT, CONTRACT, CHINESE)]
    upload(page, *three)
    for path in three:
        row = page.locator(".doc-row", has=page.get_by_role("link", name=path.stem, exact=True)).first
        expect(row).to_have_attribute("data-status", "ready")

    page.goto("/templates/new/")
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Kind").select_option("extraction")
    page.locator("form.form button.is-primary").click()
    page.get_by_label("Instructions").fill("Name the parties.")
    page.get_by_role("button", name="Add a field").click()
    page.locator("[name=fields-0-name]").fill("parties")
    page.locator("[name=fields-0-type]").select_option("party")
    page.locator("[name=fields-0-list]").check()
    page.get_by_label("The answer is").select_option("json")
    page.get_by_role("button", name="Save and try").click()

    page.get_by_label("Document").select_option(label=CONTRACT.removesuffix(".docx"))
    page.get_by_role("button", name="Try", exact=True).click()
    expect(page.locator(".run")).to_have_attribute("data-status", "succeeded")
    expect(page.locator(".run .cite.is-verified").first).to_be_visible()

    page.get_by_role("link", name="Draft", exact=True).click()
    written(page, "Name the parties.", "First")
    page.get_by_role("link", name="Draft", exact=True).click()
    written(page, "Name every party that is bound.", "Clearer")
    expect(page.locator(".wording ins").first).to_be_visible()
    page.locator("form[action$='/versions/1/restore/'] button").first.click()
    if page.locator("dialog[open]").count():
        page.locator("dialog[open] form[action$='/versions/1/restore/'] button").click()
    expect(page.locator(".meta", has_text="version 3 is in use")).to_be_visible()

    page.goto("/documents/")
    for path in three:
        page.get_by_label(f"Choose {path.stem}").first.check()
    page.get_by_role("button", name="Run a template").click()
    page.get_by_label("Template").select_option(label=NAME)
    expect(page.get_by_label("Version")).to_contain_text("3 · in use")
    expect(page.locator("#selection .facts")).to_contain_text("in 3 prompts")
    page.get_by_role("button", name="Start").click()

    rows = page.locator(".result-row")
    expect(rows).to_have_count(3)
    expect(rows.locator(".badge.is-succeeded")).to_have_count(3)
    rows.first.locator(".item-title").click()
    expect(page.locator(".run")).to_have_attribute("data-status", "succeeded")
    page.get_by_role("link", name="Change and run").click()
    expect(page).to_have_url(re.compile(r"/results/new/\?from=\d+"))
    expect(page.get_by_label("Template").locator("option:checked")).to_have_text(NAME)
