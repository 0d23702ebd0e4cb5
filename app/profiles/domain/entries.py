"""The journal in words: what was changed, how it was before, and by what."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from app.audit.domain.source import Via
from app.batches.domain.status import BatchKind
from app.consent.domain.facts import EventKind
from app.constituents.domain.partial import PartialDate
from app.cultivation.domain import words as cultivation
from app.updates.domain import words
from app.words import N_, _, all_of, plural

_DOORS = {
    Via.FORM: N_("by hand"),
    Via.BATCH: N_("by an import"),
    Via.RULE: N_("by your update rules"),
    Via.API: N_("through the API"),
    Via.COMMAND: N_("from the command line"),
    Via.SUPPORTER: N_("on the preference page"),
    Via.PROVIDER: N_("by the sending tool"),
    Via.UNDO: N_("by undoing"),
    Via.SEED: N_("with the sample data"),
}
_PERMISSIONS = {
    EventKind.CONSENT_GIVEN: N_("Consent recorded"),
    EventKind.UNSUBSCRIBED: N_("Unsubscribed from all email"),
    EventKind.RESUBSCRIBED: N_("Subscribed again"),
    EventKind.PAUSED: N_("Email paused"),
    EventKind.TOPIC_JOINED: N_("Joined"),
    EventKind.TOPIC_LEFT: N_("Left"),
    EventKind.DO_NOT_CONTACT_SET: N_("Set to do not contact"),
    EventKind.SUPPRESSED: N_("Address suppressed"),
    EventKind.BOUNCED: N_("Email bounced"),
    EventKind.COMPLAINED: N_("Reported an email as spam"),
    EventKind.CONSENT_WITHDRAWN: N_("Consent withdrawn"),
    EventKind.RESTRICTION_LIFTED: N_("Restriction lifted"),
}


def field_label(field: str) -> str:
    """What staff call a journaled field: "First name"."""
    return words.journal_label(field)


def door(via: Via, kind: BatchKind | None = None) -> str:
    """How a change came in: "by hand"; `kind` is that of the batch that made it, where one did."""
    return _("by a batch") if via is Via.BATCH and kind and kind.is_entered else _DOORS[via]


def permission_words(kind: EventKind, topic: str = "") -> str:
    """What a line of the consent ledger says: "Left “Newsletter”"."""
    return f"{_PERMISSIONS[kind]} “{topic}”" if topic else str(_PERMISSIONS[kind])


def value_words(field: str, value: Any, write: Callable[[PartialDate], str] = PartialDate.words) -> str:
    """A journaled value as one line, its dates as `write` says; "" for nothing."""
    match value:
        case None | "" | []:
            return ""
        case True:
            return _("yes")
        case False:
            return _("no")
        case list():
            return ", ".join(value_words(field, item, write) for item in value)
        case Mapping() if field in cultivation.FIELDS:
            return cultivation.value_words(field, value, lambda iso: write(PartialDate.from_iso(iso)))
        case Mapping():
            return _composed(value, write)
        case str() if field in ("birth", "died"):
            return write(PartialDate.from_iso(value))
        case _:
            return str(value)


def _composed(value: Mapping[str, Any], write: Callable[[PartialDate], str]) -> str:
    """A contact point, a former name or an external ID, with what is particular about it."""
    text = value.get("address") or value.get("number") or value.get("value") or _place(value)
    system = value.get("system", "")
    marks = [value.get("type", ""), _("primary") if value.get("primary") else "", _ended(value, write)]
    about = ", ".join(mark for mark in marks if mark)
    return " ".join(part for part in (system, str(text), f"({about})" if about else "") if part)


def _place(value: Mapping[str, Any]) -> str:
    region = " ".join(filter(None, (value.get("region", ""), value.get("postcode", ""))))
    parts = (*value.get("lines", ()), value.get("city", ""), region, value.get("country", ""))
    return ", ".join(part for part in parts if part)


def _ended(value: Mapping[str, Any], write: Callable[[PartialDate], str]) -> str:
    if value.get("active", True):
        return ""
    if not value.get("end"):
        return _("ended")
    return _("ended {day}", day=write(PartialDate.from_iso(value["end"])))


def changed(fields: Iterable[str], replaced: int) -> str:
    """What an act did to one person, from the fields of its entries: "Email and phone changed".

    `replaced` is how many of its entries had a value before; without any, everything was added.
    """
    said = named(fields)
    return _("{fields} changed", fields=said) if replaced else _("{fields} added", fields=said)


def in_order(numbered: str) -> list[str]:
    """The fields of entries gathered as "id field", with commas between, in the order of their ids."""
    entries = [entry.partition(" ") for entry in numbered.split(",")]
    return [field for __, field in sorted((int(own), field) for own, __, field in entries)]


def named(fields: Iterable[str]) -> str:
    """Journaled fields in words, each once, few of them by name: "Email, phone and 3 more"."""
    labels = list(dict.fromkeys(field_label(field) for field in fields))
    words = [str(labels[0]), *(label.lower() for label in labels[1:])]
    if len(words) > _NAMED:
        words = [*words[:_NAMED], plural(len(words) - _NAMED, "{n} more", "{n} more")]
    return all_of(words)


_NAMED = 4


def place(address: Any, *, home: str) -> str:
    """A stored address in one line, without its country where that is the workspace's own, `home`."""
    parts = {part: getattr(address, part) for part in ("city", "region", "postcode", "country")}
    if parts["country"] == home:
        parts["country"] = ""
    return _place({"lines": address.lines.split("\n"), **parts})
