"""What `manage.py check`, and so `migrate`, says of a model that is configured in a way that cannot work."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from docanalyzer.pipeline.chat_formats import CHAT_FORMATS

_ADDRESS = re.compile(r"(?:(?:dns|ipv4|ipv6):(?:///?)?)?(?:\[[0-9A-Fa-f:.]+\]|[^\s/:\[\]]+):\d{1,5}|unix:\S+")


@register(Tags.compatibility)
def check_model(app_configs: Any, **options: Any) -> list[CheckMessage]:
    errors: list[CheckMessage] = [
        Error(sentence, id=f"docanalyzer.E00{number}") for number, sentence in problems()
    ]
    path = settings.MODEL["tokenizer_path"]
    if path and not os.path.isfile(path):  # commands that count nothing may run without it
        sentence = f"DOCANALYZER_TOKENIZER is “{path}”, and there is no such file here."
        errors.append(Warning(sentence, id="docanalyzer.W001"))
    return errors


def problems() -> Iterator[tuple[int, str]]:
    """A number for each kind, and a sentence that names the setting, its value and what it should be."""
    model = settings.MODEL
    if not model["urls"]:
        yield 1, "TRITON_URLS is empty: give host:port of the model server's gRPC port."
    for url in model["urls"]:
        if not _ADDRESS.fullmatch(url):
            yield (
                1,
                f"TRITON_URLS holds “{url}”: give host:port of the gRPC port (8001), without http:// and path.",
            )
    if model["chat_format"] not in CHAT_FORMATS:
        known = ", ".join(sorted(CHAT_FORMATS))
        yield 2, f"DOCANALYZER_CHAT_FORMAT is “{model['chat_format']}”; there are {known}."
    for setting, tokens in (
        ("DOCANALYZER_CONTEXT_WINDOW", model["context_window"]),
        ("DOCANALYZER_REPLICA_TOKENS", settings.REPLICA_TOKENS),
    ):
        if tokens <= 0:
            yield 3, f"{setting} is {tokens}: give how many tokens the model server has room for."
