from django.utils import translation

from docanalyzer.documents.templatetags.page_ranges import page_ranges


def test_pages_are_named_in_ranges() -> None:
    assert page_ranges([3]) == "page 3"
    assert page_ranges(list(range(14, 21))) == "pages 14–20"
    assert page_ranges([3, 14, 15, 16]) == "pages 3, 14–16"
    assert page_ranges([]) == ""


def test_a_list_with_gaps_everywhere_is_shortened_and_counted() -> None:
    with translation.override("en"):
        shown = page_ranges(list(range(1, 400, 2)))
    assert shown.startswith("pages 1, 3, 5")
    assert shown.endswith("… (200 in all)")
    assert len(shown) < 120
