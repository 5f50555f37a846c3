"""Documents and turns that the prompt tests share."""

from docanalyzer.pipeline.prompts import PromptDocument, PromptPage, Task, Turn
from docanalyzer.pipeline.reading.result import Anchor

REPORT = PromptDocument(
    title='Annual report "2024"',
    pages=(
        PromptPage(1, "i", "Annual report\n2024"),
        PromptPage(2, "2", "Net cash flow was negative in 2022, 2023 and 2024.\n本年度现金流量净额为负。"),
        PromptPage(3, "", ""),
    ),
)
BODY = "1. Parties\nAcme Ltd and Beta GmbH\n第三条　付款\n甲方应当付款。"
CONTRACT = PromptDocument(
    title="合同.docx",
    pages=(PromptPage(1, "", BODY),),
    paged=False,
    anchors=(
        Anchor(0, 1, clause="1.", level=1),
        Anchor(11, 2),
        Anchor(34, 3, clause="第三条"),
        Anchor(41, 4),
    ),
)
SUMMARY = Task(kind="summary", instructions="Summarise the document.", language="en")
EXTRACTION = Task(
    kind="extraction",
    instructions="Find the terms of the contract.",
    fields=(
        {"name": "parties", "title": "Parties", "type": "party", "description": "All of them.", "list": True},
        {"name": "fee", "title": "", "type": "amount", "description": "", "required": True},
    ),
    output="json",
    language="zh",
)
THREAD = (
    Turn(role="user", task=SUMMARY),
    Turn(role="assistant", text="Cash flow was negative: “was negative in 2022, 2023 and 2024” [1: p. 2]."),
    Turn(role="user", text="Who are the parties?"),
    Turn(role="assistant", text="“Acme Ltd and Beta GmbH” [2: ¶2]"),
    Turn(role="user", task=EXTRACTION),
)
