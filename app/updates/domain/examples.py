"""Worked examples of the update rules: invented people, and what the planner makes of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from app.constituents.domain.names import display_name
from app.constituents.domain.record import (
    Address,
    Band,
    Email,
    Existing,
    FormerName,
    Incoming,
    Kind,
    Name,
    PartialDate,
    Phone,
    PointType,
)
from app.updates.domain.applied import apply
from app.updates.domain.entry import EntryKind
from app.updates.domain.plan import plan
from app.updates.domain.rules import DifferentRule, NameRule, UpdateRules
from app.updates.domain.words import show
from app.words import _

_HOME, _WORK, _MOBILE = PointType.HOME, PointType.WORK, PointType.MOBILE
_LATER = date(9999, 1, 1)


class Mark(StrEnum):
    """What became of a value."""

    SAME = "as it was"
    ADDED = "added"
    ENDED = "ended"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Line:
    """A value in words, what became of it, and where it changed what it was."""

    text: str
    mark: Mark = Mark.SAME
    before: str = ""


@dataclass(frozen=True, slots=True)
class Worked:
    """An example under certain rules; `waits` where nothing is written before a person has decided."""

    on_record: tuple[str, ...]
    comes_in: tuple[str, ...]
    afterwards: tuple[Line, ...]
    waits: bool


@dataclass(frozen=True, slots=True)
class _Case:
    """Two records, and the rules without which the rule that is shown would have nothing to do."""

    existing: Existing
    incoming: Incoming
    given: Mapping[str, Any] = field(default_factory=dict)


def worked(rule: str, rules: UpdateRules) -> tuple[Worked, ...]:
    """What these rules make of the examples of one of them, by the planner, as of an automatic match."""
    return tuple(_worked(case, replace(rules, **case.given)) for case in _CASES[rule])


def _worked(case: _Case, rules: UpdateRules) -> Worked:
    planned = plan(
        case.existing,
        case.incoming,
        rules,
        band=Band.MATCH,
        entry=EntryKind.IMPORTED_BATCH,
        today=_LATER,
    )
    before, after = _said(case.existing), _said(apply(case.existing, planned))
    shown = {key: text for key, text in before.items() if _is_telling(case.incoming, key)}
    lines = [
        _line(shown.get(key, ""), text) for key, text in after.items() if _is_telling(case.incoming, key)
    ]
    return Worked(
        tuple(shown.values()),
        tuple(text for key, text in _said(case.incoming).items() if _is_telling(case.incoming, key)),
        tuple(lines),
        planned.needs_review,
    )


def _ended() -> str:
    return f" · {_('ended')}"


def _line(before: str, after: str) -> Line:
    if before == after:
        return Line(after)
    if not before:
        return Line(after, Mark.ADDED)
    if after.endswith(_ended()):
        return Line(after.removesuffix(_ended()), Mark.ENDED)
    return Line(after, Mark.CHANGED, before)


_Key = tuple[str, Any]


def _said(record: Existing | Incoming) -> dict[_Key, str]:
    """Every value of a record in words, by what it is."""
    told: dict[_Key, str] = {("name", 0): display_name(record.name)}
    if record.name.nickname:
        told["name", 1] = _("{name} · nickname", name=record.name.nickname)
    if isinstance(record, Existing):
        told |= {("name", each.value): _other_name(each) for each in record.former_names}
    for channel in ("emails", "phones", "addresses"):
        points = getattr(record, channel)
        told |= {
            (channel, each.id or each.key): _point(each, isinstance(record, Existing)) for each in points
        }
    if record.birth:
        told["birth", 0] = record.birth.words()
    return told


def _other_name(name: FormerName) -> str:
    return f"{name.value} · {_('alias') if name.alias else _('former name')}"


def _point(point: Email | Phone | Address, is_on_record: bool) -> str:
    marks = [_("primary")] if point.primary and is_on_record else []
    return " · ".join([show(point), point.type.label.lower(), *marks]) + ("" if point.active else _ended())


def _is_telling(incoming: Incoming, key: _Key) -> bool:
    """Whether the value is what the example is about: in most the name only says that it is the same."""
    has_points = incoming.emails or incoming.phones or incoming.addresses or incoming.birth
    return key[0] != "name" or not has_points


def _case(on_record: Mapping[str, Any], comes_in: Mapping[str, Any], **given: Any) -> _Case:
    name = Name(first="Ana", last="Rivera")
    return _Case(
        Existing(Kind.INDIVIDUAL, **{"name": name, **on_record}, id=1),
        Incoming(Kind.INDIVIDUAL, **{"name": name, **comes_in}),
        given,
    )


def _called(first: str, last: str) -> dict[str, Name]:
    return {"name": Name(first=first, last=last)}


def _phone(ending: str, type_: PointType, **more: Any) -> Phone:
    return Phone(f"(503) 555-01{ending}", f"+150355501{ending}", type_, **more)


def _email(address: str, type_: PointType, **more: Any) -> Email:
    return Email(address, type_, **more)


def _address(line: str, **more: Any) -> Address:
    return Address((line,), "Portland", "OR", "97210", "", _HOME, **more)


_HOME_PHONE = {"phones": (_phone("42", _HOME, id=1, primary=True),)}
_HOME_STREET = {"addresses": (_address("12 Elm St", id=1, primary=True),)}
_ADDING = {"phone": DifferentRule.ADD}

_CASES: Mapping[str, Sequence[_Case]] = {
    "name": (_case(_called("Laura", "Whitfield"), _called("Laura", "Kim")),),
    "keep_former_name": (
        _case(_called("Laura", "Whitfield"), _called("Laura", "Kim"), name=NameRule.UPDATE),
    ),
    "familiar_name": (_case(_called("Benjamin", "Rivera"), _called("Ben", "Rivera"), name=NameRule.UPDATE),),
    "similar_address": (_case(_HOME_STREET, {"addresses": (_address("12 Elm Street, Apt 4"),)}),),
    "different_address": (_case(_HOME_STREET, {"addresses": (_address("480 Oak Ave"),)}),),
    "phone": (_case(_HOME_PHONE, {"phones": (_phone("71", _HOME),)}),),
    "email": (
        _case(
            {"emails": (_email("ana@example.org", _HOME, id=1, primary=True),)},
            {"emails": (_email("ana.rivera@example.com", _WORK),)},
        ),
    ),
    "same_type": (
        _case(
            {
                "phones": (
                    _phone("42", _HOME, id=1, primary=True),
                    _phone("17", _HOME, id=2),
                    _phone("60", _WORK, id=3),
                )
            },
            {"phones": (_phone("71", _HOME),)},
            **_ADDING,
        ),
    ),
    "primary": (
        _case(_HOME_PHONE, {"phones": (_phone("71", _HOME),)}, **_ADDING),
        _case(_HOME_PHONE, {"phones": (_phone("88", _MOBILE),)}, **_ADDING),
    ),
    "birth": (_case({"birth": PartialDate(1971, 4, 20)}, {"birth": PartialDate(1971, 4, 2)}),),
}
