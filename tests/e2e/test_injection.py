"""Hostile words in documents, questions and answers, drawn by the real pages in a real browser."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from playwright.sync_api import Page, Request, expect

from tests.e2e.payloads import HOST, PAYLOADS
from tests.e2e.running import ROOT, RunningStack

ANSWER_ALL = """
import json, sys, django
django.setup()
from docanalyzer.accounts.models import User
from docanalyzer.documents.models import Document
from docanalyzer.runs.execution import execute_run
from docanalyzer.threads.services import ask, rename_thread
from tests.fakes import ScriptedClient
given = json.load(sys.stdin)
document = Document.objects.get(pk=given["document"])
user = document.uploaded_by
message = None
for payload in given["payloads"]:
    message = ask(user=user, document=document, question=payload.replace(chr(0), "")[:4000] or "x",
                  thread=message and message.thread, parent=message)
    execute_run(message.run, ScriptedClient(payload.replace(chr(0), "")))
    message.run.refresh_from_db()
rename_thread(message.thread, given["payloads"][0])
"""
"""Each payload asked, and given as the answer, in one thread; citations and searches as a worker makes them."""

FOREIGN = """() => [...document.querySelectorAll('.answer *, .message-body *')].filter((element) => {
    if (element.closest('.cite, .icon')) return false;
    const allowed = 'P BR HR EM STRONG S CODE PRE BLOCKQUOTE UL OL LI H3 H4 H5 H6 TABLE THEAD TBODY TR TH TD SPAN';
    const live = element.matches('.stream-blocks, .stream-tail');
    const names = [...element.attributes].map((one) => one.name);
    const own = names.some((name) => !['class', 'start'].includes(name));
    return !live && (own || !allowed.split(' ').includes(element.tagName));
}).map((element) => element.outerHTML.slice(0, 200))"""
LEADING_AWAY = """() => [...document.querySelectorAll('.answer a, .message-body a')]
    .map((link) => link.href).filter((href) => !href.startsWith(location.origin + '/documents/'))"""


@pytest.fixture(scope="module")
def stack(scripted_stack: RunningStack) -> RunningStack:
    return scripted_stack


@pytest.fixture
def watched(signed_in: Page) -> tuple[Page, list[str]]:
    """A page whose every request is noted, and in which a payload that runs leaves a trace."""
    page = signed_in
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.context.on("request", note)
    page.on("dialog", lambda dialog: asked.append(f"dialog {dialog.message}"))
    page.add_init_script("window.owned = () => { document.documentElement.dataset.owned = 'yes' }")
    return page, asked


def hostile_document(page: Page, name: str, payloads: list[str]) -> int:
    text = "\n\n".join(payload.replace("\0", "") for payload in payloads)
    files = {"name": f"{name}.txt", "mimeType": "text/plain", "buffer": text.encode()}
    page.goto("/documents/")
    page.set_input_files("input[type=file]", files)
    row = page.locator(".doc-row", has=page.get_by_role("link", name=name, exact=True)).first
    expect(row).to_have_attribute("data-status", "ready")
    return int((row.get_attribute("id") or "").removeprefix("document-"))


def nothing_happened(page: Page, asked: list[str], address: str) -> None:
    assert [url for url in asked if not url.startswith((address, "data:", "blob:", "about:"))] == []
    assert page.evaluate("document.documentElement.dataset.owned") is None
    assert page.evaluate(FOREIGN) == []
    assert page.evaluate(LEADING_AWAY) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_corpus_is_large_enough() -> None:
    assert len(PAYLOADS) >= 40


def test_answers_questions_and_documents_bring_nothing_of_their_own(
    watched: tuple[Page, list[str]], stack: RunningStack
) -> None:
    page, asked = watched
    # Long enough to burst any box, short enough for the scripted model's small window.
    payloads = [payload[:500] for payload in PAYLOADS.values()]
    document = hostile_document(page, "hostile", [payload for payload in payloads if len(payload) < 500])
    shown = ""
    for start in range(0, len(payloads), 20):
        given = payloads[start : start + 20]
        answered(stack, {"document": document, "payloads": given})
        page.goto("about:blank")
        page.goto(f"/documents/{document}/?thread=newest#panel-ask")
        expect(page.locator(".message.is-answer")).to_have_count(len(given))
        page.locator(".thread-title").click()
        shown += page.locator("#panel-ask").inner_text()
        nothing_happened(page, asked, stack.address)
    assert f"click here ({HOST}/leak?d=secret)" in shown  # a link is its words and its target
    assert "<script>owned()</script>" in shown
    expect(page.locator("main")).to_contain_text("owned()")  # the document shows what it says, as text


def answered(stack: RunningStack, given: dict[str, object]) -> None:
    environment = {**stack.environment, "DJANGO_SETTINGS_MODULE": "docanalyzer.settings"}
    done = subprocess.run(
        [sys.executable, "-c", ANSWER_ALL],
        cwd=ROOT,
        env=environment,
        input=json.dumps(given).encode(),
        check=False,
        capture_output=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-3000:]


def test_nothing_comes_while_an_answer_streams(watched: tuple[Page, list[str]], stack: RunningStack) -> None:
    page, asked = watched
    short = [payload for payload in PAYLOADS.values() if len(payload) < 110 and "\0" not in payload]
    document = hostile_document(page, "streamed", short)
    page.goto(f"/documents/{document}/#panel-ask")
    text = "\n\n".join(short)[:4500]
    pieces = [text[at : at + 15] for at in range(0, len(text), 15)]
    script = json.dumps({"tokens": pieces, "delay": 0.01}, ensure_ascii=False)
    assert len(script) < 7900
    page.locator(".composer textarea").fill(f"Say @script {script}")
    page.keyboard.press("Enter")
    run = page.locator("#panel-ask .run").last
    expect(run.locator(".answer.is-streaming")).to_contain_text("leak")
    nothing_happened(page, asked, stack.address)
    expect(run).to_have_attribute("data-status", "succeeded")
    nothing_happened(page, asked, stack.address)
