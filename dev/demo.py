"""docanalyzer on this machine, and one summary of a whole report, by the very path a browser uses.

make demo [DOC=path/to/file.pdf] [ONCE=1] [PORT=8000]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dev import stopping
from dev.database import PASSWORD_FILE, USERNAME
from dev.sample_report import REPORT
from dev.services import Refusal, running
from dev.stack import PYTHON, ROOT, Stack
from dev.supervision import Supervisor
from dev.visitor import Refused, Visitor


@dataclass(slots=True)
class Job:
    """One document from upload to summary. outcome: None while it goes on, then whether it worked."""

    stack: Stack
    path: Path
    started: float
    page: str = ""
    outcome: bool | None = None
    marks: dict[str, float] = field(default_factory=dict)

    def run(self) -> None:
        try:
            self.outcome = self._work()
        except (Refused, OSError) as error:
            say(f"\nIt did not work: {error}")
            self.outcome = False
        finally:
            self.outcome = bool(self.outcome)  # whatever went wrong, the demo must not wait for ever

    def _work(self) -> bool:
        visitor = Visitor(self.stack.address)
        visitor.sign_in(USERNAME, (self.stack.data / PASSWORD_FILE).read_text())
        self._mark("signed in")
        document = visitor.upload(self.path)
        self.page = f"{self.stack.address}/documents/{document}/"
        state = {}
        for state in visitor.states(document):
            rewrite(f"{self.path.name}: {state['stage']}")
        self._mark("ready")
        if state.get("status") != "ready":
            say(f"\n{self.path.name} could not be read: {state.get('message')}")
            return False
        rewrite(
            f"{self.path.name}: {extent(state)}{state['character_count']:,} characters, "
            f"{'' if state['tokens_exact'] else 'about '}{state['token_count']:,} tokens; "
            f"{'fits' if state['fits'] else 'does not fit'} (limit {state['limit']:,})\n"
        )
        if not state["fits"]:
            say(f"Refused whole, nothing was sent: {state['fit_message']}.")
            return False
        run = visitor.start(document, "summary")
        for text in visitor.stream(run):
            if "first line" not in self.marks:
                self._mark("first line")
            print(text, end="", flush=True)
        self._mark("complete")
        return self._report(visitor.result(run))

    def _report(self, result: dict[str, Any]) -> bool:
        """The receipt, and whether the summary is whole."""
        coverage, error = result["coverage"], result["error"]
        if result["status"] != "succeeded" or not result["output"].strip():
            say(f"\nThe summary {result['status']}: {error['message'] if error else 'nothing came'}")
            return False
        states: dict[str, int] = {}
        for citation in result["citations"]:
            states[citation["state"]] = states.get(citation["state"], 0) + 1
        say(
            f"\n\nReceipt: {read_parts(coverage)}; "
            f"{coverage['characters']:,} characters, {coverage['tokens']:,} tokens of {coverage['limit']:,}; "
            f"{'nothing cut' if coverage['nothing_cut'] else 'NOT WHOLE'}."
        )
        say(
            "Citations: "
            + (", ".join(f"{count} {state}" for state, count in sorted(states.items())) or "none")
            + "."
        )
        say(
            "Seconds since the start: "
            + ", ".join(f"{what} {at:.1f}" for what, at in self.marks.items())
            + "."
        )
        return bool(coverage["nothing_cut"])

    def _mark(self, what: str) -> None:
        self.marks[what] = time.monotonic() - self.started


def extent(state: dict[str, Any]) -> str:
    """ "306 pages, " for what has pages."""
    return f"{state['page_count']} pages, " if state["paged"] else ""


def read_parts(coverage: dict[str, Any]) -> str:
    paragraphs = sum(one["paragraphs"] for one in coverage["documents"] if not one["paged"])
    pages = f"{coverage['pages']} pages read, {coverage['pages_without_text']} without text"
    return pages if coverage["pages"] else f"{paragraphs} paragraphs read"


def main() -> int:
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__.partition("\n")[0])
    parser.add_argument("--document", type=Path, help="a file of yours; without it the sample report")
    parser.add_argument(
        "--once", action="store_true", help="end after the summary; the status tells whether it worked"
    )
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data", type=Path, default=ROOT / "var")
    options = parser.parse_args()
    if options.document and not options.document.is_file():
        say(f"There is no file {options.document}: give DOC= the path of a PDF, Word or HTML file.")
        return 2
    try:
        with stopping.by_signals():
            return demonstrate(options.data.resolve(), options.port, options.document, once=options.once)
    except stopping.Stopped as stopped:
        say("\nEverything is stopped.")
        return stopped.status if options.once else 0
    except Refusal as error:
        say(str(error))
        return 1


def demonstrate(data: Path, port: int, document: Path | None, *, once: bool) -> int:
    started = time.monotonic()
    folder = data / "samples"
    say("Starting Valkey, Triton, the workers and the web server …")
    sample = subprocess.Popen(
        [PYTHON, "-m", "dev.sample_report", str(folder)], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    with running(data, port) as (stack, supervisor):
        if sample.wait() != 0 and document is None:
            say(f"The sample report could not be made in {folder}: see above.")
            return 1
        say(f"Ready at {stack.address} after {time.monotonic() - started:.1f} s.")
        job = Job(stack, document or folder / REPORT, started)
        keep(supervisor, job)
        if once:
            return 0 if job.outcome else 1
        say(where(stack, job))
        while True:
            supervisor.check()
            time.sleep(0.5)


def keep(supervisor: Supervisor, job: Job) -> None:
    """Do the job in a thread, and look after the services meanwhile. Raises ServiceFailed."""
    thread = threading.Thread(target=job.run, daemon=True)
    thread.start()
    while thread.is_alive():
        supervisor.check()
        thread.join(0.5)


def where(stack: Stack, job: Job) -> str:
    password = (stack.data / PASSWORD_FILE).read_text()
    return (
        f"\nOpen      {job.page or stack.address}\n"
        f"Sign in   {USERNAME}   password {password}\n"
        f"Logs      {stack.logs} (make logs)\n"
        "Ctrl-C ends everything."
    )


def say(text: str) -> None:
    print(text, flush=True)


def rewrite(text: str) -> None:
    """Over the line before in a terminal; a line of its own in a file."""
    print(
        f"\r\033[K{text}" if sys.stdout.isatty() else text,
        end="" if sys.stdout.isatty() else "\n",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
