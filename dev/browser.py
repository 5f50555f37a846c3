"""Is there a Chromium for the browser tests? Debian's is installed where that may be done, else said aloud.

python -m dev.browser
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


def install() -> None:
    """Debian's packages, once. The lists are brought up to date first, as a new machine has none."""
    print("Installing Debian's chromium for the browser tests (once) …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for argv in (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]):
        done = subprocess.run(argv, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"`{' '.join(argv)}` failed: {done.stderr.strip()[-500:]}", file=sys.stderr)
            return


def main() -> int:
    if executable() is None and may_install():
        install()
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
