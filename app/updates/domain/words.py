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

BY_RULE = "your update rules"
BY_STAFF = "chosen by staff"

_LABELS = {
    "kind": "Kind",
    "name.title": "Title",
    "name.first": "First name",
    "name.middle": "Middle name",
    "name.last": "Last name",
    "name.suffix": "Suffix",
    "name.nickname": "Nickname",
    "name.maiden": "Maiden name",
    "name.organization": "Organization name",
    "former_names": "Other names",
    "birth": "Birth date",
    "emails": "Email",
    "phones": "Phone",
    "addresses": "Address",
    "external_ids": "External ID",
}


def field_label(field: str) -> str:
    """What staff call a field of a change: "First name"."""
    return _LABELS[field]


_ALSO_JOURNALED = {
    "display_override": "Name shown instead",
    "died": "Date of death",
    "inactive_reason": "Reason for being inactive",
}


def journal_label(field: str) -> str:
    """What staff call a field that the journal knows, in a plan or not: "Primary email"."""
    channel, _, mark = field.rpartition(".")
    if mark == "primary":
        return f"Primary {field_label(channel).lower()}"
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
    label = "external ID" if change.field == "external_ids" else field_label(change.field).lower()
    match change:
        case Add():
            return f"+ {label} {show(change.after)}"
        case Replace():
            return f"{label} → {show(change.after)}"
        case Retire():
            return f"{label} {show(change.before)} ended"
        case MakePrimary():
            return f"primary {label} → {show(change.after)}"
        case Ignore():
            return f"{label} {show(change.after)} ignored"
        case NeedsReview():
            return f"{label} needs a decision"
        case _:
            assert_never(change)


def stays(change: Ignore, *, was: bool = False) -> str:
    """What an ignored change leaves as it is: "Stephen stays (Steve came)"; `was` tells it afterwards."""
    before, after = show(change.before), show(change.after)
    if not before:
        return f"{after} {'was' if was else 'is'} left out"
    came = f" ({after} came)" if after and after != before else ""
    return f"{before} {'stayed' if was else 'stays'}{came}"


def in_words(change: Change) -> str:
    """A change on its own: as `describe`, and of one that is not made, what stays."""
    if isinstance(change, Ignore):
        return f"{field_label(change.field)}: {stays(change)}"
    return describe(change)


def summary(plan: UpdatePlan) -> str:
    """The plan as one line: what is written, or what has to be decided first; "No change" when nothing is."""
    told = [change for change in plan.changes if isinstance(change, NeedsReview)] or plan.writes
    return " · ".join(dict.fromkeys(describe(change) for change in told)) or "No change"
