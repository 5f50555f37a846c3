"""Simple forms of English words: enough to find "termination" for "terminate", never to find another word."""

from __future__ import annotations

import re

_ALL_ENDINGS = (
    "ications|ication|ifications|ification|ifies|ified|ifying|ify|ations|ation|ators|ator|ating|ates|ated|ate|"
    "ments|ment|ities|ity|ances|ance|ences|ence|ings|ing|ions|ion|ied|ies|ers|er|ors|or|ed|es|ly|s|d|e|y"
)
_ENDINGS = sorted(_ALL_ENDINGS.split("|"), key=len, reverse=True)
_ENDING = re.compile(f"(?:{'|'.join(_ENDINGS)})?")
_FAMILY = re.compile(r"(\w{3,}[ae]n)(?:ts?|cy|cies|ces?)(?:'s?)?")
_LEAST_STEM = 4
_LEAST_WORD = 4


def stem(word: str) -> str:
    """What the forms of a word share; the word itself if it is short, has digits, or is not Latin."""
    word = word.casefold()
    if len(word) < _LEAST_WORD or not (word.isascii() and word.isalpha()):
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            word = word[: -len(ending)]
            break
    else:
        word = word[:-1] if word.endswith("s") and not word.endswith("ss") else word
    return word[:-1] if len(word) > _LEAST_STEM and word[-1] == word[-2] and word[-1] not in "sl" else word


def beginning(word: str) -> str:
    """What every form of a word begins with: a shorter stem where "insolvent" and "insolvency" part."""
    family = _FAMILY.fullmatch(word.casefold())
    root = stem(word.removesuffix("'s"))
    return min(family[1], root, key=len) if family else root


def same_word(one: str, other: str) -> bool:
    """Whether two words are forms of one."""
    one, other = one.casefold().removesuffix("'s"), other.casefold()
    if one == other or other in (f"{one}'s", f"{one}s'"):
        return True
    families = _FAMILY.fullmatch(one), _FAMILY.fullmatch(other)
    if families[0] and families[1] and families[0][1] == families[1][1]:
        return True
    root = stem(one)
    if len(root) < _LEAST_STEM or not other.startswith(root):
        # A short word has its plural at least: fee, fees; tax, taxes.
        return (one.isalpha() and other in (f"{one}s", f"{one}es")) or one in (f"{other}s", f"{other}es")
    rest = other.removesuffix("'s")[len(root) :]
    doubled = rest[1:] if rest[:1] == root[-1] else rest
    return _ENDING.fullmatch(rest) is not None or _ENDING.fullmatch(doubled) is not None
