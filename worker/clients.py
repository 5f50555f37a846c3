"""Settings become a client here, and only here."""

from __future__ import annotations

import threading

from django.conf import settings

from docanalyzer.pipeline.inference import InferenceClient, ModelProfile
from docanalyzer.pipeline.triton import TritonClient
from docanalyzer.runs import replicas

_lock = threading.Lock()
_client: TritonClient | None = None


def profile() -> ModelProfile:
    return ModelProfile(**settings.MODEL)


def inference_client() -> InferenceClient:
    return triton_client()


def triton_client() -> TritonClient:
    """This process's client; made on first use, so after any fork, and shared by its threads."""
    global _client
    with _lock:
        if _client is None:
            _client = TritonClient(profile(), told=replicas.known_down)
        return _client
