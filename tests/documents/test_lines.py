from docanalyzer.documents.lines import let_flow

PARAGRAPH = (
    "Net cash from operating activities was negative in each of the three years\n"
    "under review, and the Board expects it to remain so until the new line in\n"
    "Drammen is paid for.\n\nNotes"
)


def test_breaks_of_the_paper_become_spaces_and_paragraphs_stay() -> None:
    shown = let_flow(PARAGRAPH)
    assert "three years under review" in shown
    assert "new line in Drammen is paid for.\n\nNotes" in shown


def test_no_character_moves() -> None:
    assert len(let_flow(PARAGRAPH)) == len(PARAGRAPH)


def test_short_lines_list_items_and_table_rows_keep_their_breaks() -> None:
    full = "The agreement ends when one of the following happens to either of the parties"
    text = f"{full}\n1. insolvency\n• death\n{full}\nYear\t2024\nSupplier:\nHalvorsen Industrial AS"
    assert let_flow(text) == text


def test_a_page_of_short_lines_is_left_alone() -> None:
    poem = "whose woods these are\nI think I know\nhis house is in\nthe village though"
    assert let_flow(poem) == poem


def test_chinese_lines_join_without_a_gap() -> None:
    line = "本集团于二零二五年度经营活动产生的现金流量净额为负四亿一千二百万挪威克朗连续"
    assert let_flow(f"{line}\n第三年为负") == f"{line}\u200b第三年为负"
