"""Plans for reading: labels of fields, reasons of changes, and one line per row."""

from typing import assert_never

from app.constituents.domain.record import Address, Email, ExternalId, FormerName, PartialDate, Phone
from app.updates.domain.changes import (
    Add,
    Change,
    Ignore,
    MakePrimary,
    NeedsReview,
    Replace,
    Retire,
    UpdatePlan,
    Value,
)
from app.words import N_, _

BY_RULE = N_("your update rules")
BY_STAFF = N_("chosen by staff")

_LABELS = {
    "kind": N_("Kind"),
    "name.title": N_("Title"),
    "name.first": N_("First name"),
    "name.middle": N_("Middle name"),
    "name.last": N_("Last name"),
    "name.suffix": N_("Suffix"),
    "name.nickname": N_("Nickname"),
    "name.maiden": N_("Maiden name"),
    "name.organization": N_("Organization name"),
    "former_names": N_("Other names"),
    "birth": N_("Birth date"),
    "emails": N_("Email"),
    "phones": N_("Phone"),
    "addresses": N_("Address"),
    "external_ids": N_("External ID"),
}


def field_label(field: str) -> str:
    """What staff call a field of a change: "First name"."""
    return _LABELS[field]


_ALSO_JOURNALED = {
    "display_override": N_("Name shown instead"),
    "died": N_("Date of death"),
    "inactive_reason": N_("Reason for being inactive"),
    "note": N_("Note"),
    "note.next_step": N_("Next step of a note"),
    "constituency": N_("Constituency"),
    "prospect.stage": N_("Prospect stage"),
    "prospect.manager": N_("Prospect manager"),
    "prospect.capacity": N_("Prospect capacity"),
    "prospect.note": N_("Prospect note"),
    "gift": N_("Gift"),
}


def journal_label(field: str) -> str:
    """What staff call a field that the journal knows, in a plan or not: "Primary email"."""
    channel, __, mark = field.rpartition(".")
    if mark == "primary":
        return _("Primary {field}", field=field_label(channel).lower())
    known = _LABELS.get(field) or _ALSO_JOURNALED.get(field)
    return known or field.replace("_", " ").replace(".", " ").capitalize()


def show(value: Value | None) -> str:
    """A value as one line of text; "" for None."""
    match value:
        case PartialDate():
            return value.words()
        case Address():
            region = " ".join(part for part in (value.region, value.postcode) if part)
            return ", ".join(part for part in (*value.lines, value.city, region, value.country) if part)
        case ExternalId():
            return f"{value.system} {value.value}"
        case Email(address=text) | Phone(number=text) | FormerName(value=text):
            return text
        case _:
            return value or ""


def describe(change: Change) -> str:
    """A change as a few words for the review table: "+ phone (212) 555-0142", "last name → Lee"."""
    label = _("external ID") if change.field == "external_ids" else field_label(change.field).lower()
    match change:
        case Add():
            return f"+ {label} {show(change.after)}"
        case Replace():
            return f"{label} → {show(change.after)}"
        case Retire():
            return _("{field} {value} ended", field=label, value=show(change.before))
        case MakePrimary():
            return _("primary {field} → {value}", field=label, value=show(change.after))
        case Ignore():
            return _("{field} {value} ignored", field=label, value=show(change.after))
        case NeedsReview():
            return _("{field} needs a decision", field=label)
        case _:
            assert_never(change)


def stays(change: Ignore, *, was: bool = False) -> str:
    """What an ignored change leaves as it is: "Stephen stays (Steve came)"; `was` tells it afterwards."""
    before, after = show(change.before), show(change.after)
    if not before:
        return _("{value} was left out", value=after) if was else _("{value} is left out", value=after)
    if not after or after == before:
        return _("{value} stayed", value=before) if was else _("{value} stays", value=before)
    told = {"value": before, "other": after}
    return _("{value} stayed ({other} came)", **told) if was else _("{value} stays ({other} came)", **told)


def in_words(change: Change) -> str:
    """A change on its own: as `describe`, and of one that is not made, what stays."""
    if isinstance(change, Ignore):
        return f"{field_label(change.field)}: {stays(change)}"
    return describe(change)


def summary(plan: UpdatePlan) -> str:
    """The plan as one line: what is written, or what has to be decided first; "No change" when nothing is."""
    told = [change for change in plan.changes if isinstance(change, NeedsReview)] or plan.writes
    return " · ".join(dict.fromkeys(describe(change) for change in told)) or _("No change")
