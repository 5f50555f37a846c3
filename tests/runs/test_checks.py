import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.checks import run_checks

ROOT = Path(__file__).parents[2]


def said(settings, **changed: object) -> list[str]:
    settings.MODEL = {**settings.MODEL, "urls": ("127.0.0.1:8001",), **changed}
    return [message.msg for message in run_checks() if str(message.id).startswith("docanalyzer.")]


def test_a_model_that_can_work_is_passed(settings) -> None:
    for url in (
        "triton:8001",
        "10.0.0.7:8001",
        "[::1]:8001",
        "dns:///triton.example.org:8001",
        "unix:/run/triton",
    ):
        assert said(settings, urls=(url,)) == []


@pytest.mark.parametrize(
    "url", ["http://triton:8001", "triton", "https://triton", "a:1/x", "a b:1", "::1:8001", "a:"]
)
def test_an_address_that_is_none_is_named(settings, url: str) -> None:
    (sentence,) = said(settings, urls=("a:1", url))
    assert f"“{url}”" in sentence
    assert "host:port" in sentence


def test_an_unknown_chat_format_is_named_with_those_there_are(settings) -> None:
    assert said(settings, chat_format="llama3") == [
        "DOCANALYZER_CHAT_FORMAT is “llama3”; there are chatml, extractive, glm4."
    ]


def test_what_is_empty_or_missing_is_named(settings) -> None:
    assert "is empty" in said(settings, urls=())[0]
    assert "no such file" in said(settings, tokenizer_path="/nowhere/tokenizer.json")[0]
    settings.REPLICA_TOKENS = 0
    assert "DOCANALYZER_REPLICA_TOKENS is 0" in said(settings, tokenizer_path="")[0]


def configured(tmp_path: Path, **environment: str) -> str:
    """What the settings make of an environment, in a process of their own."""
    code = "from django.conf import settings as s; print(s.MODEL['urls'], s.MODEL['chat_format'], s.REPLICA_TOKENS)"
    known = {
        name: value for name, value in os.environ.items() if not name.startswith(("DOCANALYZER_", "TRITON_"))
    }
    defaults = {"DJANGO_SETTINGS_MODULE": "docanalyzer.settings", "DOCANALYZER_DATA_DIR": str(tmp_path)}
    environment = {**known, **defaults, "DOCANALYZER_DEBUG": "true", **environment}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, check=True
    )
    return done.stdout.decode().strip()


def test_spaces_around_addresses_and_names_are_no_part_of_them(tmp_path: Path) -> None:
    found = configured(tmp_path, TRITON_URLS=" a:1, b:2 ,", DOCANALYZER_CHAT_FORMAT="glm4 ")
    assert found.startswith("('a:1', 'b:2') glm4 ")


def test_a_server_is_given_no_more_than_the_cache_of_any_card_in_the_table(tmp_path: Path) -> None:
    """vLLM starts with a cache of one window at least; the windows in docs/operations.md leave 2% of it."""
    window = 694_272
    found = configured(tmp_path, DOCANALYZER_CONTEXT_WINDOW=str(window))
    assert window <= int(found.split()[-1]) <= window * 1.02
    assert django_settings.MODEL["context_window"] * 1.03 > django_settings.REPLICA_TOKENS


def test_the_table_of_cards_gives_each_its_room() -> None:
    rows = [
        line.split("|")[1:-1]
        for line in (ROOT / "docs/operations.md").read_text().splitlines()
        if " GB" in line
    ]
    rows = [[cell.strip().split(" ")[0].replace(",", "") for cell in row] for row in rows if len(row) == 6]
    assert len(rows) >= 10
    for _, _, window, window_fp8, room, room_fp8 in rows:
        assert int(window) <= int(room)
        assert int(window_fp8) <= int(room_fp8)
