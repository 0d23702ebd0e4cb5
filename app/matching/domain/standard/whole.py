"""Whole names in one field: "Smith, John" as a last name, "Anna Schmidt" among former names."""

from collections.abc import Sequence

from app.constituents.domain.names import generation
from app.constituents.domain.nicknames import is_given
from app.constituents.domain.record import Existing, FormerName, Incoming
from app.constituents.domain.scripts import latin
from app.matching.domain.identity import AMONG
from app.matching.domain.standard.names import PARTICLES, Given, Surname, listed, surname_of

_RANKS = frozenset(
    "baron baroness baronet bt earl countess viscount viscountess duke duchess marquess".split()
)


def apart(first: str, last: str) -> tuple[str, str]:
    """First and last name, where one field holds both and the other none, and it can be told safely."""
    if "," in last:
        return _by_comma(first, last)
    if last or first:
        return _by_known_name(first, last)
    return first, last


def _by_comma(first: str, last: str) -> tuple[str, str]:
    """ "Smith, John" with no first name; behind other commas stand suffixes and ranks, or the name again."""
    head, _, tail = last.partition(",")
    if not first and head.strip() and tail.strip() and is_given(latin(tail).partition(" ")[0]):
        return tail.strip(), head.strip()
    if not first:
        return first, f"{head} {tail}"
    is_rank = not _RANKS.isdisjoint(latin(tail).split())
    return first, head if is_rank else f"{head} {generation(tail)}"


def _by_known_name(first: str, last: str) -> tuple[str, str]:
    """Both from the one that is there, when it begins with a known given name and ends with none."""
    if not last and "," in first:
        head, _, tail = first.partition(",")
        return (tail.strip(), head.strip()) if head.strip() and tail.strip() else (first, last)
    words = (first or last).split()
    if len(words) < 2 or "&" in last or not _begins_a_name(words[0], is_first=bool(first)):
        return first, last
    if first and (is_given(latin(words[-1])) or len(latin(words[-1])) < 2):
        return first, last
    return " ".join(words[:-1]), words[-1]


def _begins_a_name(word: str, *, is_first: bool) -> bool:
    """True for a known given name; in a first name for an initial too, in a last name for no particle."""
    plain = latin(word)
    if is_first and len(plain) == 1:
        return True
    return is_given(plain) and (is_first or plain not in PARTICLES)


def other_names(record: Incoming | Existing, given: Given, surname: Surname) -> tuple[str, str]:
    """Her other given names and surnames, as plural texts: nickname, maiden name, former names, aliases."""
    name = record.name
    formers = record.former_names if isinstance(record, Existing) else ()
    if not (name.nickname or name.maiden or formers or given.others or surname.former):
        return "", ""
    givens, families = _apart(formers)
    maiden = surname_of(name.maiden).parts
    return (
        _among([*listed(name.nickname), *given.others, *givens], given.first),
        _among([maiden, surname.former, *families], surname.parts),
    )


def _apart(formers: Sequence[FormerName]) -> tuple[list[str], list[str]]:
    """Given names and surnames among former names; one word is a surname, or as an alias a given name."""
    givens: list[str] = []
    families: list[str] = []
    for each in formers:
        words = each.value.split()
        if len(words) > 1:
            givens.append(latin(words[0]).partition(" ")[0])
            families.append(surname_of(" ".join(words[1:])).parts.rpartition(" ")[2])
        elif each.alias:
            givens.append(latin(each.value).partition(" ")[0])
        else:
            families.append(surname_of(each.value).parts)
    return givens, families


def _among(values: Sequence[str], known: str) -> str:
    """A plural text of the values that say something new."""
    return AMONG.join(value for value in dict.fromkeys(values) if value and value != known)
