"""What the tests want from Debian: a Chromium, and docker-compose to parse compose.yaml with.

    python -m dev.debian

Installed where that may be done (root, apt-get); a missing Chromium is said aloud, and fails in CI.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")


def executable() -> str | None:
    """Where the browser is; DOCANALYZER_CHROMIUM names another."""
    named = os.environ.get("DOCANALYZER_CHROMIUM")
    return named or next((path for path in map(shutil.which, NAMES) if path), None)


def may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def missing() -> list[str]:
    wanted = {"chromium": executable(), "docker-compose": shutil.which("docker-compose")}
    return [package for package, found in wanted.items() if found is None]


def install(packages: list[str]) -> None:
    """Debian's packages, once. The lists are brought up to date first, as a new machine has none."""
    print(f"Installing Debian's {' and '.join(packages)} for the tests (once) …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for argv in (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(argv, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"`{' '.join(argv)}` failed: {done.stderr.strip()[-500:]}", file=sys.stderr)
            return


def main() -> int:
    if missing() and may_install():
        install(missing())
    if executable() is not None:
        return 0
    advice = "install Debian's package chromium, or set DOCANALYZER_CHROMIUM to a Chromium of yours"
    if os.environ.get("CI") == "true":
        print(f"There is no browser, and CI must not skip its tests: {advice}.", file=sys.stderr)
        return 1
    print(f"There is no browser: the browser tests will be SKIPPED. To run them, {advice}.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
