"""Fixtures for every room of tests."""

from tests.people import colleague, outsider, owner
from tests.triton_server import triton_environment, triton_server
from tests.valkey import valkey, valkey_server

__all__ = ["colleague", "outsider", "owner", "triton_environment", "triton_server", "valkey", "valkey_server"]
