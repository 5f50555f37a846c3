"""The real product and a real browser. Package-wide: both are gone before other tests go on.

(Playwright's loop in this thread would keep Django's ORM from working in tests that follow.)
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from dev.debian import executable
from dev.sample_report import make_samples
from tests.e2e.running import RunningStack, running_stack
from tests.triton_server import TritonServer

HERE = Path(__file__).parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = 30_000
WINDOW = 12_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="package")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    """Valkey, Triton with the built-in engine, workers, beat and web server, with a data directory of their own."""
    with running_stack(tmp_path_factory.mktemp("stack")) as running:
        yield running


@pytest.fixture(scope="package")
def scripted_stack(
    triton_server: TritonServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningStack]:
    """The product with the scripted model in place of the engine, and a window of WINDOW tokens."""
    settings = {
        "TRITON_URLS": triton_server.url,
        "DOCANALYZER_MODEL": "scripted",
        "DOCANALYZER_CHAT_FORMAT": "glm4",
        "DOCANALYZER_CONTEXT_WINDOW": str(WINDOW),
    }
    with running_stack(tmp_path_factory.mktemp("scripted"), **settings) as running:
        yield running


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample documents (dev/sample_report.py says which)."""
    return make_samples(tmp_path_factory.mktemp("samples"))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = executable()
    if path is None:
        missing = "there is no Chromium: `make test` says how to get one"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, stack: RunningStack) -> Iterator[Page]:
    """A new visitor; paths are relative to the product's address. A script error fails the test."""
    context = browser.new_context(
        base_url=stack.address, viewport={"width": 1280, "height": 800}, locale="en"
    )
    context.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: note_violation(message, errors))
    yield page
    context.close()
    assert errors == []


def note_violation(message: ConsoleMessage, errors: list[str]) -> None:
    """Whatever the content security policy stopped was meant to be loaded by someone."""
    if message.type == "error" and "Content Security Policy" in message.text:
        errors.append(message.text)


@pytest.fixture
def signed_in(page: Page, stack: RunningStack) -> Page:
    """The demo account, in the library."""
    page.goto("/login/")
    page.fill("input[name=username]", stack.username)
    page.fill("input[name=password]", stack.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/documents/**")
    return page
