"""Docker's health check of a Triton: asks a model for one token, and ends a server that only gives errors.

    python3 watch.py MODEL [--http 127.0.0.1:8000] [--pid PID] [--state FILE] [--times 3] [--patience 3600]

Triton says READY although a Python stub or an engine is dead, and never starts one again; Docker does
nothing about a container that is unhealthy, but starts one anew that has ended. So a server that has answered
before and then answers --times checks in a row with an error is ended here. One that says nothing within the time
may be busy with a long document, and one that says that its engine is starting will be back: both are unhealthy,
and left alone, until nothing has been answered for --patience seconds. Nothing but Python's own library is used:
the model server's image has that.

Exit status 0: it answered. 1: it did not; the reason is printed.
"""

import argparse
import json
import os
import signal
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

STARTING = ("engine is starting", "engine did not start", "engine ended at its start")
EXTRACTIVE = """<|docanalyzer 1|>
<|document|>{"number": 1, "title": "check", "paged": true}
<|page|>{"number": 1, "label": ""}
The model server answers.
<|task|>{"kind": "question", "instructions": "Does it answer?", "fields": [], "output": "markdown", "language": "en"}
"""
PROMPTS = {"docanalyzer_extractive": EXTRACTIVE}
"""The built-in engine takes only this format; a language model takes anything."""
ANSWERED, STARTS, SILENT, DEAD = "answered", "starts", "silent", "dead"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("model")
    parser.add_argument("--http", default="127.0.0.1:8000")
    parser.add_argument("--pid", type=int, default=0, help="of tritonserver; found by its name without this")
    parser.add_argument("--state", type=Path, default=Path("/tmp/docanalyzer-watch.json"))  # noqa: S108
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=8.0, help="to wait for an answer")
    parser.add_argument("--patience", type=float, default=3600.0, help="seconds without any answer")
    options = parser.parse_args()
    how, reason = ask(options.http, options.model, options.seconds)
    judge(how, options.pid or find_server(), options.state, options.times, options.patience)
    print(how, reason)
    return 0 if how == ANSWERED else 1


def ask(address: str, model: str, seconds: float) -> tuple[str, str]:
    """One of the four words, and what the server said. Streamed, for that is how every model of ours answers."""
    inputs = {
        "text_input": PROMPTS.get(model, "ping"),
        "stream": True,
        "sampling_parameters": '{"max_tokens": 1, "temperature": 0}',
    }
    request = urllib.request.Request(
        f"http://{address}/v2/models/{model}/generate_stream",
        data=json.dumps(inputs).encode(),
        headers={"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=seconds) as answer:  # noqa: S310
            said = answer.readline().decode(errors="replace").strip()
    except urllib.error.HTTPError as error:
        said = error.read().decode(errors="replace").strip()
    except TimeoutError as error:
        return SILENT, str(error)
    except OSError as error:
        silent = isinstance(getattr(error, "reason", None), TimeoutError)
        return (SILENT if silent else DEAD), str(error)
    if '"text_output"' in said:
        return ANSWERED, ""
    return (STARTS if any(sign in said for sign in STARTING) else DEAD), said[:500]


def judge(how: str, server: int, state: Path, times: int, patience: float) -> None:
    """Count, and end the server when it is time; a second time without mercy."""
    kept, now = read(state), time.monotonic()  # the same clock in every process, and no jumps
    if kept.get("server") != identity(server) or "heard" not in kept:
        # Started anew (or the file is of an older check): it may take long until it answers.
        kept = {"server": identity(server), "answered": False, "dead": 0, "heard": now, "told": False}
    kept["answered"] = kept["answered"] or how == ANSWERED
    kept["dead"] = kept["dead"] + 1 if how == DEAD and kept["answered"] else 0
    kept["heard"] = now if how == ANSWERED else kept["heard"]
    given_up = kept["answered"] and now - kept["heard"] >= patience
    end, told = kept["dead"] >= times or given_up, kept["told"]
    kept["told"] = end
    state.write_text(json.dumps(kept))
    if server and end:
        os.kill(server, signal.SIGKILL if told else signal.SIGTERM)


def read(state: Path) -> dict:
    try:
        return json.loads(state.read_text())
    except (OSError, ValueError):
        return {}


def identity(server: int) -> str:
    """A process id may come again, with its time of start it does not."""
    try:
        return f"{server} {Path(f'/proc/{server}/stat').read_text().rpartition(')')[2].split()[19]}"
    except OSError:
        return ""


def find_server() -> int:
    for comm in Path("/proc").glob("[0-9]*/comm"):
        try:
            if comm.read_text().strip() == "tritonserver":
                return int(comm.parent.name)
        except OSError:
            continue
    return 0


if __name__ == "__main__":
    sys.exit(main())
