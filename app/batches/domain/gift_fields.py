"""What a column of a revenue batch can say about the gift; what it can say about the giver is in `fields`."""

from dataclasses import dataclass

from app.words import N_


@dataclass(frozen=True, slots=True)
class GiftField:
    """One thing that a column says about a gift. `longest` is the most characters a value may have."""

    id: str
    label: str
    example: str
    longest: int = 200


GIFT_FIELDS: tuple[GiftField, ...] = (
    GiftField("gift_amount", N_("Amount"), "50.00", 40),
    GiftField("gift_currency", N_("Currency"), "USD", 3),
    GiftField("gift_date", N_("Day received"), "2026-10-31", 40),
    GiftField("gift_fund", N_("Fund"), "General"),
    GiftField("gift_campaign", N_("Campaign"), "Winter drive"),
    GiftField("gift_appeal", N_("Appeal"), "Letter in November"),
    GiftField("gift_method", N_("Method"), "check", 100),
    GiftField("gift_kind", N_("Kind of gift"), "one-off", 40),
    GiftField("gift_status", N_("Status of the gift"), "settled", 40),
    GiftField("gift_tribute", N_("Tribute"), "in memory of", 40),
    GiftField("gift_tribute_name", N_("Tribute to"), "Rosa Lee"),
    GiftField("gift_soft_credit", N_("Soft credit to (lookup ID)"), "C-1042", 40),
    GiftField("gift_soft_credit_amount", N_("Amount of the soft credit"), "25.00", 40),
    GiftField("gift_anonymous", N_("Anonymous"), "yes", 10),
    GiftField("gift_note", N_("Note"), "Brought to the office", 2_000),
    GiftField("gift_key", N_("Number of the gift in its tool"), "ch_3Nx", 200),
)
TODAY = "today"
"""The default of a column of a day that is written into each row as the day on which it is typed."""
DAYS = frozenset({"gift_date"})
REQUIRED = ("gift_amount", "gift_date")
"""What every gift has; a column may have a default instead of a value in each row."""

_BY_ID = {field.id: field for field in GIFT_FIELDS}


def is_today(field_id: str, default: str) -> bool:
    """Whether the default of a column is the day on which a row is typed: it stands for no blank cell."""
    return field_id in DAYS and default.strip().casefold() == TODAY


def find_gift_field(id: str) -> GiftField | None:
    """The field with this id, None where there is none."""
    return _BY_ID.get(id)
