"""Which token ids end an answer: as configured, else the chat format's, else those of its stop tokens."""

from __future__ import annotations

import json
import os
from functools import lru_cache
from pathlib import Path

from docanalyzer.pipeline.chat_formats.base import ChatFormat
from docanalyzer.pipeline.inference import ModelProfile


def stop_token_ids(chat_format: ChatFormat, profile: ModelProfile) -> tuple[int, ...]:
    """To be sent with every request; empty where nothing tells them, and the server's own have to do.

    profile.extra["stop_token_ids"] goes before everything. Raises OSError or ValueError for a tokenizer.json
    that cannot be read.
    """
    configured = profile.extra.get("stop_token_ids")
    if configured is not None:
        return tuple(configured)
    if chat_format.stop_token_ids or not (chat_format.stop_tokens and profile.tokenizer_path):
        return chat_format.stop_token_ids
    changed = os.stat(profile.tokenizer_path).st_mtime_ns
    return _ids(profile.tokenizer_path, changed, chat_format.stop_tokens)


@lru_cache(maxsize=4)
def _ids(path: str, changed: int, names: tuple[str, ...]) -> tuple[int, ...]:
    """In the order of `names`, without those that the tokenizer does not have."""
    added = json.loads(Path(path).read_text())["added_tokens"]
    known = {token["content"]: int(token["id"]) for token in added}
    return tuple(known[name] for name in names if name in known)
