import pytest
from extractive.characters import join_lines


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("known as US-", "ASCII here", "known as US-ASCII here"),
        ("of the years 2019 -", "2024", "of the years 2019 - 2024"),
        ("one line", "and another", "one line and another"),
        ("第一行", "第二行", "第一行第二行"),
    ],
)
def test_lines_of_a_paragraph_become_running_text(first: str, second: str, joined: str) -> None:
    assert join_lines(first, second) == joined
