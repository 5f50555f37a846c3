"""The guide of a new document, made by the built-in engine."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from dev.sample_report import REPORT
from tests.e2e.test_browser import open_ready


def test_a_guide_is_made_checked_and_asked_from(signed_in: Page, samples: Path) -> None:
    page = signed_in
    open_ready(page, samples / REPORT)
    page.get_by_role("button", name="Make the guide").click()
    panel = page.locator("#panel-guide")
    expect(panel.locator(".guide-points a.cite.is-verified").first).to_be_visible()
    expect(panel.locator(".cite.is-not-found")).to_have_count(0)
    expect(panel).to_contain_text("it writes no summary of its own")
    contents = panel.locator(".guide-outline a")
    expect(contents.first).to_be_visible()
    contents.nth(4).click()
    page.wait_for_url(re.compile(r"#page-\d+"))
    panel.locator(".suggestion").first.click()
    expect(page.get_by_role("tab", name="Ask")).to_have_attribute("aria-selected", "true")
    run = page.locator("#panel-ask .run").last
    expect(run).to_have_attribute("data-status", "succeeded")
    expect(run.locator("a.cite.is-verified").first).to_be_visible()
