import pytest

from docanalyzer.prompts.rendering import CannotRender, render
from docanalyzer.prompts.variables import texts_of
from docanalyzer.prompts.wording import EMPTY, problems


def test_a_value_stands_where_its_name_stood() -> None:
    assert render("For {{ party }}:\n", {"party": "Harbour Mills"}) == "For Harbour Mills:\n"


def test_a_part_for_an_empty_value_is_left_out() -> None:
    text = "All{% if party %} of {{ party }}{% endif %}."
    assert render(text, {"party": ""}) == "All."
    assert render(text, {"party": "A"}) == "All of A."


def test_a_value_is_never_read_as_a_template() -> None:
    assert render("{{ party }}", {"party": "{{ 7 * 7 }} {% if x %}"}) == "{{ 7 * 7 }} {% if x %}"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("One.\nTwo {{ since }}.", "Line 2: the variable “since” is used but not declared."),
        ("One.\n\n{% if party %}x", "Line 3"),
        ("{{ party|replace('a', 'b') }}", "the filter “replace” is not known"),
        (
            "{{ party.name }}",
            r"Line 1: “party.name” asks for a part of “party”.* {{ party }}.* {{ party_name }}",
        ),
        ("{{ party.name.first }}", "“party.name” asks for a part of “party”"),
        ("{{ party['name'] }}", r"“party\[…\]” asks for a part of “party”"),
        ("{% if party.name %}x{% endif %}", "“party.name” asks for a part of “party”"),
        ("{{ party.strip() }}", "“party.strip” asks for a part of “party”"),
        ("{{ party() }}", r"“party\(…\)” calls something"),
        ("{{ 'a'.b }}", "“….b” asks for a part"),
        ("{{ party" + ".a" * 900 + " }}", "“party.a” asks for a part"),
        ("{% for one in party %}{% endfor %}", "not {% for %}"),
        ("{{ party + 'x' }}", "not a calculation"),
    ],
)
def test_what_cannot_render_says_where_and_why(text: str, why: str) -> None:
    with pytest.raises(CannotRender, match=why):
        render(text, {"party": "A"})


@pytest.mark.parametrize(
    "text",
    [
        "{{ party.__class__ }}",
        "{{ party['x'] }}",
        "{{ party() }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{% for letter in party %}{% endfor %}",
        "{% set party = 1 %}",
        "{% include 'settings.py' %}",
        "{% macro m() %}{% endmacro %}",
        "{% if party > 5 %}x{% endif %}",
        "{% if party == 5 %}x{% endif %}",
        "{% if party in 5 %}x{% endif %}",
        "{% if 'a' < party %}x{% endif %}",
        "{{ party|trim(1) }}",
        "{{ party|upper(1) }}",
        "{% if party %}" * 101 + "{% endif %}" * 101,
        "{{ " + "not " * 400 + "party }}",
        "{{ " + "party or " * 2000 + "party }}",
        "{% if party %}" * 3000 + "{% endif %}" * 3000,
        "{{ " + "(" * 5000 + "party" + ")" * 5000 + " }}",
    ],
    ids=lambda text: text[:30],
)
def test_nothing_but_inserting_and_choosing_is_possible(text: str) -> None:
    with pytest.raises(CannotRender):
        render(text, {"party": "A"})


def test_what_is_refused_when_it_runs_is_refused_when_it_is_saved_by_the_variables_name() -> None:
    variables = [{"name": "amount", "type": "number"}]
    wording = {**EMPTY, "variables": variables, "instructions": "One.\n{% if amount > 5 %}Large.{% endif %}"}
    ((key, sentence),) = problems(wording, "summary")
    assert key == "instructions"
    assert sentence.startswith("Line 2: “amount” can be compared by")


def test_a_choice_is_compared_with_a_text_and_conditions_may_stand_in_each_other() -> None:
    text = "{% if kind == 'long' %}All.{% elif kind != 'short' %}Some.{% else %}Little.{% endif %}"
    assert [render(text, {"kind": kind}) for kind in ("long", "other", "short")] == [
        "All.",
        "Some.",
        "Little.",
    ]
    assert render("{% if kind %}" * 20 + "x" + "{% endif %}" * 20, {"kind": "a"}) == "x"


def test_a_list_is_written_one_a_line() -> None:
    variables = [{"name": "positions", "type": "list"}]
    assert texts_of(variables, {"positions": ["a", "b"]}) == {"positions": "- a\n- b"}
    assert texts_of([{**variables[0], "default": "a\nb"}], {}) == {"positions": "- a\n- b"}


def test_a_required_variable_without_a_value_is_named() -> None:
    with pytest.raises(CannotRender, match="“Our positions” needs a value"):
        texts_of([{"name": "positions", "title": "Our positions", "type": "list", "required": True}], {})


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({"output": "xml"}, "output"),
        ({"output": "json"}, "fields"),
        ({"language": "fr"}, "language"),
        ({"temperature": 3}, "temperature"),
        ({"max_tokens": True}, "max_tokens"),
        ({"fields": "name"}, "fields"),
        ({"fields": [{"name": "A b", "type": "text"}]}, "fields"),
        ({"fields": [{"name": "a", "type": ["text"]}]}, "fields"),
        ({"fields": [{"name": "a", "type": "text"}, {"name": "a", "type": "text"}]}, "fields"),
        ({"variables": [{"name": "a", "type": "choice", "choices": ["one"]}]}, "variables"),
        ({"variables": [{"name": "a", "type": "date", "default": "soon"}]}, "variables"),
        ({"variables": [{"name": "a", "type": "text", "default": 3}]}, "variables"),
        ({"variables": [{"name": ["a"], "type": "text"}]}, "variables"),
        ({"instructions": " "}, "instructions"),
        ({"model": "gpt"}, ""),
    ],
    ids=str,
)
def test_each_rule_is_kept(wrong: dict[str, object], key: str) -> None:
    right = {**EMPTY, "instructions": "Find it."}
    assert problems(right, "extraction") == []
    assert key in [where for where, _sentence in problems({**right, **wrong}, "extraction")]


def test_numbers_without_end_and_words_of_the_language_are_problems_and_no_errors() -> None:
    endless = {"instructions": "{{ " + "9" * 5000 + " }}"}
    assert [key for key, _ in problems(endless, "summary")] == ["instructions"]
    for name in ("none", "true", "self", "not"):
        named = {"instructions": "Say it.", "variables": [{"name": name, "type": "text"}]}
        assert [key for key, _ in problems(named, "summary")] == ["variables"]
