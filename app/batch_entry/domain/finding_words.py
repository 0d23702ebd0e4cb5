"""What rows do to each other, as sentences for staff."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.batch_entry.domain.interactions import Finding, FindingKind
from app.updates.domain.words import field_label
from app.words import N_, _

_CHANNELS = {"emails": "email", "phones": "phone", "addresses": "address"}
_TITLES = {
    FindingKind.EXTERNAL_ID: N_("One external ID for several people"),
    FindingKind.GIFT_NUMBER: N_("One gift number in several rows"),
    FindingKind.GIFT_TWICE: N_("A gift that may be entered twice"),
    FindingKind.ON_RECORD: N_("Like a gift on record"),
    FindingKind.VALUES: N_("Different values for one person"),
    FindingKind.PRIMARIES: N_("Two primaries for one person"),
    FindingKind.ALIKE: N_("May be one new person"),
    FindingKind.KNOWN: N_("May be on record"),
    FindingKind.ONE_EMAIL: N_("One email for several people"),
    FindingKind.ONE_PERSON: N_("One new person in several rows"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in words: what it is, whom it is about, which rows to look at, and what happens."""

    title: str
    who: str
    rows: tuple[int, ...]
    more: int
    what: str
    kind: FindingKind


def told(finding: Finding, names: Mapping[int, str]) -> Told:
    """The finding in words; `names` are those that the rows have, by number."""
    called = dict.fromkeys(name for row in finding.rows if (name := names.get(row, "")))
    who = ", ".join(list(called)[:3])
    return Told(_TITLES[finding.kind], who, finding.rows, finding.more, _what(finding), finding.kind)


_WHAT = {
    FindingKind.EXTERNAL_ID: (
        N_(
            "These rows bring the same {system} ID, and only one person can have it."
            " Empty it in the rows it does not belong to."
        )
    ),
    FindingKind.GIFT_NUMBER: (
        N_("A gift is recorded once. Remove the rows that repeat it, or correct their numbers.")
    ),
    FindingKind.GIFT_TWICE: N_(
        "Same giver, amount and day. Remove one, or leave both if they are two gifts."
    ),
    FindingKind.ON_RECORD: N_(
        "Same giver, amount and day as a gift on record. Remove the row if it is that."
    ),
    FindingKind.VALUES: (
        N_("They differ in “{field}”. Correct what is wrong; otherwise each is taken in turn, by the rules.")
    ),
    FindingKind.PRIMARIES: (
        N_("Each of them makes another {channel} the primary one. The last row wins: correct the others.")
    ),
    FindingKind.ALIKE: N_("Say on the later row whether it is the person of row {first} or somebody else."),
    FindingKind.KNOWN: N_("Link the row, if it is about whom it is like on record."),
    FindingKind.ONE_EMAIL: (
        N_("They bring one email for different people, as families do. Check that this is meant.")
    ),
    FindingKind.ONE_PERSON: (
        N_("The person is added once, by row {first}; the other rows go to the same record.")
    ),
}


def _what(finding: Finding) -> str:
    """What follows from it, and what to do."""
    is_field = finding.kind is FindingKind.VALUES
    return _(
        _WHAT[finding.kind],
        first=finding.rows[0],
        system=finding.about,
        field=_lower(str(field_label(finding.about))) if is_field else "",
        channel=_CHANNELS.get(finding.about, ""),
    )


def _lower(label: str) -> str:
    return label if label.isupper() else label[:1].lower() + label[1:]
