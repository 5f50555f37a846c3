"""Does it answer? One real request per kind of service, True or False, in at most about a second."""

from __future__ import annotations

import urllib.error
import urllib.request

import redis
from celery import Celery

from dev.ports import LOOPBACK
from docanalyzer.pipeline.errors import InferenceError
from docanalyzer.pipeline.inference import ModelProfile
from docanalyzer.pipeline.triton import TritonClient


def redis_answers(url: str) -> bool:
    try:
        with redis.Redis.from_url(url, socket_timeout=1) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def engine_answers(model: str, grpc_port: int) -> bool:
    """A real inference: Triton says READY also where its Python stub dies at the first request."""
    client = TritonClient(ModelProfile(name=model, urls=(f"{LOOPBACK}:{grpc_port}",)))
    try:
        client.check()
    except InferenceError:
        return False
    finally:
        client.close()
    return True


def worker_answers(broker_url: str, name: str) -> bool:
    with Celery(broker=broker_url, set_as_current=False) as app:
        try:
            return bool(app.control.ping(destination=[name], timeout=0.5))
        except OSError:
            return False


def page_answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
