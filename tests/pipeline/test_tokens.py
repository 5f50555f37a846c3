"""Counts are exact with a tokenizer, honest without one, and the sentence carries the numbers."""

import random
from pathlib import Path

import pytest
import tokenizers
from tokenizers import decoders, models, normalizers, pre_tokenizers, processors, trainers

from docanalyzer.pipeline.tokens import TokenCount, corrected, count, count_pages, fits, refused
from docanalyzer.pipeline.tokens.counting import SAMPLE, _fast, _slow

GLM4_PATTERN = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)
CORPUS = [
    "The parties agree that the whole of the agreement shall be governed by the laws of England and Wales.",
    "Net cash flow from operating activities amounted to 1,234,567 in 2023 and 2,345,678 in 2024.",
    "甲方应当在收到乙方开具的发票后三十日内付清全部款项，逾期每日按应付金额的万分之五支付违约金。",
    "本年度经营活动产生的现金流量净额为负，连续三年为负。",
] * 20
SPECIALS = ["<|endoftext|>", "[gMASK]", "<sop>", "<|user|>", "<|assistant|>"]


def make_tokenizer(path: Path, *, pattern: str = GLM4_PATTERN, normaliser: object = None) -> str:
    """A small byte-level BPE of GLM-4's build, with a prefix of its own like GLM-4's [gMASK]<sop>."""
    tokenizer = tokenizers.Tokenizer(models.BPE())
    if normaliser:
        tokenizer.normalizer = normaliser
    split = pre_tokenizers.Split(tokenizers.Regex(pattern), behavior="isolated")
    byte_level = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([split, byte_level])
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=900, initial_alphabet=alphabet, special_tokens=SPECIALS, show_progress=False
    )
    tokenizer.train_from_iterator(CORPUS, trainer)
    specials = [(name, tokenizer.token_to_id(name)) for name in ("[gMASK]", "<sop>")]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[gMASK] <sop> $A", pair="[gMASK] <sop> $A $B", special_tokens=specials
    )
    tokenizer.save(str(path))
    return str(path)


@pytest.fixture(scope="module")
def tokenizer_path(tmp_path_factory: pytest.TempPathFactory) -> str:
    return make_tokenizer(tmp_path_factory.mktemp("tokenizer") / "tokenizer.json")


