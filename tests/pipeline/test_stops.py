import json
import os
import subprocess
import sys
from pathlib import Path

from docanalyzer.accounts.models import User
from docanalyzer.pipeline.chat_formats import CHAT_FORMATS, stop_token_ids
from docanalyzer.pipeline.inference import ModelProfile
from docanalyzer.pipeline.prompts import Task
from docanalyzer.runs.execution import execute_run
from docanalyzer.runs.services import create_run
from tests.fakes import ScriptedClient
from tests.people import make_ready

ROOT = Path(__file__).resolve().parents[2]


def tokenizer(folder: Path, **ids: int) -> str:
    path = folder / "tokenizer.json"
    path.write_text(
        json.dumps({"added_tokens": [{"content": f"<|{name}|>", "id": i} for name, i in ids.items()]})
    )
    return str(path)


def stops(**profile: object) -> tuple[int, ...]:
    made = ModelProfile(name="any", **profile)  # type: ignore[arg-type]
    return stop_token_ids(CHAT_FORMATS[made.chat_format], made)


def test_chatmls_are_looked_up_in_the_models_own_tokenizer(tmp_path: Path) -> None:
    path = tokenizer(tmp_path, endoftext=7, im_start=8, im_end=9)
    assert stops(chat_format="chatml", tokenizer_path=path) == (9, 7)


def test_one_that_the_tokenizer_does_not_have_is_not_sent(tmp_path: Path) -> None:
    assert stops(chat_format="chatml", tokenizer_path=tokenizer(tmp_path, im_end=2)) == (2,)


def test_glm4s_are_fixed_and_the_engine_has_none(tmp_path: Path) -> None:
    path = tokenizer(tmp_path, im_end=2)
    assert stops(chat_format="glm4", tokenizer_path=path) == (151329, 151336, 151338)
    assert stops(chat_format="extractive", tokenizer_path=path) == ()


def test_those_of_the_settings_go_before_and_are_sent(tmp_path: Path, owner: User) -> None:
    extra = {"stop_token_ids": (5, 6)}
    profile = ModelProfile(name="any", label="Any", chat_format="chatml", extra=extra)
    run = create_run(
        user=owner, documents=[make_ready(owner)], task=Task(kind="question", instructions="Why?")
    )
    client = ScriptedClient("Because.", profile=profile)
    execute_run(run, client)
    assert client.samplings[0].stop_token_ids == (5, 6)


def test_the_setting_is_a_list_of_numbers(tmp_path: Path) -> None:
    code = "from docanalyzer.settings import MODEL; print(MODEL['extra'].get('stop_token_ids'))"
    base = {"DOCANALYZER_SECRET_KEY": "x", "DOCANALYZER_DATA_DIR": str(tmp_path)}
    for given, read in (("151645,151643", "(151645, 151643)"), ("", "None")):
        environment = os.environ | base | {"DOCANALYZER_STOP_TOKEN_IDS": given}
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == read


def test_a_chatml_servers_own_stop_tokens_are_not_taken_from_it() -> None:
    """ "vllm" makes vLLM ignore the list in the model's generation_config.json; GLM-4's are sent each time."""
    arguments = json.loads((ROOT / "triton/gpu/qwen2_5_7b_instruct_1m/1/model.json").read_text())
    assert arguments["generation_config"] == "auto"
