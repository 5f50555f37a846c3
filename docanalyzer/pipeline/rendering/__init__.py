"""Pages of untrusted files as images, text layers and places, made in warm child processes that can be killed."""

from docanalyzer.pipeline.rendering.errors import RenderingError
from docanalyzer.pipeline.rendering.pool import Pool, PoolLimits
from docanalyzer.pipeline.rendering.subjects import Subject, pdf_subject, text_subject

__all__ = ["Pool", "PoolLimits", "RenderingError", "Subject", "pdf_subject", "text_subject"]
