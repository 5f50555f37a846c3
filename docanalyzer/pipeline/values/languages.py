"""What the language of a text says about how it writes numbers: by its commonest words and its letters."""

from __future__ import annotations

import re
from collections import Counter

POINT, COMMA = ".", ","
EITHER = "either"
"""Of a language that is written in both ways, as Spanish is on the two sides of the ocean."""
_SAMPLE = 50_000
_WITH_POINT = re.compile(r"\b(?:the|of|and|to|shall)\b", re.I)
_WITH_COMMA = re.compile(
    r"\b(?:der|die|und|das|von|dem|les|et|des|du|une|il|di|che|della|het|een|van|os|uma|não|ao"
    r"|och|att|og|oraz|się|jest)\b",
    re.I,
)
"""German, French, Italian, Dutch, Portuguese, the Scandinavian languages and Polish."""
_WITH_EITHER = re.compile(r"\b(?:de|del|el|los|las|la|le|en|y|por|para|con)\b", re.I)
_IDEOGRAPH = re.compile("[\u3041-\u30fe\u4e00-\u9fff\uac00-\ud7a3]")
_GERMAN = re.compile("[äöüß]", re.I)
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LETTERS_OF_A_WORD = 5
_FEWEST_WORDS = 3
_CLEARLY = 5


def words(text: str) -> Counter[str]:
    """How often words of languages with a decimal POINT, with a COMMA and with EITHER stand in a text's beginning."""
    text = text[:_SAMPLE]
    return Counter(
        {
            POINT: len(_WITH_POINT.findall(text)) + len(_IDEOGRAPH.findall(text)) // _LETTERS_OF_A_WORD,
            COMMA: len(_WITH_COMMA.findall(text)) + len(_CYRILLIC.findall(text)) // _LETTERS_OF_A_WORD,
            EITHER: len(_WITH_EITHER.findall(text)),
        }
    )


def spoken(counts: Counter[str]) -> str:
    """POINT or COMMA where the words are enough to tell the language; "" else."""
    return clearer(counts) if counts[POINT] + counts[COMMA] >= _FEWEST_WORDS else ""


def hinted(text: str, counts: Counter[str]) -> str:
    """What even one word, or a letter, of a table without sentences speaks for; EITHER where they contradict."""
    with_comma = counts[COMMA] or _GERMAN.search(text) or _CYRILLIC.search(text)
    if counts[EITHER] or (counts[POINT] and with_comma):
        return EITHER if not with_comma or counts[POINT] else COMMA
    return COMMA if with_comma else POINT if counts[POINT] else ""


def clearer(seen: Counter[str]) -> str:
    """The one of POINT and COMMA that is seen far more often than the other; "" for neither."""
    first, second = sorted((POINT, COMMA), key=lambda sign: seen[sign], reverse=True)
    return first if seen[first] and seen[first] >= _CLEARLY * seen[second] else ""
