"""A model's Markdown as safe HTML, at once or block by block while it streams, with citations as chips."""

from docanalyzer.pipeline.markdown.chips import Chip, chip_button
from docanalyzer.pipeline.markdown.rendering import render
from docanalyzer.pipeline.markdown.stream import BlockStream, Update

__all__ = ["BlockStream", "Chip", "Update", "chip_button", "render"]
