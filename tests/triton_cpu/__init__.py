"""The extractive engine, imported the way Triton's model imports it."""

import sys
from pathlib import Path

MODEL = Path(__file__).parents[2] / "triton" / "cpu" / "docanalyzer_extractive" / "1"
sys.path.insert(0, str(MODEL))
