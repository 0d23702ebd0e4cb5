"""What staff do to one gift: typed, corrected, refunded, thanked for, removed; journaled each time."""

from typing import Any

import pytest
from sqlalchemy import func, select

from app.accounts.models import Workspace
from app.activity.domain.drafts import Flaw
from app.activity.domain.kinds import GiftStatus, TributeKind
from app.activity.models import Donation, SoftCredit
from app.activity.queries.giving import giving
from app.db import db
from app.giving import services
from app.giving.queries import one
from app.giving.queries.credits import thanked_for
from app.giving.services import (
    Edited,
    Moved,
    NotCredited,
    NotMoved,
    NotRefunded,
    NotRemoved,
    Refunded,
    Removed,
    Stale,
)
from app.profiles.domain.questions import told_by
from tests.activity.makers import day, people, workspace
from tests.activity.rolled import assert_in_step
from tests.factories import World
from tests.giving.makers import ALICE, TODAY, draft, imported, known, listed, typed


def edit(here: Workspace, donation: int, version: int = 1, **told: Any) -> object:
    return services.edit_donation(here, donation, draft(**told), version=version, today=TODAY, actor=ALICE)


def refund(here: Workspace, donation: int, amount: int, on: str = "2026-04-01") -> object:
    return services.refund_donation(here, donation, amount=amount, on=day(on), today=TODAY, actor=ALICE)


def lines(here: Workspace, donation: int) -> list[str]:
    return [entry.field for entry in reversed(one.journal(here.id, known(here, donation)))]


