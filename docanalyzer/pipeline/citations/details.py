"""What may stand beside a page in a bracket and says more of the same page: a table, a line, a title, an aside."""

from __future__ import annotations

import re

from docanalyzer.pipeline.citations.numerals import CHINESE_NUMERAL

_NUMBERED = r"(?:[A-Z]?\d{1,4}(?:[.-]\d{1,3}){0,3}[a-z]?|[IVXLC]{1,6}|[A-Z])\b"
_ORDINAL = r"(?:first|second|third|fourth|fifth|last|final|penultimate|\d{1,2}(?:st|nd|rd|th))"
_SIDE = r"(?:left|right|top|bottom|upper|lower|middle|centre|center)"
_PART = r"(?:paragraph|para|column|half|section|subsection|line|sentence|row|table|bullet|item|part|box|note|footnote)s?"
_CONTAINED = (
    r"(?:report|document|contract|agreement|filing|statement|paper|text|file|PDF|original|annex|appendix)"
)
_WORD = r"(?:[A-Z0-9][\w’'.-]{0,30}|of|the|and|for|to|in|on|by|&)"
_SIZE = r"\s?(?:no\.?\s?)?"

DETAIL = re.compile(
    rf"(?:(?i:table|figure|fig|chart|graph|diagram|box|line|row|column|col|footnote|fn|endnote|note|bullet|step)s?\b"
    rf"|[nl]{{1,2}}\.)\.?{_SIZE}{_NUMBERED}(?:\s?(?:[-–—,&]|to|and)\s?\d{{1,4}}\b)?"
    rf"|(?i:(?:the\s)?{_ORDINAL}\s{_PART}|(?:the\s)?{_SIDE}(?:[\s-](?:left|right|hand|most))?"
    rf"(?:\s(?:{_PART}|of(?:\sthe)?(?:\spage)?))?|footer|header)\b"
    r"|(?i:(?:my\s)?emphasis\s(?:added|mine|(?:in\s(?:the\s)?)?original|omitted)|translation\smine|translated)\b"
    r"|\([A-Z][^()]{5,40}\)"
    # Before a heading in quotation marks.
    r"|(?i:under(?:\s(?:the\s)?(?:heading|title|caption|section))?|(?:the\s)?(?:heading|section|chapter|headed|entitled"
    r"|titled)|标题)(?=\s*\Z)"
    rf"|(?i:(?:of|in)\s(?:the|this)\s(?:[a-z]{{1,15}}\s)?{_CONTAINED})\b"
    rf"|(?:表格?|图表?|圖表?|図表?|注释?|註|附[注註]|脚注|腳註|行|列|栏|欄)\s?(?:{CHINESE_NUMERAL}|\d{{1,4}}(?:[.-]\d{{1,3}})*)"
    rf"|第\s?(?:{CHINESE_NUMERAL}|\d{{1,4}})\s?(?:行目?|列|栏|欄|句|个?表格?|图)|\d{{1,3}}\s?行目"
    r"|[左右上下中][栏欄段部半](?:部分?)?|(?:表|图|脚注|附注|标题)(?=\s|\Z)"
)
"""Table 3, line 5, footnote 3, the first paragraph, right column, emphasis added, 表3, 附注七, 脚注3, 第2行."""

TITLE = re.compile(
    r"[^\s,，;；:：/\\]{1,60}\.(?i:pdf|docx?|pptx?|xlsx?|html?|txt|md|rtf|odt|epub)\b"
    rf"|[A-Z][\w’'.-]{{0,30}}(?:\s{_WORD}){{0,9}}(?=\s?[,;:–—-]\s|\s?[,:]|\Z)"
    r"|《[^《》]{1,60}》"
    r"|[\u3400-\u9fff]{0,12}(?:合同|协议|協議|契約書?|年报|年報|报告书?|報告書?|说明书|説明書|招股书|文件|文档|文檔|文書"
    r"|条例|條例|办法|规定|章程|决定|判决书|公告|原件|正文|论文|論文|原书|资料|資料)(?=[中的之内的里裡]?\s?[,，、:：]?\s?第?\s?\d"
    rf"|[中的之]?\s?第\s?{CHINESE_NUMERAL})[中的之]?"
)
"""Annual Report 2023, report.pdf, 《合同》, 合同: which document, or which of its chapters, in words."""

JOINT = re.compile(r"\s*[:：–—-]\s*")
"""Between a page and its detail or title, beside the signs between places."""
