"""Become one of the services: `python -m dev.launch SERVICES.json NAME`.

The process manager starts every service through this, so that no path and no secret has to survive its
configuration syntax, nor shows in `ps`.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path


def main() -> None:
    services, name = sys.argv[1:]
    service = json.loads(Path(services).read_text())[name]
    for number in (signal.SIGPIPE, signal.SIGXFSZ):  # Python ignores these, and ignored signals are inherited
        signal.signal(number, signal.SIG_DFL)
    os.chdir(service["directory"])
    os.execvpe(service["argv"][0], service["argv"], service["environment"])


if __name__ == "__main__":
    main()
