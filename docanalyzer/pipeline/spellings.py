"""Other ways to write an English term: in one word, with a hyphen or a space; British or American; irregular forms.

They are what a plain search looks for beside the term itself, and says that it did. A way too many costs a search
that finds nothing; none of them is another word of everyday texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MOST = 6
_WITH_PREFIX = {
    "anti": "briber|corrupt|trust|dilut|assign|slaver|dump|money|competit",
    "by": "law|product",
    "co": "operat|ordinat|own|insur|tenan|borrow|guarant|found|sign|develop|invest|purchas",
    "counter": "claim|part|sign|offer|notice|indemni",
    "cross": "default|border|guarant|collateral|refer",
    "e": "mail|commerce|signature|filing",
    "inter": "compan|group|bank|creditor|governmental",
    "mid": "term|year|market",
    "mis": "statement|represent|conduct|us",
    "multi": "part|year|currenc|national|lateral|tenan",
    "non": "(?!sens|ethel|e$)[a-z]{3}",
    "off": "set|sit|shore|take|balance",
    "on": "line|going|sit|shore",
    "out": "sourc",
    "over": "due|pay|paid|tim|draft|rid|charg|run|rul|head|hold|suppl",
    "per": "cent$",
    "post": "complet|terminat|clos|tax|dat",
    "pre": "pay|paid|approv|empt|exist|contract|condition|agreed|tax|complet|clos|notif",
    "re": "negotiat|financ|insur|purchas|sale|sell|organi|structur|schedul|appoint|calculat|deliver|ent|issu|elect|instat",
    "self": "insur|employ|govern",
    "semi": "annual|month",
    "sub": "leas|let|tenan|contract|licen|section|clause|paragraph|committee|consultant|agent|group|less|divi|total|limit",
    "super": "major|annuat",
    "under": "leas|let|tenan|writ|pay|paid|perform|insur|tak",
    "work": "forc|place|flow|shop|day|sheet",
}
_PHRASAL = (
    "(?:set|buy|pay|hand|take|carry|roll|break|lock|build|fit|lay|sign|opt|carve|claw|spin|write|wind|hold|step|drag|tag"
    "|top|mark|start|sell|call|kick|follow|close|phase|run|turn|check|stand|cut|fall|give|knock|draw|put|lease|earn)"
)
_COMPOUND = re.compile(
    "|".join(f"(?:{first}(?=(?:{rest})[a-z]*$))" for first, rest in _WITH_PREFIX.items())
    + rf"|{_PHRASAL}(?=(?:off|out|over|down|back|up|in|away|through|along|by)s?$)"
)
"""The first part of a word that is also written in two, or with a hyphen."""

_COLOURS = r"(col|lab|fav|hon|behavi|endeav|neighb|harb|rum|vap|hum|flav|rig|vig|arm|cand|val)"
_AFTER_COLOUR = r"((?:s|ed|ing|able|ably|er|ers|less|ful|hood|hoods|ite|ites)?)"
_DOUBLED = "(cance|trave|labe|mode|signa|counse|leve|fue|tota|initia|equa|channe|marsha|dia|tunne|pane|parce|libe|enro)"
_NOT_IZE = (
    r"(?!(?:adv|ar|compr|comprom|conc|dem|dev|disgu|enterpr|exc|exerc|expert|franch|improv|merchand|otherw|likew|no|pra|"
    r"appra|prec|prem|prom|ra|r|rev|superv|surpr|telev|treat|w|s|pr|se|caps|res|downs|rights|cru|bru|parad|advert)i[sz])"
)
_RULES = [
    (re.compile(before), after)
    for before, after in (
        (rf"^{_NOT_IZE}([a-z]{{3,}})is(e[sdr]?|ers|ing|ations?|ational|able)$", r"\1iz\2"),
        (rf"^{_NOT_IZE}([a-z]{{3,}})iz(e[sdr]?|ers|ing|ations?|ational|able)$", r"\1is\2"),
        (r"^(anal|paral|catal|electrol)ys(e[sdr]?|ing)$", r"\1yz\2"),
        (r"^(anal|paral|catal|electrol)yz(e[sdr]?|ing)$", r"\1ys\2"),
        (rf"^{_COLOURS}our{_AFTER_COLOUR}$", r"\1or\2"),
        (rf"^{_COLOURS}or{_AFTER_COLOUR}$", r"\1our\2"),
        (r"^(licen|defen|offen|preten|practi)c(e[sd]?|ing|eless)$", r"\1s\2"),
        (r"^(licen|defen|offen|preten|practi)s(e[sd]?|ing|eless)$", r"\1c\2"),
        (r"^(cent|theat|(?:kilo|centi|milli)?met|(?:milli)?lit|fib|calib)re(s?)$", r"\1er\2"),
        (r"^(cent|theat|(?:kilo|centi|milli)met|(?:milli)?lit|fib|calib)er(s?)$", r"\1re\2"),
        (r"^(catal|dial|anal|monol)ogue(s?)$", r"\1og\2"),
        (r"^(catal|dial|anal|monol)og(s?)$", r"\1ogue\2"),
        (rf"^{_DOUBLED}ll(ed|ing|er|ers|or|ors|ation|ment|ments)$", r"\1l\2"),
        (rf"^{_DOUBLED}l(ed|ing|er|ers|or|ors|ation|ment|ments)$", r"\1ll\2"),
        (r"^(judg|acknowledg|lodg|abridg)ement(s?)$", r"\1ment\2"),
        (r"^(judg|acknowledg|lodg|abridg)ment(s?)$", r"\1ement\2"),
        (r"^(inst|enr|fulf)(a|o|i)l(ment|ments)$", r"\1\2ll\3"),
        (r"^(inst|enr|fulf)(a|o|i)ll(ment|ments)$", r"\1\2l\3"),
        (r"^(skil|wil)ful(ly)?$", r"\1lful\2"),
        (r"^(skil|wil)lful(ly)?$", r"\1ful\2"),
        (r"^programme(s?)$", r"program\1"),
        (r"^program(s?)$", r"programme\1"),
        (r"^(m|sm)ould(s|ed|ing)?$", r"\1old\2"),
        (r"^(an|p|h)ae([a-z]{3,})$", r"\1e\2"),
    )
]
_SAME = """
pay paid | sell sold | buy bought | lend lent | hold held | child children | index indices | grey gray | ageing aging
aluminium aluminum | jewellery jewelry | artefact artifact | sceptic skeptic | plough plow | person people
enrol enroll | fulfil fulfill | bring brought | undertake undertook | give given gave | withdraw withdrew | seek sought
criterion criteria | man men | woman women
"""
_GROUPS = [group.split() for group in re.split(r"[|\n]", _SAME) if group.strip()]


def spellings(term: str) -> tuple[str, ...]:
    """The other ways to write a term, without itself; none for what is not plain English words."""
    if not term.isascii() or not re.search("[A-Za-z]", term):
        return ()
    parts = re.split(r"([ -])", term.casefold())
    found = dict.fromkeys([*_joined(parts), *_reworded(parts)])
    found.pop(term.casefold(), None)
    return tuple(found)[:MOST]


def _joined(parts: list[str]) -> Iterator[str]:
    """With each of its hyphens, spaces and seams written otherwise, one at a time."""
    for at in range(len(parts)):
        if at % 2:
            cut, word, first, last = len(parts[at - 1]), parts[at - 1] + parts[at + 1], at - 1, at + 2
            written = parts[at]
        else:
            seam = _COMPOUND.match(parts[at])
            cut, word, first, last = seam.end() if seam else 0, parts[at], at, at + 1
            written = ""
        seam = _COMPOUND.match(word)
        if cut and word.isalpha() and (written == "-" or (seam and seam.end() == cut)):
            for sign in ("-", "", " "):
                if sign != written:
                    yield "".join([*parts[:first], word[:cut], sign, word[cut:], *parts[last:]])


def _reworded(parts: list[str]) -> Iterator[str]:
    for at in range(0, len(parts), 2):
        for other in _other_spellings(parts[at]):
            yield "".join([*parts[:at], other, *parts[at + 1 :]])


def _other_spellings(word: str) -> Iterator[str]:
    for rule, other in _RULES:
        if rule.match(word):
            yield rule.sub(other, word)
    for group in _GROUPS:
        if word in group:
            yield from (one for one in group if one != word)
