"""The engine's keeper goes on when the machine cannot start a process for a while."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from dev import triton

sys.path.append(str(triton.ROOT / "triton" / "gpu" / "glm4_9b_chat_1m_async" / "1"))

from docanalyzer_engine import launcher  # type: ignore[import-not-found]

ENGINE = f"""#!{sys.executable}
import socket, sys, time
listening = socket.socket(socket.AF_UNIX)
listening.bind(sys.argv[3])
listening.listen()
held = []
while True:
    held.append(listening.accept())
"""


def test_an_engine_whose_program_is_missing_for_a_while_is_started_when_it_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(launcher, "RESTART_SECONDS", 0.05)
    program = tmp_path / "engine"
    program.write_text(ENGINE)
    program.chmod(0o755)
    asyncio.run(asyncio.wait_for(gone_and_back(program, tmp_path, capsys), timeout=30))


async def gone_and_back(program: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    engine = launcher.EngineProcess(folder, {"ENGINE_PYTHON": str(program)}, lambda figures: None)
    await engine.start()
    try:
        program.rename(folder / "away")
        engine._process.kill()
        while "No such file" not in capsys.readouterr().err:
            assert not engine._keeping.done()
            await asyncio.sleep(0.02)
        (folder / "away").rename(program)
        while not engine._ready:
            assert not engine._keeping.done()
            await asyncio.sleep(0.02)
    finally:
        engine._process.kill()
        await engine.close()
