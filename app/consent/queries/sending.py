"""What one sending asks for besides: whom it leaves out, and how often people may be emailed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, not_, select

from app.activity.models import Delivery
from app.consent.domain.policy import FrequencyCap, Rules
from app.consent.domain.standing import Exclusion
from app.constituents.models import Constituent
from app.db import db


@dataclass(frozen=True, slots=True)
class ExcludedIf:
    """A reason to leave out whoever meets a condition about a row of `constituents`.

    A condition that is neither true nor false leaves out.
    """

    words: str
    condition: ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Sending:
    """One mailing: who is left out of it, and a limit of its own beside the workspace's."""

    exclusions: tuple[ExcludedIf, ...] = ()
    cap: FrequencyCap | None = None


def caps_of(sending: Sending | None, rules: Rules) -> tuple[FrequencyCap, ...] | None:
    """The limits that hold for a sending: the workspace's and its own; None where none is asked about."""
    if sending is None:
        return None
    return tuple(cap for cap in (rules.cap, sending.cap) if cap)


def excluded(sending: Sending) -> list[ColumnElement[bool]]:
    """True for whom a reason does not leave out; NULL or false for the others."""
    return [not_(each.condition) for each in sending.exclusions]


def rested(cap: FrequencyCap, at: datetime) -> ColumnElement[bool]:
    """Fewer messages were sent to her lately than the limit allows."""
    lately = (
        select(func.count())
        .where(
            Delivery.workspace_id == Constituent.workspace_id,
            Delivery.constituent_id == Constituent.id,
            Delivery.sent_at > at - timedelta(days=cap.days),
            Delivery.sent_at <= at,
        )
        .correlate(Constituent)
        .scalar_subquery()
    )
    return lately < cap.messages


def exclusions_of(
    workspace_id: int, ids: Collection[int], sending: Sending | None
) -> dict[int, tuple[Exclusion, ...]]:
    """The reasons to leave out each of these people, in one statement; none where there are no reasons."""
    if sending is None or not sending.exclusions:
        return {}
    passed = [condition.label(f"passed_{place}") for place, condition in enumerate(excluded(sending))]
    query = select(Constituent.id, *passed).where(
        and_(Constituent.workspace_id == workspace_id, Constituent.id.in_(ids))
    )
    return {
        who: tuple(
            Exclusion(reason.words)
            for reason, is_in in zip(sending.exclusions, answers, strict=True)
            if not is_in
        )
        for who, *answers in db.session.execute(query)
    }
