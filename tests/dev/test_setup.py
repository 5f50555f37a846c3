"""`make setup`: what stands in the way is one sentence, and what is made already is left alone."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from dev import setup

SOURCE = Path(setup.__file__)


def test_an_older_python_can_read_it_and_is_told_what_is_needed() -> None:
    ast.parse(SOURCE.read_text(), feature_version=(3, 7))
    with pytest.raises(setup.SetupError, match=r"Python 3\.8.*3\.11 or newer.*PYTHON="):
        setup.check_python((3, 8))


def test_this_python_will_do() -> None:
    setup.check_python((3, 13))


def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(setup.SetupError, match=f"No permission to write in {tmp_path}"):
        setup.check_writable((tmp_path,), may=lambda path, mode: False)


def test_what_is_not_there_yet_is_no_hindrance(tmp_path: Path) -> None:
    setup.check_writable((tmp_path / "new",), may=lambda path, mode: False)


def test_the_installer_is_taken_from_the_lock_with_its_hashes() -> None:
    block = setup.locked("uv")
    assert block.startswith("uv==")
    assert "--hash=sha256:" in block
    assert block.count("==") == 1


def test_every_requirement_of_every_lock_is_hashed() -> None:
    for name in ("main", "dev", "triton"):
        text = (SOURCE.parent.parent / "requirements" / f"{name}.txt").read_text()
        packages = [line for line in text.splitlines() if "==" in line and not line.startswith((" ", "#"))]
        assert packages
        assert all(line.endswith("\\") for line in packages), name


def test_the_product_and_the_tools_agree_on_versions() -> None:
    folder = SOURCE.parent.parent / "requirements"
    product, tools = (pins((folder / f"{name}.txt").read_text()) for name in ("main", "dev"))
    assert product.items() <= tools.items()


def pins(text: str) -> dict[str, str]:
    lines = [line for line in text.splitlines() if "==" in line and not line.startswith((" ", "#"))]
    return dict(line.removesuffix("\\").strip().split("==") for line in lines)


def test_a_changed_lock_changes_the_stamp_but_not_the_interpreter_line(tmp_path: Path) -> None:
    one, other = tmp_path / "one.txt", tmp_path / "other.txt"
    one.write_text("a==1\n")
    other.write_text("a==2\n")
    first, second = setup.fingerprint(one).splitlines(), setup.fingerprint(other).splitlines()
    assert first[0] == second[0]
    assert first[1] != second[1]


def test_make_says_it_too_when_the_python_is_too_old(tmp_path: Path) -> None:
    """Through make: a stand-in for an old Python that runs the script under a claimed version."""
    old = tmp_path / "python3.9"
    old.write_text(
        f"#!{sys.executable}\nimport sys, runpy\nsys.version_info = (3, 9, 2, 'final', 0)\n"
        "sys.argv = sys.argv[1:]\nrunpy.run_path(sys.argv[0], run_name='__main__')\n"
    )
    old.chmod(0o755)
    done = subprocess.run(
        ["make", "setup", f"PYTHON={old}"],
        cwd=SOURCE.parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "This is Python 3.9" in done.stderr
    assert "Traceback" not in done.stderr
