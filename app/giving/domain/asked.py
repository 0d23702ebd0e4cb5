"""What the list of gifts was asked for: the filters in an address, and what each is called."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from app.activity.domain.gift_words import HAND, KINDS, STATUSES
from app.activity.domain.kinds import GiftKind, GiftStatus
from app.activity.domain.money import parse_typed
from app.constituents.domain.problems import Problem
from app.words import N_, _

TEXTS = {"fund": N_("Fund"), "campaign": N_("Campaign"), "appeal": N_("Appeal"), "method": N_("Method")}
NAMES = ("from", "to", "status", "kind", *TEXTS, "source", "import", "currency", "min", "max")
"""The filters by their names in an address."""
_LONGEST = 200
_E = TypeVar("_E", GiftKind, GiftStatus)


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters in force, read. `texts` are columns that have to say exactly this.

    `source` is "" for any and `HAND` for gifts that staff typed; `batch` is the number of an import. Amounts
    are in minor units of `currency`, which is "" for any where no amount is asked. `unread` says of amounts
    that cannot be read what to type instead.
    """

    start: date | None = None
    end: date | None = None
    status: GiftStatus | None = None
    kind: GiftKind | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    batch: int | None = None
    currency: str = ""
    least: int | None = None
    most: int | None = None
    query: Mapping[str, Any] = field(default_factory=dict)
    unread: tuple[str, ...] = ()

    @property
    def narrows(self) -> bool:
        """Whether it is less than all gifts."""
        return bool(self.query)

    def without(self, name: str) -> dict[str, Any]:
        """The address without one filter."""
        return {key: value for key, value in self.query.items() if key != name}


def read(given: Mapping[str, str], *, currency: str, locale: str) -> Asked:
    """The filters of an address; what cannot be read is left out, as if it had not been asked."""
    told = {name: given.get(name, "").strip()[:_LONGEST] for name in NAMES}
    money = told["currency"].upper() or (currency if told["min"] or told["max"] else "")
    amounts = {name: parse_typed(told[name], money, locale) for name in ("min", "max") if told[name]}
    read_as = {name: None if isinstance(found, Problem) else found for name, found in amounts.items()}
    values: dict[str, Any] = {
        "from": _day(told["from"]),
        "to": _day(told["to"]),
        "status": _one_of(GiftStatus, told["status"]),
        "kind": _one_of(GiftKind, told["kind"]),
        "import": int(told["import"]) if _is_number(told["import"]) else None,
        "source": told["source"],
        "currency": money,
        "min": read_as.get("min"),
        "max": read_as.get("max"),
        **{name: told[name] for name in TEXTS},
    }
    return Asked(
        start=values["from"],
        end=values["to"],
        status=values["status"],
        kind=values["kind"],
        texts={name: told[name] for name in TEXTS if told[name]},
        source=told["source"],
        batch=values["import"],
        currency=money,
        least=values["min"],
        most=values["max"],
        query={name: told[name] for name in NAMES if told[name] and values[name] not in (None, "")},
        unread=tuple(f"{each.what} {each.fix}" for each in amounts.values() if isinstance(each, Problem)),
    )


def chip(name: str, value: str, asked: Asked, write: Callable[[date], str]) -> str:
    """How a filter in force reads; `write` says how days are written."""
    match name:
        case "from" | "to":
            day = asked.start if name == "from" else asked.end
            said = write(day) if day else value
            return _("From {day}", day=said) if name == "from" else _("Until {day}", day=said)
        case "status" | "kind":
            return STATUSES[GiftStatus(value)] if name == "status" else KINDS[GiftKind(value)]
        case "source":
            return _("Typed here") if value == HAND else _("From {source}", source=value)
        case "min" | "max":
            limit = f"{value} {asked.currency}"
            return (
                _("At least {amount}", amount=limit) if name == "min" else _("At most {amount}", amount=limit)
            )
        case _:
            return f"{TEXTS.get(name, name.capitalize())}: {value}"


def _one_of(kind: type[_E], text: str) -> _E | None:
    return kind(text) if text in {each.value for each in kind} else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
