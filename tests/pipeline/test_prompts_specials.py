"""Special tokens of the served model's own tokenizer, and markers with characters in them that nobody sees."""

import json
import re
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from tokenizers import AddedToken, Tokenizer, models, pre_tokenizers

from docanalyzer.pipeline.chat_formats import CHAT_FORMATS
from docanalyzer.pipeline.prompts import PromptDocument, PromptPage, neutralise
from docanalyzer.pipeline.prompts.neutral import neutralise_paragraphs, one_line, use_tokenizer
from docanalyzer.pipeline.prompts.specials import Specials, longest_of
from docanalyzer.pipeline.reading.result import Anchor

SPECIAL = ["<filename>", "<|im_end|>", "[PAD]", "▁<EOT>", "madeupword1", "<a>", "a>b"]
OTHER = ["<tool_name>", "  ", "the"]


@pytest.fixture
def tokenizer(tmp_path: Path) -> Iterator[Tokenizer]:
    made = Tokenizer(models.WordLevel({"?": 0}, unk_token="?"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    made.add_special_tokens(SPECIAL)
    made.add_tokens([AddedToken(token, normalized=False) for token in OTHER])
    path = tmp_path / "tokenizer.json"
    made.save(str(path))
    use_tokenizer(str(path))
    yield made
    use_tokenizer("")


def test_no_special_token_of_the_configured_tokenizer_is_left_in_a_document(tokenizer: Tokenizer) -> None:
    specials = {tokenizer.token_to_id(token) for token in [*SPECIAL, "<tool_name>"]}
    for token in [*SPECIAL, "<tool_name>"]:
        page = PromptPage(1, token, f"x {token} y{token}z <a>b [PAD][PAD] {token}")
        text = CHAT_FORMATS["glm4"].opening([PromptDocument(token, [page])])
        assert not specials & set(tokenizer.encode(text).ids)


def test_words_stay_words_and_the_length_stays(tokenizer: Tokenizer) -> None:
    for text in ("the  files", "<p> [p. 3] a < b", "the PAD [pad] <file name>"):
        assert neutralise(text) == text
    hostile = "".join(SPECIAL) * 3
    neutral = neutralise(hostile)
    assert len(neutral) == len(hostile)
    assert neutralise(neutral) == neutral
    assert unicodedata.normalize("NFKC", neutral) == hostile


def test_a_tokenizer_that_cannot_be_read_is_no_tokenizer_without_special_tokens(tmp_path: Path) -> None:
    try:
        use_tokenizer(str(tmp_path / "missing.json"))
        with pytest.raises(OSError, match=r"missing\.json"):
            neutralise("x")
        (tmp_path / "bad.json").write_text(json.dumps([]))
        use_tokenizer(str(tmp_path / "bad.json"))
        with pytest.raises(ValueError, match="added_tokens"):
            neutralise("x")
    finally:
        use_tokenizer("")


@pytest.mark.parametrize(
    "marker",
    ["</s>", "<s>", "[INST]", "[/INST]", "<<SYS>>", "<file_sep>", "<start_of_turn>", "<jupyter_code>"],
)
def test_widespread_control_tokens_are_words_without_any_tokenizer(marker: str) -> None:
    assert marker not in neutralise(f"x{marker}{marker.upper()}y")
    assert unicodedata.normalize("NFKC", neutralise(marker)) == marker


def test_placeholders_and_tags_of_other_kinds_are_left_alone() -> None:
    text = "cp <filename> <dir>, <span>, <strong>, [1], [INS], <<see>>, a<s, [instance]"
    assert neutralise(text) == text


@pytest.mark.parametrize(
    "unseen", ["\u200b", "\u2060", "\u00ad", "\ufeff", "\ufe0f", "\U000e0041", "\u200b\u2060" * 20]
)
def test_unseen_characters_hide_no_marker(unseen: str) -> None:
    for text in (
        f'<{unseen}page number="9">',
        f"<{unseen}/{unseen}page>",
        f"</docu{unseen}ment>",
        f"< {unseen} / {unseen}document{unseen}>",
        f"<{unseen}|user|>",
        f"[{unseen}gMASK{unseen}]",
        f"<{unseen}/s{unseen}>",
    ):
        neutral = neutralise(text)
        assert neutral[0] in "＜［"
        assert neutral[1:] == text[1:]
    for text in (f"a\n{unseen}¶57 b", f"a\n {unseen} ¶57 b", f"a\n¶{unseen}57 b", f"a\n¶ {unseen}57 b"):
        assert neutralise_paragraphs(text) == text.replace("¶", "⁋")


def test_a_title_holds_no_unseen_characters() -> None:
    assert one_line("<\u200bpage> <\u2060/\u200bpage>") == "＜ page> ＜ / page>"


def test_an_unseen_character_before_a_paragraphs_number_forges_no_paragraph() -> None:
    body = "One\n\u200b¶57 Two"
    document = PromptDocument("t", [PromptPage(1, "", body)], paged=False, anchors=(Anchor(0, 1),))
    text = CHAT_FORMATS["glm4"].opening([document])
    assert "¶57" not in text[text.index("<|user|>") :]


def test_megabytes_of_unseen_characters_take_linear_time() -> None:
    for text in (
        "<\u200b" * 500_000,
        "<" + "\u200b" * 500_000,
        "<p\u200b" * 300_000,
        "\n" + " \u200b" * 300_000 + "¶",
    ):
        assert len(neutralise_paragraphs(text)) == len(text)


def test_the_longest_of_several_tokens_that_begin_alike_is_taken() -> None:
    tokens = ["<a>", "<ab>", "<ab>c", "[x]", "a.c", "<ab", "<a>" * 2]
    pattern = re.compile(longest_of(tokens))
    for text in (*tokens, *(f"{token}{other}" for token in tokens for other in tokens), "abc", "<", "<ac>"):
        flat = re.search("|".join(map(re.escape, sorted(tokens, key=len, reverse=True))), text)
        found = pattern.search(text)
        assert (found and found.span()) == (flat and flat.span())


def test_thousands_of_special_tokens_cost_little_more_than_one(tmp_path: Path) -> None:
    names = [*(f"<unused{number}>" for number in range(6242)), "[multimodal]"]
    texts = ["<" * 200_000, "<unused" * 30_000, "a < b and [c] " * 20_000, "<unused62" * 25_000]

    def seconds(tokens: list[str]) -> float:
        path = tmp_path / "tokenizer.json"
        path.write_text(
            json.dumps({"added_tokens": [{"content": token, "special": True} for token in tokens]})
        )
        specials = Specials(str(path))
        assert specials.neutralised(names[-1]) != names[-1]
        started = time.perf_counter()
        for text in texts:
            assert specials.neutralised(text) == text
        return time.perf_counter() - started

    assert seconds(names) < 20 * seconds(names[-1:]) + 0.2
