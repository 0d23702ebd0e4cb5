"""Makers of gifts."""

from typing import Any

from app.accounts.models import Workspace
from app.activity import services as activity
from app.activity.domain.arrivals import NewDonation, NewSoftCredit
from app.activity.domain.drafts import GiftDraft
from app.activity.models import SoftCredit
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.constituents.directory import Listed
from app.constituents.picking import picks
from app.db import db
from app.giving.queries import one
from app.giving.services import add_donation
from tests.activity.makers import day

ALICE = Actor("Alice", Via.FORM)
TODAY = day("2026-07-15")


def draft(amount: int = 10_000, **more: Any) -> GiftDraft:
    """A gift as typed, of 100 dollars unless told otherwise."""
    return GiftDraft(**{"amount": amount, "currency": "USD", "received_on": day("2026-03-04"), **more})


def typed(workspace: Workspace, person: int, amount: int = 10_000, **more: Any) -> int:
    """The id of a gift that Alice typed."""
    return add_donation(workspace.id, person, draft(amount, **more), actor=ALICE).id


def imported(workspace: Workspace, person: int, amount: int = 10_000, **more: Any) -> int:
    """The id of a gift that another system knows."""
    told = {"source": "shop", "external_key": "d1", "received_on": day("2026-03-04"), **more}
    gift = NewDonation(constituent_id=person, amount=amount, currency="USD", **told)
    return activity.record_donations(workspace.id, [gift]).ids[0]


def known(workspace: Workspace, donation: int) -> one.Gift:
    """The gift as it is stored."""
    db.session.expire_all()
    found = one.gift(workspace, donation)
    assert found is not None
    return found


def listed(workspace: Workspace, person: int) -> Listed:
    """Somebody as a search finds her."""
    found = picks(workspace, {"constituent_id": str(person)}).person
    assert found is not None
    return found


def some_gift(workspace: Workspace, person: int, word: str) -> dict[str, int]:
    """A gift with this word in all of its parts, and a soft credit: the parts of addresses by name."""
    own = typed(
        workspace, person, fund=word, campaign=word, appeal=word, method=word, tribute_name=word, note=word
    )
    activity.record_soft_credits(
        workspace.id, [NewSoftCredit(donation_id=own, constituent_id=person, amount=100)]
    )
    found = db.session.query(SoftCredit).filter_by(donation_id=own).one()
    return {"donation": own, "credit": found.id}
