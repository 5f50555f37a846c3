"""A conversation in a real browser: branches, a full window, and what breaks in the middle of an answer."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from dev.ports import free_ports
from tests.e2e.running import ROOT, RunningStack

TEXT = "The old mill at Harbour Road was sold on 3 June 2024 for 4.2 million euros.\n\n" * 20


@pytest.fixture(scope="module")
def stack(scripted_stack: RunningStack) -> RunningStack:
    return scripted_stack


@pytest.fixture
def document(signed_in: Page) -> Page:
    """The Ask panel of a small text document, at a new thread."""
    page = signed_in
    files = {"name": "mill.txt", "mimeType": "text/plain", "buffer": TEXT.encode()}
    page.goto("/documents/")
    page.set_input_files("input[type=file]", files)
    row = page.locator(".doc-row", has=page.get_by_role("link", name="mill", exact=True)).first
    expect(row).to_have_attribute("data-status", "ready")
    row.locator(".doc-row-title").click()
    new_thread(page)
    return page


def new_thread(page: Page) -> None:
    page.get_by_role("tab", name="Ask").click()
    expect(box(page)).to_be_visible()
    if page.locator(".thread-head").count():
        page.get_by_role("button", name="New", exact=True).click()
        expect(page.locator(".thread-empty")).to_be_visible()


def box(page: Page) -> Locator:
    return page.locator("#panel-ask .composer textarea")


def ask(page: Page, question: str, **script: object) -> None:
    before = page.locator("#panel-ask .message.is-user").count()
    box(page).fill(f"{question} @script {json.dumps(script)}")
    page.keyboard.press("Enter")
    expect(page.locator("#panel-ask .message.is-user")).to_have_count(before + 1)


def last(page: Page) -> Locator:
    return page.locator("#panel-ask .run").last


def answer(page: Page) -> Locator:
    return last(page).locator(".answer")


def done(page: Page) -> None:
    expect(last(page)).to_have_attribute("data-status", "succeeded")


def words(count: int) -> list[str]:
    """In paragraphs: finished ones are sent once, and must not be lost when a stream begins anew."""
    ends = ("\n\n", " ", " ", " ", " ")
    return [f"word{number}{ends[number % len(ends)]}" for number in range(1, count + 1)]


def said(page: Page) -> list[str]:
    return answer(page).inner_text().split()


def test_a_conversation_branches_is_judged_copied_named_and_deleted(document: Page) -> None:
    page = document
    page.context.grant_permissions([])  # no clipboard: as on a machine without https
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    quoted = "It was sold “for 4.2 million euros” [¶1]."
    ask(page, "Price?", tokens=[quoted])
    done(page)
    expect(page.locator(".cite.is-verified").first).to_be_visible()
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    page.keyboard.press("q")
    box(page).focus()
    page.keyboard.press("Control+v")
    expect(box(page)).to_have_value(re.compile(r"for 4\.2 million euros.*mill, ¶\d+ \(verified\)", re.DOTALL))
    box(page).fill("")

    page.get_by_role("button", name="Answer again").click()
    expect(page.get_by_role("group", name="Answers to this question")).to_contain_text("2/2")
    page.get_by_role("button", name="Not helpful").click()
    page.get_by_label("A note on this answer").fill("Says it twice")
    page.keyboard.press("Enter")
    expect(page.locator(".feedback-said")).to_contain_text("Says it twice")

    page.get_by_role("button", name="Edit").click()
    edited = page.locator(".question-edit textarea")
    edited.fill('When? @script {"tokens": ["On 3 June 2024."]}')
    page.keyboard.press("Enter")
    expect(answer(page)).to_contain_text("On 3 June 2024.")
    wordings = page.get_by_role("group", name="Wordings of this question")
    expect(wordings).to_contain_text("2/2")
    wordings.get_by_role("button", name="The one before").click()
    expect(answer(page)).to_contain_text("for 4.2 million euros")
    page.reload()
    expect(answer(page)).to_contain_text("for 4.2 million euros")  # the branch is kept over a reload

    page.locator(".thread-head").get_by_label("More about this thread").click()
    page.get_by_role("button", name="Rename").last.click()
    page.get_by_role("textbox", name="Name").fill("The mill's price")
    page.keyboard.press("Enter")
    expect(page.locator(".thread-name")).to_have_text("The mill's price")
    page.locator(".thread-head").get_by_label("More about this thread").click()
    page.locator(".thread-head").get_by_role("button", name="Delete").click()
    page.locator("#thread-delete").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("The mill's price")).to_have_count(0)


def test_templates_come_by_a_slash_and_keys_do_what_they_say(document: Page) -> None:
    page = document
    box(page).focus()
    page.keyboard.type("/check")
    option = page.get_by_role("option", selected=True)
    expect(option).to_contain_text("Check a statement")
    page.keyboard.press("Enter")
    expect(box(page)).to_have_value(re.compile(r"“\[statement\]”"))
    page.keyboard.type("the mill was sold")  # the first gap is selected
    expect(box(page)).to_have_value(re.compile("“the mill was sold”"))
    box(page).fill("One")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("two")
    expect(box(page)).to_have_value("One\ntwo")
    page.evaluate(
        """() => document.querySelector('.composer textarea').dispatchEvent(
            new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"""
    )
    expect(box(page)).to_have_value("One\ntwo")  # an input method's Enter sends nothing
    ask(page, "Long?", tokens=words(600), delay=0.1)
    expect(answer(page)).to_contain_text("word5")
    page.keyboard.press("Escape")
    expect(last(page)).to_have_attribute("data-status", "cancelled")
    expect(page.get_by_role("button", name="Answer again")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_thread_that_grows_past_the_window_goes_on_in_a_fresh_one_with_its_summary(document: Page) -> None:
    page = document
    long = ["Sold “for 4.2 million euros” [¶1]. ", *[f"harbour{number} " for number in range(2600)]]
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("[data-pane=aside]").click()
    box(page).fill(f"Price? @script {json.dumps({'tokens': [long[0]]})}")
    page.keyboard.press("Enter")
    done(page)
    for _ in range(4):
        if page.locator("[data-full]").count():
            break
        count = page.locator("#panel-ask .message.is-user").count()
        box(page).fill(f"More? @script {json.dumps({'tokens': 1400})}")
        page.keyboard.press("Enter")
        expect(page.locator(f"[data-full], .message.is-user >> nth={count}").first).to_be_visible()
        if not page.locator("[data-full]").count():
            done(page)
    notice = page.locator("[data-full]")
    expect(notice).to_contain_text(re.compile(r"[\d,]+ tokens.*the limit is [\d,]+"))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    notice.get_by_role("button", name="Fresh thread with a summary of this one").click()
    digest = page.locator(".message.is-digest")
    expect(digest).to_contain_text("for 4.2 million euros")
    expect(digest.locator("a.cite.is-verified")).to_have_count(1)
    done(page)


@contextmanager
def web(stack: RunningStack, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Another web process on the same database, workers and queues."""
    argv = [sys.executable, "-m", "uvicorn", "docanalyzer.asgi:application", "--host", "127.0.0.1"]
    argv += ["--port", str(port), "--lifespan", "off", "--no-access-log"]
    environment = {**stack.environment, "DJANGO_SETTINGS_MODULE": "docanalyzer.settings"}
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(argv, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet)
    try:
        until_it_answers(f"http://127.0.0.1:{port}/login/")
        yield process
    finally:
        process.kill()
        process.wait()


def until_it_answers(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"{address} does not answer")


def test_the_web_process_dies_in_the_middle_of_an_answer_and_comes_back(
    document: Page, stack: RunningStack
) -> None:
    page, tokens, [port] = document, words(160), free_ports(1)
    with web(stack, port):
        page.goto(page.url.replace(stack.address, f"http://127.0.0.1:{port}"))
        new_thread(page)
        ask(page, "Long?", tokens=tokens, delay=0.15)
        expect(answer(page)).to_contain_text("word10")
    assert last(page).get_attribute("data-status") in ("queued", "running")  # as it was when it was drawn
    with web(stack, port):
        expect(answer(page)).to_contain_text("word120")
        seen = said(page)
        assert seen == "".join(tokens).split()[: len(seen)]  # nothing doubled, nothing lost
        done(page)
        assert said(page) == "".join(tokens).split()
        page.goto("about:blank")  # its streams end before the process does


def test_the_network_goes_in_the_middle_of_an_answer_and_comes_back(document: Page) -> None:
    page, tokens = document, words(120)
    ask(page, "Long?", tokens=tokens, delay=0.12)
    expect(answer(page)).to_contain_text("word8")
    page.context.set_offline(True)
    time.sleep(3)
    box(page).fill("Asked without a network")
    page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("cannot be reached")
    expect(box(page)).to_have_value("Asked without a network")  # what was written is not lost
    page.context.set_offline(False)
    done(page)
    assert said(page) == "".join(tokens).split()
    expect(page.locator("#panel-ask .message.is-user")).to_have_count(1)


def test_a_question_whose_reply_is_lost_and_the_one_written_instead_are_both_kept(document: Page) -> None:
    page = document
    lost: list[bool] = []

    def cut(route: Route) -> None:
        if lost or route.request.method != "POST":
            return route.continue_()
        lost.append(True)
        route.fetch()
        return route.abort("connectionreset")

    page.route("**/ask/", cut)
    box(page).fill('First? @script {"tokens": ["One."]}')
    page.keyboard.press("Enter")
    toast = page.locator(".toast.error")
    expect(toast).to_contain_text("cannot be reached")
    expect(toast.locator("use").first).to_have_attribute("href", re.compile("#warning$"))
    assert page.evaluate(
        """() => {
        const boxOf = (one) => document.querySelector(one).getBoundingClientRect();
        const [toast, button] = [".toast", ".composer-send"].map(boxOf);
        return toast.right < button.left || toast.bottom < button.top;
    }"""
    )
    box(page).fill('Second? @script {"tokens": ["Two."]}')
    page.keyboard.press("Enter")
    done(page)
    questions = page.locator("#panel-ask .message.is-user .message-body")
    expect(questions).to_have_text([re.compile("Second")])
    expect(answer(page)).to_contain_text("Two.")
    page.get_by_role("button", name="The one before").click()
    expect(questions).to_have_text([re.compile("First")])


def test_what_is_written_while_a_question_is_sent_stays(document: Page) -> None:
    page = document

    def late(route: Route) -> None:
        box(page).press_sequentially(" And next?")
        route.continue_()

    page.route("**/ask/", late)
    box(page).fill('First? @script {"tokens": ["One."]}')
    page.keyboard.press("Enter")
    done(page)
    expect(box(page)).to_have_value("And next?")


def test_two_tabs_show_one_answer_and_a_question_of_the_other_is_told(document: Page) -> None:
    page, tokens = document, words(50)
    ask(page, "First?", tokens=tokens, delay=0.1)
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_role("tab", name="Ask").click()
    done(page)
    done(other)
    assert said(page) == said(other) == "".join(tokens).split()
    ask(other, "Second?", tokens=["Yes."])
    done(other)
    news = page.locator(".thread-news button")
    expect(news).to_contain_text("has asked something in this thread")
    news.click()
    expect(answer(page)).to_contain_text("Yes.")
    other.close()
