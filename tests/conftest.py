"""Fixtures for every room of tests."""

import pytest

from docanalyzer.runs import shelf
from tests.people import colleague, outsider, owner
from tests.triton_server import triton_environment, triton_server
from tests.valkey import hung_valkey, valkey, valkey_process, valkey_server

__all__ = [
    "colleague",
    "hung_valkey",
    "outsider",
    "owner",
    "triton_environment",
    "triton_server",
    "valkey",
    "valkey_process",
    "valkey_server",
]


SCRIPTED = {"test_streaming.py", "test_threads.py", "test_injection.py"}
"""Of tests/e2e, those whose product answers by a script; the others have one with the built-in engine."""


@pytest.hookimpl(tryfirst=True)  # before the workers of a parallel run read the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In a parallel run a module's tests stay together, and so do those that share a running product."""
    for item in items:
        together = item.path.name
        if item.path.parent.name == "e2e":
            together = "scripted" if together in SCRIPTED else "e2e"
        item.add_marker(pytest.mark.xdist_group(together))


@pytest.fixture(autouse=True)
def empty_shelf() -> None:
    """The database of each test numbers its rows from 1 again: nothing may be left of another test's."""
    shelf.SHELF.clear()