def random_texts(number: int) -> list[str]:
    """Words, scripts and oddities that pre-tokenizers disagree about, in random order."""
    pick = random.Random(7)
    pieces = [
        *" \t\n\r\x0b\u00a0\u2028\u3000",
        "\r\n",
        "   ",
        *"aZé½Ⅳ٣中文字あ가😀\u200d\u0301𠮷_-'",
        "'s",
        "'LL",
        "ſ",
    ]
    pieces += [
        "the",
        "agreement",
        "1234567",
        "现金流量",
        "<|user|>",
        "<|",
        "|>",
        "[gMASK]",
        "//--",
        "{{",
        "£",
    ]
    texts = ["".join(pick.choices(pieces, k=pick.randint(1, 60))) for _ in range(number)]
    texts += [
        "".join(chr(pick.choice([pick.randint(1, 0xD7FF), pick.randint(0xE000, 0x2FFFF)])) for _ in range(30))
        for _ in range(number // 4)
    ]
    return texts


def test_the_fast_counter_is_used_and_agrees_with_the_reference_everywhere(tokenizer_path: str) -> None:
    reference = tokenizers.Tokenizer.from_file(tokenizer_path)
    fast = _fast(tokenizer_path, reference)
    assert fast is not None
    texts = random_texts(1500)
    for added in (False, True):
        assert fast(texts, added) == _slow(reference)(texts, added)


def test_the_fast_counter_agrees_with_a_normalising_tokenizer(tmp_path: Path) -> None:
    path = make_tokenizer(tmp_path / "nfc.json", normaliser=normalizers.NFC())
    reference = tokenizers.Tokenizer.from_file(path)
    fast = _fast(path, reference)
    assert fast is not None
    texts = random_texts(600)
    assert fast(texts, False) == _slow(reference)(texts, False)


def test_a_tokenizer_that_the_fast_library_cannot_read_is_counted_with_the_reference(tmp_path: Path) -> None:
    tokenizer = tokenizers.Tokenizer(models.WordPiece({"[UNK]": 0, "a": 1, "##b": 2}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    path = str(tmp_path / "wordpiece.json")
    tokenizer.save(path)
    assert count("ab ab a", path) == TokenCount(5, exact=True, method="tokenizer")


def test_a_counter_that_disagrees_is_not_used(tokenizer_path: str) -> None:
    other = tokenizers.Tokenizer(models.WordLevel({"[UNK]": 0}, unk_token="[UNK]"))
    assert _fast(tokenizer_path, other) is None


def test_truncation_and_padding_in_the_file_do_not_shorten_a_count(tmp_path: Path) -> None:
    path = make_tokenizer(tmp_path / "tokenizer.json")
    whole = count("agreement " * 500, path).tokens
    tokenizer = tokenizers.Tokenizer.from_file(path)
    tokenizer.enable_truncation(16)
    tokenizer.enable_padding(length=4096)
    tokenizer.save(str(tmp_path / "cut.json"))
    assert count("agreement " * 500, str(tmp_path / "cut.json")).tokens == whole > 500


def test_a_prompt_is_counted_with_what_the_tokenizer_adds_and_pages_without(tokenizer_path: str) -> None:
    [page] = count_pages(["the agreement"], tokenizer_path)
    assert count("the agreement", tokenizer_path).tokens == page + 2


def test_pages_add_up_to_the_whole(tokenizer_path: str) -> None:
    pages = ["\n".join(CORPUS)] * 5
    whole = count("\n\n".join(pages), tokenizer_path).tokens
    assert sum(count_pages(pages, tokenizer_path)) == pytest.approx(whole, rel=0.002)


def test_a_replaced_tokenizer_file_is_read_again(tmp_path: Path) -> None:
    path = make_tokenizer(tmp_path / "tokenizer.json")
    before = count("the agreement 1234567", path).tokens
    make_tokenizer(tmp_path / "tokenizer.json", pattern=r"\p{N}|.|\n")
    assert count("the agreement 1234567", path).tokens > before


def test_a_missing_file_and_a_file_that_is_no_tokenizer_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        count("x", str(tmp_path / "missing.json"))
    (tmp_path / "other.json").write_text("{}")
    with pytest.raises(ValueError, match="not a tokenizer"):
        count("x", str(tmp_path / "other.json"))


@pytest.mark.parametrize("text", [*SAMPLE, *CORPUS[:4], "x", " ", "\n", "日" * 50, "A1b2" * 9, "😀😀"])
def test_an_estimate_is_never_more_than_the_bytes_and_is_shown_as_an_estimate(text: str) -> None:
    counted = count(text)
    assert not counted.exact
    assert counted.method == "estimate"
    assert 0 < counted.tokens <= len(text.encode())


def test_an_estimate_is_the_same_however_the_text_is_cut_into_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "中文 words 123\n" * 200
    whole = count(text).tokens
    monkeypatch.setattr("docanalyzer.pipeline.tokens.estimate.CHUNK", 100)
    assert count(text).tokens == pytest.approx(whole, rel=0.02)


def test_nothing_is_no_tokens() -> None:
    assert count("").tokens == 0
    assert count_pages(["", "a b"]) == [0, count("a b").tokens]


def test_what_does_not_fit_is_refused_with_the_exact_numbers() -> None:
    fit = fits(TokenCount(1_082_400, exact=True, method="tokenizer"), 1_048_576, 4096)
    assert not fit.fits
    assert fit.sentence == "1,082,400 tokens; the limit is 1,048,576"


def test_an_estimate_says_so() -> None:
    fit = fits(TokenCount(1_082_400, exact=False, method="estimate"), 1_048_576)
    assert fit.sentence == "about 1,082,400 tokens (an estimate); the limit is 1,048,576"


def test_a_prompt_that_leaves_no_room_for_the_answer_does_not_fit_and_says_why() -> None:
    counted = TokenCount(1_046_000, exact=True, method="tokenizer")
    assert fits(counted, 1_048_576).fits
    fit = fits(counted, 1_048_576, 4096)
    assert not fit.fits
    assert fit.sentence == "1,046,000 tokens; the limit is 1,044,480 (1,048,576 less 4,096 for the answer)"


def test_exactly_full_fits_and_one_more_does_not() -> None:
    assert fits(TokenCount(1000, exact=True, method="tokenizer"), 1100, 100).fits
    assert not fits(TokenCount(1001, exact=True, method="tokenizer"), 1100, 100).fits


def test_the_servers_refusal_reads_like_ours() -> None:
    fit = refused(1_082_400, 1_048_576)
    assert not fit.fits
    assert fit.sentence == "1,082,400 tokens; the limit is 1,048,576"


def test_an_estimate_that_was_too_low_is_corrected_by_the_servers_count() -> None:
    """1,000,000 were estimated and sent; the server counted 1,250,000 and refused."""
    prompt = TokenCount(1_000_000, exact=False, method="estimate")
    document = corrected(
        TokenCount(990_000, exact=False, method="estimate"), prompt=prompt, server_tokens=1_250_000
    )
    assert document == TokenCount(1_237_500, exact=False, method="server")
    assert fits(document, 1_048_576).sentence == (
        "about 1,237,500 tokens (by the server's count); the limit is 1,048,576"
    )


def test_an_exact_count_needs_no_correction() -> None:
    exact = TokenCount(10, exact=True, method="tokenizer")
    assert corrected(exact, prompt=exact, server_tokens=12) is exact
    assert (
        corrected(
            TokenCount(0, False, "estimate"), prompt=TokenCount(0, False, "estimate"), server_tokens=9
        ).tokens
        == 0
    )


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("於是乎鴻臚寺卿囑蠹魚齎黼黻黻黼鬻饔飧爨" * 500, 17_501),
        ("本合約由甲方與乙方簽訂，雙方應當遵守下列條款，違約者應賠償對方之損失。" * 200, 7_602),
        ("".join(chr(0x20000 + number * 13) for number in range(3000)), 11_840),
        ("😀👩‍👩‍👧🏳️‍🌈" * 1000, 21_001),
    ],
    ids=["classical", "traditional", "rare plane", "emoji"],
)
def test_the_estimate_of_unusual_text_is_from_above(text: str, truth: int) -> None:
    """truth: as the vocabulary of Qwen 3 counts."""
    assert truth <= count(text).tokens <= 2 * truth
