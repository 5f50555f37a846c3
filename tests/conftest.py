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


@pytest.fixture(autouse=True)
def empty_shelf() -> None:
    """The database of each test numbers its rows from 1 again: nothing may be left of another test's."""
    shelf.SHELF.clear()
