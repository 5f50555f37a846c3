"""Which Python can run Triton's Python backend here: checked, with one sentence for what is missing."""

from __future__ import annotations

import functools
import json
import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

STUB_VERSIONS = ("3.11", "3.12", "3.10", "3.9")
"""The wheel has a stub for each, and numpy 1.26 has a wheel for each; in order of liking."""

NEEDED_GLIBC = (2, 35)

_QUESTION = """
import json, sys, sysconfig
get = sysconfig.get_config_var
print(json.dumps({
    "version": "%d.%d" % sys.version_info[:2],
    "executable": sys._base_executable or sys.executable,
    "base_prefix": sys.base_prefix,
    "folders": [get("LIBDIR"), sys.base_prefix + "/lib"],
    "multiarch": get("MULTIARCH"),
}))
"""


class TritonSetupError(Exception):
    """Triton cannot run here, or not yet; the text says what to install or change."""


@dataclass(frozen=True, slots=True)
class Interpreter:
    """A Python whose shared library is there. library_folder: where libpythonX.Y.so.1.0 lies."""

    executable: str
    version: str
    base_prefix: str
    library_folder: str


def check_machine() -> None:
    """The wheel is built for Linux on x86-64 with glibc 2.35 or newer."""
    system, machine = platform.system(), platform.machine()
    if system != "Linux" or machine not in {"x86_64", "AMD64"}:
        raise TritonSetupError(
            f"The CPU Triton runs on Linux on x86-64 only, and this is {system} on {machine}: "
            "point TRITON_URL at a Triton elsewhere instead."
        )
    name, version = platform.libc_ver()
    found = tuple(int(part) for part in version.split(".")[:2]) if name == "glibc" else (0, 0)
    if found < NEEDED_GLIBC:
        raise TritonSetupError(
            f"The CPU Triton needs glibc 2.35 or newer (Debian 12, Ubuntu 22.04, RHEL 10), "
            f"and this system has {name or 'no glibc'} {version}: "
            "point TRITON_URL at a Triton elsewhere instead."
        )


@functools.cache
def choose_interpreter() -> Interpreter:
    """This Python if its version has a stub and its shared library is here, else another on PATH."""
    check_machine()
    without_library: list[dict[str, str]] = []
    for candidate in [sys.executable, *_on_path()]:
        facts = _ask(candidate)
        if facts is None or facts["version"] not in STUB_VERSIONS:
            continue
        folder = _library_folder(facts)
        if folder:
            return Interpreter(facts["executable"], facts["version"], facts["base_prefix"], folder)
        without_library.append(facts)
    raise TritonSetupError(_what_to_install(without_library))


def _on_path() -> list[str]:
    return [found for version in STUB_VERSIONS if (found := shutil.which(f"python{version}"))]


def _ask(executable: str) -> dict[str, str] | None:
    """What a Python says of itself; None where it does not run (a version manager's shim, say)."""
    try:
        done = subprocess.run(
            [executable, "-c", _QUESTION], capture_output=True, text=True, timeout=20, check=True
        )
        facts: dict[str, str] = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return facts


def _library_folder(facts: dict[str, str]) -> str:
    """The folder that holds the library the stub is linked with, "" if it is nowhere."""
    name = f"libpython{facts['version']}.so.1.0"
    system = [f"/usr/lib/{facts['multiarch']}"] if facts["multiarch"] else []
    for folder in [*facts["folders"], *system, "/usr/lib64", "/usr/local/lib"]:
        if folder and (Path(folder) / name).is_file():
            return os.path.realpath(folder)
    return ""


def _what_to_install(without_library: list[dict[str, str]]) -> str:
    if without_library:
        version, executable = without_library[0]["version"], without_library[0]["executable"]
        return (
            f"Triton's Python backend needs libpython{version}.so.1.0, which {executable} does not bring: "
            f"install it (`apt-get install libpython{version}` on Debian and Ubuntu, "
            f"`dnf install python{version}-libs` on Fedora and RHEL) and run this again."
        )
    return (
        f"Triton's Python backend has no match for Python {platform.python_version()}: "
        "install Python 3.11 or 3.12 with its shared library beside it "
        "(`apt-get install python3.11 libpython3.11`) and run this again."
    )
