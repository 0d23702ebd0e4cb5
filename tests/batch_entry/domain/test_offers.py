"""The ready-made templates, and the headings that columns have."""

import pytest

from app.batch_entry.domain.columns import offered
from app.batch_entry.domain.offers import OFFERS, Offer, still_offered
from app.batches.domain.gift_fields import REQUIRED
from app.batches.domain.headers import fold
from app.batches.domain.permissions import is_permission
from app.batches.domain.status import ENTERED, BatchKind


@pytest.mark.parametrize("kind", sorted(ENTERED))
def test_no_heading_is_there_twice_or_looks_like_permission(kind: BatchKind) -> None:
    labels = [field.label for field in offered(kind)]

    assert len({fold(label) for label in labels}) == len(labels)
    assert not [label for label in labels if is_permission(label)]


@pytest.mark.parametrize("offer", OFFERS, ids=lambda offer: offer.name)
def test_a_ready_made_template_links_rows_to_people_and_holds_what_every_gift_has(offer: Offer) -> None:
    ids = [column.field_id for column in offer.columns]

    assert ids[0] == "lookup_id"
    assert len(set(ids)) == len(ids)
    assert {each.field_id for each in offer.columns if each.required} == (
        set(REQUIRED) if offer.kind is BatchKind.REVENUE else set()
    )


def test_a_ready_made_template_is_offered_until_there_is_one_of_its_kind() -> None:
    assert still_offered([]) == OFFERS

    assert [each.kind for each in still_offered([BatchKind.UPDATE])] == [BatchKind.REVENUE]
