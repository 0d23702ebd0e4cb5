"""Which fields a plan is about, as a number to store and to count by, and what makes plans alike."""

from collections.abc import Iterable

from app.updates.domain.changes import Add, MakePrimary, Replace, Retire, UpdatePlan
from app.updates.domain.words import field_label
from app.words import all_of

FIELDS = (
    "kind",
    "name.title",
    "name.first",
    "name.middle",
    "name.last",
    "name.suffix",
    "name.nickname",
    "name.maiden",
    "name.organization",
    "birth",
    "emails",
    "phones",
    "addresses",
    "external_ids",
)
"""Every field a plan can change by itself. The place is the bit in `mask`: new ones go to the end."""

SCORE = "score"
"""The cause of rows that may be somebody, by how alike they are, and that are each a case of its own."""
ALIKE = "alike:"
"""The cause of rows that may be one person each and differ from that person in the same fields."""
_LONGEST = 60


def mask(plan: UpdatePlan | None) -> int:
    """The fields whose values a plan adds or replaces, one bit each; 0 for none."""
    writes = plan.writes if plan else ()
    changed = {change.field for change in writes if isinstance(change, Add | Replace)}
    return sum(1 << place for place, field in enumerate(FIELDS) if field in changed)


def bit(field: str) -> int:
    """The bit of a field in a mask; 0 for what is no such field."""
    return 1 << FIELDS.index(field) if field in FIELDS else 0


def fields_of(mask: int) -> tuple[str, ...]:
    """The fields in a mask."""
    return tuple(field for place, field in enumerate(FIELDS) if mask >> place & 1)


def differing(plan: UpdatePlan) -> tuple[str, ...]:
    """The fields in which a row differs from somebody on record, whatever the rules make of it."""
    follows = (Retire, MakePrimary)  # because another value comes in
    told = {change.field for change in plan.changes if not isinstance(change, follows)}
    return tuple(field for field in FIELDS if field in told)


def cause_of(fields: Iterable[str]) -> str:
    """The cause of rows that differ in these fields; "" where there are too many to say it in one cause."""
    cause = ALIKE + ",".join(fields)
    return cause if len(cause) <= _LONGEST else ""


def is_by_score(cause: str) -> bool:
    """Whether rows with this cause wait because they are like somebody, though not surely the same."""
    return cause == SCORE or cause.startswith(ALIKE)


def fields_in(cause: str) -> str:
    """In which fields rows with such a cause differ: "nickname and phone"; "" where they say nothing new."""
    fields = [field for field in cause.removeprefix(ALIKE).split(",") if field in FIELDS]
    labels = [_lower(str(field_label(field))) for field in fields]
    return all_of(labels)


def _lower(label: str) -> str:
    return label if label.isupper() else label[:1].lower() + label[1:]
