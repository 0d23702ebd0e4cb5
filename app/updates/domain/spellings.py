"""What an incoming name tells that the record does not say already, as well or better."""

from collections import Counter
from collections.abc import Collection, Iterable

from app.constituents.domain.blanks import is_blank_surname
from app.constituents.domain.names import generation, names_two
from app.constituents.domain.nicknames import are_forms_of_one, is_familiar_form
from app.constituents.domain.organizations import is_no_fuller
from app.constituents.domain.record import Name
from app.constituents.domain.scripts import is_latin, is_plainer, latin
from app.constituents.domain.text import fold, written

_GIVEN_AND_LAST = frozenset({"first", "middle", "last"})


def telling_parts(old: Name, new: Name, insisted: Collection[str] = ()) -> dict[str, str]:
    """The parts of the incoming name that tell something new, and those `insisted` on if they differ at all.

    Letter case, a plainer spelling, an initial, the same words in another order, an organization's name with
    words cut short and what stands for "unknown" tell nothing.
    """
    changed = {part: value for part, value in new.parts().items() if _differs(getattr(old, part), value)}
    again = _said_elsewhere(old, new) if not _GIVEN_AND_LAST.isdisjoint(changed) else frozenset()
    return {
        part: value
        for part, value in changed.items()
        if part in insisted or (part not in again and _tells(part, getattr(old, part), value))
    }


def familiar_of(form: str, name: Name) -> str:
    """The given name of which the other is a familiar form: "Benjamin" of "Ben"; "" when it is of neither."""
    givens = (given for given in (name.first, name.middle) if not names_two(given))
    return next((given for given in givens if _is_familiar(form, given)), "")


def _is_familiar(form: str, full: str) -> bool:
    """Word by word: Ben is one of Benjamin and of Benjamin David."""
    ones, others = _words(form), _words(full)[: len(_words(form))]
    if ones == others or len(ones) > len(others):
        return False
    pairs = zip(ones, others, strict=True)
    return all(one == other or is_familiar_form(one, other) for one, other in pairs)


def _differs(old: str, new: str) -> bool:
    return written(new) not in ("", written(old)) and not is_blank_surname(new)


def _tells(part: str, old: str, new: str) -> bool:
    if is_plainer(new, old) or (fold(new) == fold(old) and new.isascii()):
        return False
    if part == "suffix" and _is_same_generation(old, new):
        return False
    if part == "organization" and is_no_fuller(new, old):
        return False
    if part == "first" and _is_plainer_given(new, old):
        return False
    return not (part in _GIVEN_AND_LAST and _is_initial_of(fold(new), fold(old)))


def _is_same_generation(old: str, new: str) -> bool:
    """Junior, where the record has Jr. or Jr. MD; but Jr. PhD says more."""
    said = generation(new)
    return bool(said) and said == generation(old) and len(_words(new)) == 1


def _is_plainer_given(new: str, old: str) -> bool:
    """Alexander, where the record has the same name in another alphabet; Alex would be a form of it."""
    if not new.isascii() or is_latin(old):
        return False
    return are_forms_of_one(latin(new), latin(old)) and not is_familiar_form(latin(new), latin(old))


def _is_initial_of(letter: str, word: str) -> bool:
    return len(letter) == 1 and word.startswith(letter)


def _said_elsewhere(old: Name, new: Name) -> frozenset[str]:
    """The parts of a person's name that the record has, though in another part."""
    if _is_other_order(old, new):
        return _GIVEN_AND_LAST
    again = set()
    if _words(new.first) != _words(old.first) and _is_split_otherwise(old, new):
        again = {"first", "middle"}
    if fold(new.first) == fold(old.nickname) and not _differs(old.nickname, new.nickname):
        again.add("first")
    return frozenset(again if old.first else again - {"first"})


def _is_split_otherwise(old: Name, new: Name) -> bool:
    """True of "Mary Ann" in one part for "Mary" and "Ann" in two, and of "Ann", which is one of them."""
    known, givens = _words(old.first, old.middle), _words(new.first, new.middle)
    if names_two(old.first) or set(_words(new.last)) & (set(known) - set(givens)):
        return False
    return _covers(known, givens)


def _is_other_order(old: Name, new: Name) -> bool:
    """True of "Costa John" for John Costa, in one part or two: a given and a last name changed places.

    A whole name on record in one part that comes in as two is split by it.
    """
    first, last = _words(old.first), _words(old.last)
    given, said_last = _words(new.first, new.middle), _words(new.last)
    is_moved = (set(given) & set(last)) - set(first) or (set(said_last) & set(first)) - set(last)
    is_split = (not first and bool(said_last)) or (not last and bool(given))
    said, known = Counter(given + said_last), Counter(_words(old.first, old.middle, old.last))
    return bool(is_moved) and not is_split and said <= known


def _covers(known: Iterable[str], said: Iterable[str]) -> bool:
    """True when each word said is one of those known, or the initial of one."""
    left = list(known)
    for word in sorted(said, key=len, reverse=True):
        match = next((each for each in left if each == word or _is_initial_of(word, each)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _words(*parts: str) -> list[str]:
    return latin(" ".join(parts)).split()
