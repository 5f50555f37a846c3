"""Count tokens with the served model's tokenizer, or estimate them from above; say whether they fit."""

from docanalyzer.pipeline.tokens.counting import TokenCount, count, count_pages
from docanalyzer.pipeline.tokens.fitting import Fit, corrected, fits, refused

__all__ = ["Fit", "TokenCount", "corrected", "count", "count_pages", "fits", "refused"]
