"""Fixtures for every room of tests."""

from tests.triton_server import triton_environment, triton_server

__all__ = ["triton_environment", "triton_server"]
