"""The templates that come with the product: they stand there until a workspace has its own of that kind."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.batch_entry.domain.columns import Column, offered
from app.batches.domain.status import BatchKind
from app.words import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A ready-made template. It is written down when somebody first uses it."""

    kind: BatchKind
    name: str
    prefix: str
    told: str
    columns: tuple[Column, ...]

    @property
    def key(self) -> str:
        """What forms and addresses call it."""
        return self.kind.value


def columns_for(kind: BatchKind, ids: Iterable[str], required: Iterable[str] = ()) -> tuple[Column, ...]:
    """Columns of these fields under their usual headings."""
    labels = {field.id: field.label for field in offered(kind)}
    asked = set(required)
    return tuple(Column(field_id=id, label=labels[id], required=id in asked) for id in ids)


_WHO = ("lookup_id", "first_name", "last_name", "email")
_WHERE = ("address_line1", "address_city", "address_region", "address_postcode")

OFFERS: tuple[Offer, ...] = (
    Offer(
        kind=BatchKind.UPDATE,
        name=N_("Constituent updates"),
        prefix="UPDATE",
        told=N_("Names, contact details and birth dates of people, one to a row."),
        columns=columns_for(BatchKind.UPDATE, (*_WHO, "phone", *_WHERE, "address_country", "birth_date")),
    ),
    Offer(
        kind=BatchKind.REVENUE,
        name=N_("Gifts"),
        prefix="GIFT",
        told=N_("A gift beside its giver in every row."),
        columns=columns_for(
            BatchKind.REVENUE,
            (
                *("lookup_id", "first_name", "last_name", "gift_amount", "gift_date", "gift_currency"),
                *("gift_method", "gift_fund", "organization", "email", *_WHERE),
                *("gift_kind", "gift_campaign", "gift_note", "gift_key"),
            ),
            required=("gift_amount", "gift_date"),
        ),
    ),
)


def offer_of(kind: BatchKind) -> Offer:
    """The ready-made template of a kind that staff type."""
    return next(each for each in OFFERS if each.kind is kind)


def still_offered(kinds: Iterable[BatchKind]) -> tuple[Offer, ...]:
    """The ready-made templates of a workspace that has templates of these kinds."""
    have = set(kinds)
    return tuple(each for each in OFFERS if each.kind not in have)
