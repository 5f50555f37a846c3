"""Print the exact prompt: `python -m docanalyzer.pipeline.prompts FILE… --question Q --format glm4`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from docanalyzer.pipeline.chat_formats import CHAT_FORMATS
from docanalyzer.pipeline.errors import PipelineError
from docanalyzer.pipeline.prompts import Task, Turn, document_of, render
from docanalyzer.pipeline.reading import read


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m docanalyzer.pipeline.prompts", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument(
        "--question", required=True, help="what is asked; for --kind other than question, instructions"
    )
    parser.add_argument("--format", choices=sorted(CHAT_FORMATS), default="glm4")
    parser.add_argument(
        "--kind", choices=["question", "summary", "extraction", "comparison"], default="question"
    )
    parser.add_argument("--language", choices=["en", "zh"], default="")
    parser.add_argument("--workspace-line", default="")
    parser.add_argument("--prefix", action="store_true", help="print only the part that every task shares")
    options = parser.parse_args(arguments)
    try:
        documents = [document_of(read(path), title=path.name) for path in options.files]
    except (PipelineError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    task = Task(kind=options.kind, instructions=options.question, language=options.language)
    turns = [Turn(role="user", task=task)]
    prompt = render(documents, turns, CHAT_FORMATS[options.format], workspace_line=options.workspace_line)
    sys.stdout.buffer.write((prompt.prefix if options.prefix else prompt.text).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
