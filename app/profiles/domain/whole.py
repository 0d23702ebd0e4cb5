"""A whole record in words, before it is added; and what of it has no place beside one on record."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from app.constituents.domain.addresses import Likeness, likeness
from app.constituents.domain.record import Address, Email, Existing, PartialDate, Phone
from app.profiles.domain.entries import field_label, value_words
from app.words import _

Writer = Callable[[PartialDate], str]
_FACTS = ("display_override", "birth", "died", "source")
_POINTS = ("emails", "phones", "addresses", "external_ids")


def in_full(record: Existing, write: Writer = PartialDate.words) -> list[tuple[str, list[str]]]:
    """Everything that the record says, by what staff call it; a field with many values once."""
    told: dict[str, list[str]] = {}
    for label, words in _lines(record, write):
        told.setdefault(label, []).append(words)
    return list(told.items())


def _lines(record: Existing, write: Writer) -> Iterator[tuple[str, str]]:
    facts: Mapping[str, Any] = record.to_json()
    for part, text in record.name.parts().items():
        if text:
            yield field_label(f"name.{part}"), text
    for other in record.former_names:
        yield _("Alias") if other.alias else _("Former name"), other.value
    for field in _POINTS:
        for value in facts.get(field, ()):
            yield field_label(field), value_words(field, value, write)
    for field in _FACTS:
        if text := value_words(field, facts.get(field), write):
            yield field_label(field), text


def left_aside(typed: Existing, after: Existing | None) -> list[str]:
    """What was typed that is not taken over when it is somebody on record, who would be as `after` says."""
    points: tuple[Email | Phone | Address, ...] = (*typed.emails, *typed.phones, *typed.addresses)
    told = {
        _("other names"): bool(typed.former_names),
        _("the name shown instead"): bool(typed.display_override),
        _("the date of death"): typed.died is not None,
        _("what has ended"): any(not point.active for point in points),
        _("the source"): bool(typed.source),
        _("that no mail may go to the address"): after is not None and _would_get_mail(typed, after),
    }
    return [words for words, is_there in told.items() if is_there]


def _would_get_mail(typed: Existing, after: Existing) -> bool:
    """Whether mail would go where, as was typed, none may."""
    marked = [each for each in typed.addresses if each.do_not_mail]
    return any(
        likeness(kept, new) is not Likeness.DIFFERENT
        for kept in after.addresses
        if kept.active and not kept.do_not_mail
        for new in marked
    )
