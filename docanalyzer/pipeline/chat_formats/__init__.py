"""How a model writes turns: GLM-4, ChatML, and the built-in extractive engine."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from docanalyzer.pipeline.chat_formats.base import ChatFormat
from docanalyzer.pipeline.chat_formats.chatml import ChatML
from docanalyzer.pipeline.chat_formats.extractive import Extractive
from docanalyzer.pipeline.chat_formats.glm4 import GLM4
from docanalyzer.pipeline.chat_formats.stops import stop_token_ids

CHAT_FORMATS: Mapping[str, ChatFormat] = MappingProxyType(
    {"glm4": GLM4(), "chatml": ChatML(), "extractive": Extractive()}
)
"""By the name that ModelProfile.chat_format and the settings use."""

__all__ = ["CHAT_FORMATS", "GLM4", "ChatFormat", "ChatML", "Extractive", "stop_token_ids"]
