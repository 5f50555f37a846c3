"""Whether an answer says, in its own words, that something is not in the text: English, Chinese, Japanese.

Too many such answers found costs a search whose result the reader did not need; one overlooked leaves "it is not
there" without anything behind it. So wordings of texts ("the lease is silent on") count, and what parties do or may
not do ("the tenant shall not") does not; where only the question tells, denials.py looks at it.
tests/pipeline/test_absence.py has the table.
"""

from __future__ import annotations

import re

from docanalyzer.pipeline.asked import QUOTED
from docanalyzer.pipeline.denials import denies
from docanalyzer.pipeline.simplified import simplified

_BLOCK_QUOTE = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_PAPER = (
    r"(?:documents?|texts?|reports?|contracts?|(?:sub)?leases?|agreements?|polic(?:y|ies)|files?|deeds?|letters?|filings?"
    r"|prospectus|statements?|schedules?|annex(?:es)?|appendi(?:x|ces)|pages?|sections?|clauses?|articles?|chapters?"
    r"|papers?|stud(?:y|ies)|judge?ments?|minutes|manuals?|memorand(?:um|a)|terms|notes|excerpts?|source)"
)
_THE_PAPER = rf"(?:the|this|these|those|any|its|either|both|your)[ ](?:\w+[ ]){{0,2}}?{_PAPER}\b"
_SAID = (
    r"(?:stat(?:e|ed|es|ing)|mention|specif|disclos|address|describ|discuss|indicat|identif|defin|refer|report"
    r"|nam(?:e|ed)|set[ ]out|spell|found|find|sa(?:y|id)|explain|elaborat|detail|touch[ ]on|deal[ts]?[ ]with|speak"
    r"|clarif)\w*"
)
"""Verbs of texts alone. Those of _HOLDS are as often what a party does: "does not provide a warranty"."""
_HOLDS = r"(?:includ|contain|provid|cover|list|giv|present|show|set|state|have)\w*(?:[ ]out|[ ]forth)?"
_MAYBE = r"(?:(?:\w+ly|appear|appears|seem|seems|to|be|been|itself|anywhere|otherwise|ever|even|yet|also|here)[ ]){0,3}"
_NOT = r"(?:[ ]not|n['’]t)[ ]"
_MATTER = (
    r"(?:mention|reference|information|indication|statement|provision|clause|section|detail|data|discussion|trace"
    r"|passage|description|definition|record|entry|figure|date|details|rule|wording|language|specification|term)s?\b"
)
_TOLD = (
    r"(?:mentioned|named|specified|stated|defined|described|indicated|disclosed|set[ ]out|provided[ ]for"
    r"|dealt[ ]with|addressed|referred[ ]to|discussed)"
)
_NOTHING_AT_ALL = (
    r"\A\W*(?:no|none|nil|nothing|n/a|n\.a\.|not[ ]applicable|unknown|no[ ]answer|none[ ]found)\W*\Z"
    r"|[|:][ ]*(?:n/a|not[ ]applicable|none)[ ]*(?=[|\n.]|\Z)"
)
"""A whole answer, or a whole cell of a table or a list."""
_ABSENT = re.compile(
    rf"""
      \bnothing[ ](?:was[ ]|is[ ])?(?:found|said|stated|mentioned|about|on|regarding|concerning)\b
    | \b(?:say|state|mention|specif|disclose|reveal|provide|contain|tell)\w*[ ](?:us[ ])?nothing[ ]
      (?:at[ ]all[ ])?(?:about|on|regarding|concerning|of|as[ ]to|that|which)\b
    | \bsa(?:ys?|id)[ ]nothing\b
    | \bno[ ]occurrence | \bstand[ ]nowhere\b
    | \bnowhere[ ](?:\w+[ ]){{0,3}}?(?:{_SAID}|{_THE_PAPER}|does|appears?)
    | \b(?:do|does|did|is|are|was|were|has|have){_NOT}{_MAYBE}{_SAID}
    | {_PAPER}[ ](?:[^\s.;]+[ ]){{0,6}}?(?:do|does|did){_NOT}{_MAYBE}{_HOLDS}
    | \bit[ ](?:do|does|did){_NOT}{_MAYBE}(?:contain|list|present|set[ ]out|provide[ ](?:any|details?|information))
    | \b(?:is|are|was|were){_NOT}{_MAYBE}(?:includ|contain|provid|cover|list|giv|present|set[ ]out|available)\w*
      (?:[ ]anywhere|[ ]elsewhere)?(?:[ ]*(?:$|[.,;:)|(“\[])|[ ](?:in|by|within|on)[ ]{_THE_PAPER})
    | \b(?:do|does|did){_NOT}(?:appear|occur|exist)\b(?![ ]to\b)
    | \b(?:could|can)(?:[ ]not|not|n['’]t)[ ](?:be[ ])?
      (?:find|found|determined?|locate[d]?|identif\w+|see[ ]any|answer(?:ed)?[ ](?:this|that|from|on|based))
    | \b(?:unable|not[ ]able|not[ ]possible|impossible)[ ]to[ ](?:find|locate|identify|determine|answer)\b
    | \b(?:I|we)[ ](?:do|did|can)(?:[ ]not|not|n['’]t)[ ](?:see|find|have)[ ](?:any|a|that|this)\b
    | (?:\b(?:I|we|search|searches|review)[ ](?:have[ ]|has[ ])?|^\W*)f(?:ou|i)nds?[ ]no(?:[ ]|thing\b|ne\b)
    | \bfound[ ]no[ ](?:\w+[ ]){{0,2}}?{_MATTER}
    | (?:^[\W\d]*|[.:;|(–—-][ ]*)not[ ](?:\w+ly[ ])?
      (?:mentioned|stated|specified|found|provided|addressed|defined|given|disclosed|listed|included|covered
      |available|discussed|described|identified|indicated|present|set[ ]out|in[ ]the[ ](?:document|text))\b
      (?![ ](?:above|below|later|less))
    | \bnot[ ](?:\w+ly[ ])?(?:mentioned|stated|specified|found|provided|addressed|defined|given|disclosed|listed
      |included|covered|available|discussed|described|identified|indicated|present|set[ ]out)[ ](?:anywhere[ ])?
      (?:in|by|within|on)[ ]{_THE_PAPER}
    | \b(?:there[ ](?:is|are|was|were|['’]s)|there['’]s|makes?|made|gives?|includes?|provides?|contains?|has|have|with)
      [ ]no[ ](?:\w+[ -]){{0,3}}?{_MATTER}
    | \bthere[ ](?:is|are|was|were)(?:[ ]not|n['’]t)[ ](?:any|a|an)[ ](?:\w+[ -]){{0,3}}?{_MATTER}
    | {_PAPER}[ ](?:[^\s.;]+[ ]){{0,6}}?(?:contains?|includes?|lacks?|omits?|has|have|sets?[ ]out|lists?|names?|gives?)[ ]
      (?:no|any)\b(?![ ](?:later|less|more|fewer|longer)\b)
    | \bno[ ](?:\w+[ ]){{0,2}}?(?:mention|reference|indication|discussion)s?[ ](?:of|to|is|was|about|that|in|whether)\b
    | \bno[ ](?:\w+[ ]){{0,2}}?information[ ](?:is|was|on|about|regarding|concerning|in|as[ ]to|given|provided|could)\b
    | \bno[ ]{_MATTER}[ ](?:\w+[ ]){{0,6}}?(?:found|exists?|appears?|mentions|addresses|(?:in|within)[ ]{_THE_PAPER})
    | \bthere[ ](?:is|are|was|were)[ ](?:no[ ]such|none)\b
    | \bno[ ]such[ ](?:\w+[ ]){{0,3}}?(?:is|are|was|were)[ ]{_SAID} | \bno[ ]such[ ](?:\w+[ ])?(?:exists?|appears?|{_MATTER})
    | \b(?:nothing|none)[ ](?:\w+[ ]){{0,3}}?in[ ]the[ ](?:documents?|text|report|contract|agreement)
    | \b(?:is|are)[ ](?:entirely[ ]|completely[ ])?(?:absent|missing)[ ]from\b
    | \b(?:is|are|remains?)[ ](?:\w+ly[ ])?silent\b | \bsilent[ ](?:on|about|as[ ]to)\b
    | {_NOTHING_AT_ALL}
    | \b(?:neither|none)[ ](?:of[ ])?(?:(?:the|these|those|both|your)[ ])?(?:\w+[ ]){{0,2}}?{_PAPER}[ ](?:\w+ly[ ])?
      (?:{_SAID}|{_HOLDS})
    | \b(?:neither|no)[ ](?:[\w’'-]+[ ]){{1,4}}?(?:is|are|was|were)[ ](?:\w+ly[ ])?{_TOLD}\b
    | \bno[ ](?:[\w’'-]+[ ]){{1,6}}?(?:(?:appears?|occurs?)\b(?![ ]to\b)
      |(?:exists?|(?:is|are|was|were)[ ]\w+)[ ](?:anywhere[ ])?(?:in|within)[ ]{_THE_PAPER})
    | {_PAPER}[ ](?:[^\s.;]+[ ]){{0,4}}?(?:lacks?|omits?|is[ ]without)\b
    | \b(?:is|are|was|were)[ ](?:never|nowhere)[ ](?:\w+ly[ ])?{_TOLD}\b | {_PAPER}[ ]never[ ]{_SAID}
    | \b(?:is|are|was|were)[ ]omitted\b(?:[ ]from[ ]{_THE_PAPER}|[^\w]*$)
    | \bleaves?[ ](?:this|that|it|the[ ]\w+)[ ](?:\w+[ ])?(?:open|unanswered|unsettled|undecided)\b
    | \bunclear[ ](?:from|in|who|what|whether|which|when|how)\b
    | \b(?:I|we)[ ](?:do[ ]not|don['’]t|cannot|can['’]t)[ ](?:know|tell|say)\b
    | \b(?:beyond|outside)[ ]the[ ]scope[ ]of[ ]{_THE_PAPER}
    | \b(?:is|are|remains?|left)[ ](?:unspecified|unstated|undefined|unmentioned|unaddressed|undisclosed)\b
    | \b(?:fails?|omits?|neglects?)[ ]to[ ]{_SAID} | \bwithout[ ](?:specifying|mentioning|stating|saying)\b
    """,
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
_SAID_ZH = (
    "(?:找到|发现|提及|提到|谈及|说明|载明|写明|列明|注明|标明|指明|明确|规定|约定|披露|涉及|包含|包括|出现|列出|给出|述及"
    "|记载|描述|显示|指出|提供|界定|定义|阐述|体现|设置|设定|设有)"
)
_MATTER_ZH = "(?:条款|规定|约定|提及|说明|内容|信息|记载|描述|表述|字样|章节|规则|数据|资料)"
_PAPER_ZH = "(?:文档|文件|文中|文本|原文|全文|合同|报告|协议|材料|租约|条例|本文|正文)"
_ABSENT_ZH = re.compile(
    rf"""
      未(?:曾|能|予以?|有|加)?(?:(?:对|就|在)[^。！？；，\n]{{1,20}})?(?:任何|另行|具体|直接|单独|专门|作出?|做出?|明确|相应|进行|以)*
      {_SAID_ZH}(?!的(?:事项|事宜|情形|情况|部分|其他|任何)|[^。，；\n]{{0,10}}(?:错报|违规|异常|舞弊|违约行为))
    | 未见(?!证|效)
    | (?:没有?|沒)(?:能|能够)?(?:[明具直]\w)?(?:{_SAID_ZH}|相关|有关|任何|关于)
      (?![^。，；\n]{{0,6}}(?:违约|违规|责任|义务))
    | 没有(?!违反|遵守|按照?|履行|依照|根据|超过|权)[^。！？；，\n]{{0,15}}?{_MATTER_ZH}
    | (?:不|无)
      (?:包含|涉及|(?:任何)?相关(?:内容|信息|规定|约定|条款)|此(?:类)?(?:内容|信息|规定|条款)|明确(?:规定|约定|说明))
    | 不存在(?!虚假)[^。！？；，虚\n]{{0,14}}?{_MATTER_ZH} | 不存在[ ]*(?:[。.！!；;]|$)
    | {_PAPER_ZH}[^。！？；，\n]{{0,12}}(?:不存在|查无|找不到|并?无(?!效|权|需|须|法))(?!虚假)
    | {_PAPER_ZH}[中里内上][并也均都还]?(?:没有?|无)(?!效|权|需|须|法|违反|遵守|履行|超过|任何?违|改变|变化|影响|损失)
    | 不[含设][^。！？；，\n]{{0,12}}?{_MATTER_ZH}
    | (?:\A|[：:|])\W*(?:没有|暂无|无|不详|未知|不存在|未提供|查无|没有找到|无相关信息)\W*(?:\Z|(?=[|\n]))
    | (?:找不到|查不到|无法(?:找到|确定|得知|查到|从)|无从得知|只字未提)
    """,
    re.VERBOSE | re.MULTILINE,
)
_NOT_JA = "(?:い|お)?(?:りません|ません|りませんでした|ない|なかった|らず)"
_ABSENT_JA = re.compile(
    rf"""
      (?:規定|記載|明記|言及|説明|明示|開示|掲載|定義|特定)(?:さ?れ|し|られ)て(?:は|も)?{_NOT_JA}
    | (?:定めら|定義さ|含ま|触れら|述べら|書か|示さ|設けら|挙げら)れて(?:は|も)?{_NOT_JA}
    | 触れて(?:は|も)?{_NOT_JA} | 存在し(?:て(?:い|お)?)?(?:ません|りません|ない|なかった)
    | 見(?:当た|つか)(?:りません|らな|らず) | (?:確認|発見)(?:でき|され)(?:ません|ない|なかった|ず)
    | (?:記載|規定|定め|言及|情報|条項|記述|説明)(?:が|は|も)?(?:一切|特に|全く)?
      (?:ありません|ございません|ない|無い|なし|無し)
    | (?:名前|氏名|名称|日付|金額)(?:が|は|も)(?:ありません|ない|無い|なし)
    | \A\W*(?:いいえ、?)?(?:ありません|ない|なし)\W*\Z
    """,
    re.VERBOSE,
)


def says_absent(output: str, question: str = "") -> bool:
    """Whether the answer's own words, what it quotes left out, say that something is not in the text.

    question: what was asked, for the answers whose words alone do not tell.
    """
    unquoted = _BLOCK_QUOTE.sub(" ", output)
    own = QUOTED.sub(" ", QUOTED.sub(" ", unquoted)).replace("*", "")
    if _ABSENT.search(own) or _ABSENT_JA.search(own) or _ABSENT_ZH.search(simplified(own)):
        return True
    return bool(question) and denies(unquoted, question)
