"""The viewer in a real browser: pages as images, a quotation marked where it stands, find, links to a place."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from dev.sample_report import CONTRACT, REPORT
from tests.e2e.test_browser import finished, letters, open_ready

WORDS_UNDER_THE_MARKS = """() => {
  const face = document.querySelector(".sheet-marks[data-kind=cited]").parentElement;
  const boxes = [...face.querySelectorAll(".sheet-marks[data-kind=cited] mark")].map((mark) => mark.getBoundingClientRect());
  const lines = [...face.querySelectorAll(".sheet-text span")];
  const holds = (box, line) => {
    const middle = (box.top + box.bottom) / 2;
    return line.top < middle && middle < line.bottom && line.left < box.right && box.left < line.right;
  };
  return lines.filter((line) => boxes.some((box) => holds(box, line.getBoundingClientRect())))
    .map((line) => line.textContent).join(" ");
}"""


def shown(page: Page, number: int):
    sheet = page.locator(f"#page-{number}")
    expect(sheet).to_have_attribute("data-state", "shown")
    return sheet


def test_pages_are_images_that_come_where_one_looks_and_words_lie_over_them(
    signed_in: Page, samples: Path
) -> None:
    page = signed_in
    open_ready(page, samples / REPORT)
    first = shown(page, 1)
    expect(first.locator(".sheet-text span").first).to_be_attached()
    height = page.locator("#main").evaluate("main => main.scrollHeight")

    page.get_by_label("Go to page").fill("200")
    page.keyboard.press("Enter")
    expect(shown(page, 200)).to_be_in_viewport()
    assert page.locator(".sheet[data-state=shown]").count() < 40
    assert page.locator("#main").evaluate("main => main.scrollHeight") == height  # nothing jumps
    page.locator("#main").focus()
    page.keyboard.press("Home")
    expect(first).to_be_in_viewport()
    page.keyboard.press("End")
    expect(page.get_by_label("Go to page")).not_to_have_value("1")

    page.get_by_label("Size").select_option("2")
    expect(page.locator(".viewer-bar")).to_be_in_viewport()
    page.get_by_label("Size").select_option("page")
    page.get_by_role("button", name="Rotate").click()
    box = page.locator(".sheet[data-state=shown]").last.bounding_box()
    assert box is not None
    assert box["width"] > box["height"]


def test_a_citation_is_marked_on_its_page_and_a_colleague_can_open_the_link(
    signed_in: Page, samples: Path
) -> None:
    page = signed_in
    open_ready(page, samples / REPORT)
    shown(page, 1)
    page.get_by_role("tab", name="Summary").click()
    page.get_by_role("button", name="Summarise").click()
    run = finished(page, "summary")
    chip = run.locator("a.cite.is-verified").nth(4)
    quote = letters(chip.get_attribute("data-quote") or "")
    chip.click()
    mark = page.locator(".sheet mark.hit.is-verified").first
    expect(mark).to_be_in_viewport()
    layer = ".sheet-face:has(.sheet-marks[data-kind=cited]) .sheet-text"
    expect(page.locator(layer).first).to_be_attached()
    assert quote[:60] in letters(page.evaluate(WORDS_UNDER_THE_MARKS))

    expect(page.locator("[data-cited-count]")).to_have_text(re.compile(r"^5 of \d+$"))
    page.evaluate(
        """id => {
        const run = document.getElementById(id);
        run.outerHTML = run.outerHTML;
    }""",
        run.get_attribute("id"),
    )  # as a colleague's judgement draws the answer anew
    page.get_by_role("button", name="Next citation").click()
    expect(page.locator("[data-cited-count]")).to_have_text(re.compile(r"^6 of \d+$"))
    page.get_by_role("button", name="Previous citation").click()
    expect(page.locator("[data-cited-count]")).to_have_text(re.compile(r"^5 of \d+$"))
    expect(mark).to_be_in_viewport()

    link = page.url
    assert "start=" in link
    page.goto("/documents/")
    page.goto(link)
    again = page.locator(".sheet mark.hit").first
    expect(again).to_be_in_viewport()
    expect(again).to_have_class(re.compile("is-linked"))  # a link claims nothing about the words
    page.get_by_role("button", name="Text", exact=True).click()
    expect(page.locator(".page-text mark.hit").first).to_be_in_viewport()
    page.get_by_role("button", name="Page", exact=True).click()
    shown(page, int(link.rsplit("-", 1)[1]))


def test_find_counts_every_hit_and_marks_them_on_a_phone_too(signed_in: Page, samples: Path) -> None:
    page = signed_in
    open_ready(page, samples / REPORT)
    shown(page, 1)
    page.locator("#main").focus()
    page.keyboard.press("/")
    page.keyboard.type("dividend")
    count = page.locator("[data-find-count]")
    expect(count).to_have_text(re.compile(r"^1 of \d+$"))
    expect(page.locator(".sheet mark.is-found").first).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(count).to_have_text(re.compile(r"^2 of"))
    page.locator("[data-find-box]").fill("zyzzyva")
    expect(count).to_contain_text("No occurrence of “zyzzyva”")

    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("[data-find-box]").fill("dividend")
    expect(count).to_have_text(re.compile(r"\d of \d+$"))
    page.get_by_role("button", name="List of hits").click()
    page.locator(".hits-item").nth(1).click()
    expect(page.locator("[data-side]")).to_be_hidden()
    expect(page.locator(".sheet mark.is-found.is-current").first).to_be_in_viewport()
    assert page.locator("#main").evaluate("main => main.scrollWidth - main.clientWidth") <= 0


CLEAR = """() => {
  const mark = document.querySelector(".sheet mark.is-found.is-current").getBoundingClientRect();
  return document.elementsFromPoint(mark.left + mark.width / 2, mark.top + mark.height / 2)
    .every((one) => !one.closest(".viewer-side, .viewer-bar, .toasts"));
}"""


def test_the_list_of_hits_stands_beside_the_hit_and_ctrl_k_searches(signed_in: Page, samples: Path) -> None:
    page = signed_in
    open_ready(page, samples / REPORT)
    shown(page, 1)
    page.get_by_role("tab", name="Ask").click()
    page.locator("#panel-ask .composer textarea").focus()
    page.keyboard.press("Control+k")
    page.keyboard.type("dividend")
    count = page.locator("[data-find-count]")
    expect(count).to_have_text(re.compile(r"^1 of \d+$"))
    page.get_by_role("button", name="List of hits").click()
    for zoom in ("width", "2"):
        page.get_by_label("Size").select_option(zoom)
        page.locator("[data-find-box]").focus()
        for _ in range(3):
            page.keyboard.press("Enter")
            expect(page.locator(".sheet mark.is-found.is-current").first).to_be_in_viewport()
            expect(page.locator(".viewer-side-box")).to_be_visible()
            page.wait_for_function(CLEAR)
    page.goto("/documents/")
    page.keyboard.press("Control+k")
    expect(page.get_by_label("Search titles")).to_be_focused()
    page.goto("/documents/".replace("documents", "reviews"))
    page.keyboard.press("Control+k")
    expect(page.get_by_label("Search titles")).to_be_focused()


def test_a_phone_sizes_and_turns_pages_from_the_menu(signed_in: Page, samples: Path) -> None:
    page = signed_in
    page.set_viewport_size({"width": 390, "height": 844})
    open_ready(page, samples / REPORT)
    first = shown(page, 1)
    before = first.bounding_box()
    assert before is not None
    bar = page.locator(".viewer-bar").bounding_box()
    assert bar is not None
    assert bar["height"] < 60  # one line
    page.get_by_label("Zoom and rotate").click()
    page.locator(".viewer-more-tools").get_by_role("button", name="Larger").click()
    larger = first.bounding_box()
    assert larger is not None
    assert larger["width"] > before["width"]
    page.locator(".viewer-more-tools").get_by_role("button", name="Fit width").click()
    page.locator(".viewer-more-tools").get_by_role("button", name="Rotate").click()
    turned = first.bounding_box()
    assert turned is not None
    assert turned["width"] > turned["height"]


def test_a_contract_is_read_with_its_clauses_and_searched(signed_in: Page, samples: Path) -> None:
    page = signed_in
    open_ready(page, samples / CONTRACT)
    expect(page.locator(".para-number.is-clause").first).to_be_visible()
    page.get_by_role("button", name="Contents and pages").click()
    page.locator(".outline-item").nth(1).click()
    page.keyboard.press("/")
    page.keyboard.type("rent")
    expect(page.locator("[data-find-count]")).to_have_text(re.compile(r"^\d+ of \d+$"))
    expect(page.locator(".para mark.hit.is-current").first).to_be_in_viewport()
    assert page.locator(".para mark.hit").count() > 1
