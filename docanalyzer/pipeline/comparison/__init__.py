"""Two versions of a document, clause by clause, without a model: what was inserted, deleted, moved and changed."""

from docanalyzer.pipeline.comparison.align import compare
from docanalyzer.pipeline.comparison.paragraphs import paragraphs_of
from docanalyzer.pipeline.comparison.types import Comparison, Difference, Kind, Paragraph, Piece, PieceKind

__all__ = ["Comparison", "Difference", "Kind", "Paragraph", "Piece", "PieceKind", "compare", "paragraphs_of"]
