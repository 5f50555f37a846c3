"""Count tokens with the served model's tokenizer, or estimate them from above; say whether they fit."""

from docanalyzer.pipeline.tokens.counting import TokenCount, count, count_pages
from docanalyzer.pipeline.tokens.fitting import Fit, fits

__all__ = ["Fit", "TokenCount", "count", "count_pages", "fits"]
