"""The record of a person or organization as plain values: what every other package speaks.

All JSON forms leave out what is blank, because plans and rows are stored by the hundred thousand.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol, Self

from app.constituents.domain.addresses import Address as Address
from app.constituents.domain.emails import Email as Email
from app.constituents.domain.names import Name as Name
from app.constituents.domain.names import called
from app.constituents.domain.partial import PartialDate as PartialDate
from app.constituents.domain.phones import Phone as Phone
from app.constituents.domain.points import ADDRESS_TYPES as ADDRESS_TYPES
from app.constituents.domain.points import EMAIL_TYPES as EMAIL_TYPES
from app.constituents.domain.points import PHONE_TYPES as PHONE_TYPES
from app.constituents.domain.points import Json as Json
from app.constituents.domain.points import PointType as PointType


class Kind(StrEnum):
    """A constituent is one of two kinds, for ever."""

    INDIVIDUAL = "individual"
    ORGANIZATION = "organization"


class Band(StrEnum):
    """What a match score means under the thresholds of the workspace."""

    MATCH = "match"
    POSSIBLE = "possible"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ExternalId:
    """The id of a constituent in another system; a pair has one owner in a workspace."""

    system: str
    value: str

    def to_json(self) -> Json:
        """The value as JSON."""
        return {"system": self.system, "value": self.value}

    @classmethod
    def from_json(cls, told: Json) -> Self:
        """The value that `to_json` wrote."""
        return cls(told["system"], told["value"])


@dataclass(frozen=True, slots=True)
class FormerName:
    """Another name of a constituent: one that was, or with `alias` one that is also in use."""

    value: str
    alias: bool = False
    start: date | None = None
    end: date | None = None
    source: str = ""
    id: int | None = None

    def to_json(self) -> Json:
        """The value as JSON, without blanks."""
        dates = {"start": self.start and self.start.isoformat(), "end": self.end and self.end.isoformat()}
        told = {"value": self.value, "alias": self.alias or None, **dates, "source": self.source or None}
        return {part: value for part, value in (*told.items(), ("id", self.id)) if value is not None}

    @classmethod
    def from_json(cls, told: Json) -> Self:
        """The value that `to_json` wrote."""
        start, end = (date.fromisoformat(told[part]) if part in told else None for part in ("start", "end"))
        alias, source = told.get("alias", False), told.get("source", "")
        return cls(told["value"], alias, start, end, source, told.get("id"))


@dataclass(frozen=True, slots=True)
class Incoming:
    """A record that arrives: a row of a file, a form, a call of the API. It knows only what it says.

    `whole_name` is a name in one piece that may only be how somebody known is shown; "" otherwise.
    """

    kind: Kind
    name: Name
    emails: tuple[Email, ...] = ()
    phones: tuple[Phone, ...] = ()
    addresses: tuple[Address, ...] = ()
    birth: PartialDate | None = None
    external_ids: tuple[ExternalId, ...] = ()
    lookup_id: str = ""
    whole_name: str = ""

    def to_json(self) -> Json:
        """The record as JSON, without blanks."""
        return _facts_to_json(self) | ({"whole_name": self.whole_name} if self.whole_name else {})

    @classmethod
    def from_json(cls, told: Json) -> Self:
        """The record that `to_json` wrote."""
        return cls(**_facts_from_json(told), whole_name=told.get("whole_name", ""))


@dataclass(frozen=True, slots=True)
class Existing:
    """A constituent as the workspace knows it; `version` rises by one with every change set.

    `display_override` is shown instead of the name; `died` is known, if at all, only of the deceased;
    `source` says how the workspace came to know them.
    """

    kind: Kind
    name: Name
    emails: tuple[Email, ...] = ()
    phones: tuple[Phone, ...] = ()
    addresses: tuple[Address, ...] = ()
    birth: PartialDate | None = None
    external_ids: tuple[ExternalId, ...] = ()
    lookup_id: str = ""
    id: int = 0
    version: int = 0
    former_names: tuple[FormerName, ...] = ()
    deceased: bool = False
    active: bool = True
    display_override: str = ""
    died: PartialDate | None = None
    inactive_reason: str = ""
    source: str = ""

    @property
    def display(self) -> str:
        """How she is called: by name; where none is known, by the active primary email or the lookup ID."""
        email = next((each.address for each in self.emails if each.primary and each.active), "")
        return called(self.name, self.display_override, email=email, lookup_id=self.lookup_id)

    def to_json(self) -> Json:
        """The record as JSON, without blanks."""
        told = {**_facts_to_json(self), "id": self.id, "version": self.version}
        if self.former_names:
            told["former_names"] = _listed(self.former_names)
        if self.deceased:
            told["deceased"] = True
        if not self.active:
            told["active"] = False
        if self.died:
            told["died"] = str(self.died)
        words = {part: getattr(self, part) for part in _WORDS}
        return told | {part: value for part, value in words.items() if value}

    @classmethod
    def from_json(cls, told: Json) -> Self:
        """The record that `to_json` wrote."""
        return cls(
            **_facts_from_json(told),
            id=told["id"],
            version=told["version"],
            former_names=tuple(FormerName.from_json(name) for name in told.get("former_names", ())),
            deceased=told.get("deceased", False),
            active=told.get("active", True),
            died=PartialDate.from_iso(told["died"]) if "died" in told else None,
            **{part: told.get(part, "") for part in _WORDS},
        )


_WORDS = ("display_override", "inactive_reason", "source")


def blank(kind: Kind) -> Existing:
    """A record of which nothing is known yet: what the plan for a new constituent is applied to."""
    return Existing(kind, Name())


class _Written(Protocol):
    def to_json(self) -> Json: ...


def _listed(values: Iterable[_Written]) -> list[Json]:
    return [value.to_json() for value in values]


def _facts_to_json(record: Incoming | Existing) -> Json:
    told: dict[str, Any] = {
        "name": record.name.to_json(),
        "emails": _listed(record.emails),
        "phones": _listed(record.phones),
        "addresses": _listed(record.addresses),
        "birth": None if record.birth is None else str(record.birth),
        "external_ids": _listed(record.external_ids),
        "lookup_id": record.lookup_id,
    }
    return {"kind": record.kind.value, **{part: value for part, value in told.items() if value}}


def _facts_from_json(told: Json) -> dict[str, Any]:
    birth = told.get("birth")
    return {
        "kind": Kind(told["kind"]),
        "name": Name.from_json(told.get("name", {})),
        "emails": tuple(Email.from_json(email) for email in told.get("emails", ())),
        "phones": tuple(Phone.from_json(phone) for phone in told.get("phones", ())),
        "addresses": tuple(Address.from_json(address) for address in told.get("addresses", ())),
        "birth": None if birth is None else PartialDate.from_iso(birth),
        "external_ids": tuple(ExternalId.from_json(each) for each in told.get("external_ids", ())),
        "lookup_id": told.get("lookup_id", ""),
    }