def test_a_typed_gift_has_all_that_was_typed_and_counts_at_once(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    here = workspace(inside.ours)

    told = {"anonymous": True, "tribute": TributeKind.IN_MEMORY, "tribute_name": "Jo", "campaign": "Roof"}
    own = typed(here, ann, 12_345, note="By hand", **told)

    gift = known(here, own)
    assert (gift.row.amount, gift.row.anonymous, gift.row.campaign, gift.row.note) == (
        *(12_345, True, "Roof"),
        "By hand",
    )
    assert gift.is_typed
    found = giving(here, ann, today=TODAY)
    assert found.total == 12_345
    assert told_by(found.origins) == "from hand entry"
    assert lines(here, own) == ["gift"]
    assert_in_step(inside.ours)


@pytest.mark.both
def test_a_correction_is_journaled_column_by_column_and_only_what_changed(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    here = workspace(inside.ours)
    own = typed(here, ann, status=GiftStatus.PENDING)

    outcome = edit(here, own, amount=5_000, fund="Roof", anonymous=True)

    assert isinstance(outcome, Edited)
    assert lines(here, own) == ["gift", "gift.amount", "gift.status", "gift.fund", "gift.anonymous"]
    [amount] = [each for each in one.journal(here.id, known(here, own)) if each.field == "gift.amount"]
    assert (amount.before, amount.after) == ("100.00 USD", "50.00 USD")
    [hidden] = [each for each in one.journal(here.id, known(here, own)) if each.field == "gift.anonymous"]
    assert (hidden.before, hidden.after) == ("no", "yes")
    assert known(here, own).row.kept == []
    assert_in_step(inside.ours)


@pytest.mark.both
def test_what_staff_write_into_an_imported_gift_is_kept_from_imports(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    here = workspace(inside.ours)
    own = imported(here, ann)

    edit(here, own, fund="Roof")
    edit(here, own, version=2, fund="Roof", method="check")

    assert known(here, own).row.kept == ["fund", "method"]
    assert not known(here, own).is_typed


def test_nobody_overwrites_what_somebody_else_saved_meanwhile(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    here = workspace(inside.ours)
    own = typed(here, ann)
    edit(here, own, fund="Theirs")

    outcome = edit(here, own, version=1, fund="Mine")

    assert isinstance(outcome, Stale)
    assert known(here, own).row.fund == "Theirs"


def test_a_refund_is_a_line_of_its_own_day_in_the_funds_of_the_gift(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    here = workspace(inside.ours)
    own = typed(here, ann, fund="Roof", anonymous=True)

    outcome = refund(here, own, 4_000)

    assert isinstance(outcome, Refunded)
    assert outcome.left == 6_000
    back = outcome.row
    assert (back.amount, back.refund_of_id, back.fund, back.anonymous) == (-4_000, own, "Roof", True)
    assert known(here, own).row.status is GiftStatus.SETTLED
    assert giving(here, ann, today=TODAY).total == 6_000
    assert_in_step(inside.ours)


@pytest.mark.both
def test_never_more_goes_back_than_is_left(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    here = workspace(inside.ours)
    own = typed(here, ann)
    refund(here, own, 4_000)

    too_much = refund(here, own, 6_001)

    assert isinstance(too_much, NotRefunded)
    assert (too_much.field, too_much.amount) == ("amount", 6_000)
    assert isinstance(refund(here, own, 6_000), Refunded)
    assert isinstance(refund(here, own, 1), NotRefunded)
    assert giving(here, ann, today=TODAY).total == 0
    assert_in_step(inside.ours)


def test_a_refund_that_failed_leaves_its_part_to_be_refunded_again(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    here = workspace(inside.ours)
    own = typed(here, ann)
    back = refund(here, own, 10_000)
    assert isinstance(back, Refunded)

    edit(here, back.row.id, amount=10_000, received_on=day("2026-04-01"), status=GiftStatus.FAILED)

    assert known(here, own).left == 10_000
    assert isinstance(refund(here, own, 10_000), Refunded)
    assert_in_step(inside.ours)


def test_a_refund_that_failed_does_not_settle_once_its_gift_failed_too(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    here = workspace(inside.ours)
    own = typed(here, ann)
    back = refund(here, own, 10_000)
    assert isinstance(back, Refunded)
    failed = {"received_on": day("2026-04-01"), "status": GiftStatus.FAILED}
    edit(here, back.row.id, **failed)
    assert isinstance(edit(here, own, status=GiftStatus.FAILED), Edited)

    outcome = edit(here, back.row.id, version=2, received_on=day("2026-04-01"))

    assert isinstance(outcome, Flaw)
    assert outcome.field == "status"
    assert giving(here, ann, today=TODAY).total == 0


@pytest.mark.parametrize("status", [GiftStatus.PENDING, GiftStatus.FAILED])
def test_only_money_that_arrived_can_go_back(inside: World, status: GiftStatus) -> None:
    (ann,) = people(inside.ours, 1)
    here = workspace(inside.ours)

    outcome = refund(here, typed(here, ann, status=status), 100)

    assert isinstance(outcome, NotRefunded)


def test_a_refund_cannot_be_refunded_and_keeps_to_its_gift_when_it_is_corrected(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    here = workspace(inside.ours)
    own = typed(here, ann)
    back = refund(here, own, 4_000)
    assert isinstance(back, Refunded)

    assert isinstance(refund(here, back.row.id, 100), NotRefunded)
    assert isinstance(edit(here, back.row.id, amount=10_001, received_on=day("2026-04-01")), Flaw)
    assert isinstance(edit(here, back.row.id, amount=4_000, received_on=day("2026-03-03")), Flaw)
    assert isinstance(edit(here, back.row.id, amount=10_000, received_on=day("2026-04-01")), Edited)
    assert known(here, own).left == 0


def test_the_refunds_follow_their_gift_to_another_fund(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    here = workspace(inside.ours)
    own = typed(here, ann, fund="Roof")
    refund(here, own, 4_000)

    edit(here, own, fund="Garden", note="Wrong fund")

    funds = db.session.execute(select(Donation.fund, func.sum(Donation.amount)).group_by(Donation.fund)).all()
    assert [tuple(row) for row in funds] == [("Garden", 6_000)]


def test_what_a_refund_of_a_file_has_from_its_gift_is_kept_from_imports_too(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    here = workspace(inside.ours)
    own = imported(here, ann)
    back = imported(here, ann, -4_000, external_key="d2", refund_of_id=own, received_on=day("2026-04-01"))
    refund(here, own, 1_000)

    edit(here, own, fund="Garden", note="Wrong fund")

    assert (known(here, back).row.fund, known(here, back).row.kept) == ("Garden", ["fund"])
    assert [each.kept for each in known(here, own).refunds] == [["fund"], []]


@pytest.mark.both
def test_a_gift_with_a_refund_stays_and_one_from_elsewhere_needs_a_reason(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    here = workspace(inside.ours)
    own, other = typed(here, ann), imported(here, ann)
    back = refund(here, own, 100)
    assert isinstance(back, Refunded)

    def remove(donation: int, reason: str = "") -> object:
        return services.remove_donation(here, donation, reason=reason, actor=ALICE)

    assert isinstance(remove(own), NotRemoved)
    assert isinstance(remove(other), NotRemoved)
    assert remove(other, "a test of the shop") == Removed(ann)
    assert remove(back.row.id) == Removed(ann)
    assert remove(own) == Removed(ann)
    assert remove(own) is None
    assert_in_step(inside.ours)


@pytest.mark.both
def test_soft_credits_are_told_apart_and_count_in_no_total(inside: World) -> None:
    ann, ben = people(inside.ours, 2)
    here = workspace(inside.ours)
    own = typed(here, ann)
    who = listed(here, ben)

    services.credit(here, own, who, 4_000, actor=ALICE)
    services.credit(here, own, who, 2_500, actor=ALICE)

    [thanks] = thanked_for(here, ben)
    assert (thanks.amount, thanks.currency, thanks.donor and thanks.donor.id) == (2_500, "USD", ann)
    assert giving(here, ben, today=TODAY).gifts == 0
    assert giving(here, ann, today=TODAY).total == 10_000
    assert_in_step(inside.ours)
    assert services.uncredit(here, own, known(here, own).credits[0].id, actor=ALICE)
    assert not thanked_for(here, ben)
    assert lines(here, own)[-1] == "gift.soft_credit"
    assert_in_step(inside.ours)


def test_soft_credits_never_exceed_the_gift_nor_go_to_its_donor(inside: World) -> None:
    ann, ben, cleo = people(inside.ours, 3)
    here = workspace(inside.ours)
    own = typed(here, ann)
    donor, friend, other = (listed(here, each) for each in (ann, ben, cleo))
    services.credit(here, own, friend, 7_000, actor=ALICE)

    too_much = services.credit(here, own, other, 3_001, actor=ALICE)

    assert isinstance(too_much, NotCredited)
    assert too_much.amount == 3_000
    refund(here, own, 2_000)
    less = services.credit(here, own, other, 1_001, actor=ALICE)
    assert isinstance(less, NotCredited)
    assert less.amount == 1_000
    assert isinstance(services.credit(here, own, donor, 100, actor=ALICE), NotCredited)
    assert isinstance(edit(here, own, amount=6_999), Flaw)
    assert db.session.scalar(select(func.sum(SoftCredit.amount))) == 7_000


@pytest.mark.both
def test_a_gift_moves_with_its_refunds_to_whom_it_belongs_and_stays_there(inside: World) -> None:
    ann, ben = people(inside.ours, 2)
    here = workspace(inside.ours)
    own = imported(here, ann)
    refund(here, own, 4_000)

    assert isinstance(services.move_donation(here, own, listed(here, ann), actor=ALICE), NotMoved)
    assert services.move_donation(here, own, listed(here, ben), actor=ALICE) == Moved()

    assert giving(here, ann, today=TODAY).gifts == 0
    assert giving(here, ben, today=TODAY).total == 6_000
    assert known(here, own).row.kept == ["constituent_id"]
    assert_in_step(inside.ours)
