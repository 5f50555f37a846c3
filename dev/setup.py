"""Make this folder ready to run: `.venv/` and `.venv-triton/`, from the locked, hashed requirements.

    python3 dev/setup.py

Needs nothing but Python 3.11 or newer, and does nothing where nothing changed: a stamp in the environment
keeps the hash of what it was made from. Written so that an older Python can still read it and say so.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
TRITON_VENV = ROOT / ".venv-triton"
LOCK = ROOT / "requirements" / "dev.txt"
TRITON_LOCK = ROOT / "requirements" / "triton.txt"
STAMP = ".made-from"
OLDEST = (3, 11)


class SetupError(Exception):
    """What stands in the way; the text says what to do about it."""


def main() -> int:
    try:
        check_python(sys.version_info[:2])
        check_writable((ROOT, VENV, TRITON_VENV))
        if stamped(VENV) != fingerprint(LOCK):
            make_environment()
        if stamped(TRITON_VENV) != fingerprint(TRITON_LOCK):
            make_triton_environment()
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped before the environments were complete; run it again.", file=sys.stderr)
        return 130
    return 0


def check_python(version: "tuple[int, int]") -> None:
    """Raises SetupError for a Python that cannot run the product or cannot make environments."""
    if version < OLDEST:
        raise SetupError(
            f"This is Python {version[0]}.{version[1]}, and docanalyzer needs Python 3.11 or newer: "
            "install it, or say where it is with `make PYTHON=/path/to/python3.11`."
        )
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError as error:
        raise SetupError(
            f"This Python cannot make virtual environments (no module {error.name}): "
            "install the package python3-venv."
        ) from error


def check_writable(places: "tuple[Path, ...]", may: "Callable[[str, int], bool]" = os.access) -> None:
    for place in places:
        if place.exists() and not may(str(place), os.W_OK):
            raise SetupError(
                f"No permission to write in {place}: environments and data go there; make it writable "
                "or run from a copy of your own."
            )


def fingerprint(lock: Path) -> str:
    """Two lines that an environment depends on: interpreter and place (its scripts name both), and the lock."""
    interpreter = (sys.version, os.path.realpath(sys.executable), str(ROOT))
    return digest("\0".join(interpreter)) + "\n" + digest(lock.read_text()) + "\n"


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def stamped(environment: Path) -> str:
    stamp = environment / STAMP
    return stamp.read_text() if stamp.is_file() else ""


def make_environment() -> None:
    """Exactly the lock: by uv, which is itself locked, or by pip where uv cannot. Updated where it stands."""
    say("Making .venv from requirements/dev.txt …")
    python = str(VENV / "bin" / "python")
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r"]
    if stamped(VENV).split("\n")[0] != fingerprint(LOCK).split("\n")[0]:
        shutil.rmtree(str(VENV), ignore_errors=True)
        run_quietly([sys.executable, "-m", "venv", str(VENV)], "A virtual environment")
    with tempfile.TemporaryDirectory() as folder:
        only_uv = Path(folder) / "uv.txt"
        only_uv.write_text(locked("uv"))
        run_quietly([*pip, str(only_uv)], "The installer")
    uv = [str(VENV / "bin" / "uv"), "pip", "install", "--quiet", "--system-certs", "--python", python]
    if not succeeds([*uv, "--require-hashes", "-r", str(LOCK)]):
        # uv reads no pip.conf: a machine whose index is set there still installs, only slower.
        run_quietly([*pip, str(LOCK)], "The requirements")
    (VENV / STAMP).write_text(fingerprint(LOCK))


def make_triton_environment() -> None:
    """Made by the program that runs Triton: numpy 2, which everything else uses, breaks its stub."""
    say("Making .venv-triton from requirements/triton.txt …")
    run_quietly([str(VENV / "bin" / "python"), "-m", "dev.triton", "setup"])
    (TRITON_VENV / STAMP).write_text(fingerprint(TRITON_LOCK))


def locked(name: str) -> str:
    """The lines of one package in the lock, with its hashes."""
    lines = LOCK.read_text().splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(name + "=="))
    block = [lines[start]]
    for line in lines[start + 1 :]:
        if not line.lstrip().startswith("--hash"):
            break
        block.append(line)
    return "\n".join(block) + "\n"


def run_quietly(argv: "list[str]", what: str = "") -> None:
    """Run a command of the setup; what it said is shown only if it failed."""
    environment = dict(os.environ, UV_SYSTEM_CERTS="1")
    done = subprocess.run(argv, cwd=str(ROOT), env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip()[-2000:]
        raise SetupError(f"{what} could not be installed: {said}" if what else said)


def succeeds(argv: "list[str]") -> bool:
    return subprocess.run(argv, cwd=str(ROOT), capture_output=True, check=False).returncode == 0


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
