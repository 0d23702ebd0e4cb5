"""Answers out of the standings that are kept, for whom they hold; nobody else is answered here.

Whoever was touched since is unsure: triggers tell it in the transaction that touches, so that one statement
sees either both or neither. So is whose standing holds at other instants or by other rules, or is not kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    case,
    func,
    literal,
    not_,
    or_,
    select,
    union_all,
)

from app.accounts.domain.roles import Module
from app.accounts.models import Workspace
from app.consent.domain.barrier import Barrier, Gate
from app.consent.domain.facts import SuppressionReason
from app.consent.domain.kept import FREE, GATE_MARKS, HEADLINES, REASON_MARKS, UNSUBSCRIBED, edition
from app.consent.models import AddressHash
from app.consent.queries.question import Question
from app.consent.queries.rules import rules_of
from app.consent.standing_models import KeptStanding
from app.constituents.models import Constituent, EmailAddress
from app.constituents.touched_models import Touch
from app.db import db

MOST = 20_000
"""Touches that a statement looks through; where more wait, everybody is unsure."""
FEW = 1_000
"""Reasons to be unsure of somebody up to which kept standings are asked for everybody else."""
_BARRIERS = {number: barrier.value for barrier, number in HEADLINES.items()}
NOTHING = literal("")


def edition_of(workspace: Workspace) -> int:
    """The number of the rules by which standings are decided here now."""
    return edition(rules_of(workspace), has_module=workspace.has(Module.EMAIL))


def if_kept(asked: Question, told: ColumnElement[Any], otherwise: ColumnElement[Any]) -> ColumnElement[Any]:
    """What is `told` by the columns of a standing that holds, never NULL, or what else is to be asked."""
    if not answers(asked):
        return otherwise
    hers = (
        select(told)
        .where(
            KeptStanding.workspace_id == Constituent.workspace_id,
            KeptStanding.constituent_id == Constituent.id,
            KeptStanding.edition == edition_of(asked.workspace),
            *_holds(asked.at),
        )
        .correlate(Constituent)
        .scalar_subquery()
    )
    here = asked.workspace.id
    sure = and_(not_(_many_wait(here)), Constituent.id.not_in(unsure(here)))
    return func.coalesce(case((sure, hers)), otherwise)


def answers(asked: Question) -> bool:
    """Whether anything kept may answer: not for a sending, nor under rules that are only thought of.

    A statement that is built once for all workspaces cannot name one.
    """
    if asked.exactly or asked.sending is not None or asked.instant is not None:
        return False
    own = asked.rules is None or asked.rules == rules_of(asked.workspace)
    return own and not asked.workspace.standings_stale


def barrier(headline: Any = KeptStanding.headline) -> ColumnElement[str]:
    """The number of a headline as `Barrier`'s value; "" for who can be emailed."""
    return case(_BARRIERS, value=headline, else_=NOTHING)


def _holds(at: datetime) -> tuple[ColumnElement[bool], ...]:
    begun, ends = KeptStanding.holds_from, KeptStanding.holds_until
    return or_(begun.is_(None), begun <= at), or_(ends.is_(None), ends > at)


def _fresh(workspace_id: int, *conditions: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    return (Touch.workspace_id == workspace_id, Touch.is_fresh.is_(True), *conditions)


def _many_wait(workspace_id: int) -> ColumnElement[bool]:
    return select(literal(1)).where(*_fresh(workspace_id)).offset(MOST).limit(1).exists()


def unsure(workspace_id: int) -> CompoundSelect[int]:
    """Whoever was touched, or has an address that was; as far as `MOST` touches tell."""
    return union_all(*_touched(workspace_id, MOST))


def _touched(workspace_id: int, most: int | None = None) -> tuple[Select[int], Select[int]]:
    people = select(Touch.constituent_id).where(*_fresh(workspace_id)).limit(most).subquery()
    bare = _fresh(workspace_id, Touch.constituent_id == 0)
    keys = select(Touch.address_key).where(*bare).limit(most).subquery()
    return select(people.c.constituent_id), _owners(workspace_id, keys)


def _owners(workspace_id: int, keys: Any) -> Select[int]:
    """Whose addresses have one of the keys in the column `address_key`."""
    return (
        select(EmailAddress.constituent_id)
        .select_from(keys)
        .join(
            AddressHash,
            and_(AddressHash.workspace_id == workspace_id, AddressHash.address_key == keys.c.address_key),
        )
        .join(
            EmailAddress,
            and_(EmailAddress.workspace_id == workspace_id, EmailAddress.id == AddressHash.email_id),
        )
    )


# --- without a look at the people


@dataclass(frozen=True, slots=True)
class Plain:
    """Conditions about a row of `KeptStanding` alone; there is one for everybody who is here.

    They do not count for the few whose ids `unsure` selects: whoever asks leaves them out, and asks exactly
    about them, in the same statement.
    """

    here: ColumnElement[bool]
    unsure: CompoundSelect[int]

    @property
    def eligible(self) -> ColumnElement[bool]:
        """The gates about the person are passed."""
        return KeptStanding.headline == FREE

    @property
    def stopped(self) -> ColumnElement[bool]:
        """One of these gates is not."""
        return KeptStanding.headline > FREE

    @property
    def barrier(self) -> ColumnElement[str]:
        """`Barrier`'s value; "" for who can be emailed."""
        return barrier()

    @property
    def unsubscribed(self) -> ColumnElement[bool]:
        return self.marked(UNSUBSCRIBED)

    @property
    def do_not_contact(self) -> ColumnElement[bool]:
        return self.marked(GATE_MARKS[Gate.NOT_DO_NOT_CONTACT])

    def suppressed(self, *reasons: SuppressionReason) -> ColumnElement[bool]:
        """She or her primary address is suppressed; for one of these reasons, if any is named."""
        named = sum(REASON_MARKS[reason] for reason in set(reasons))
        return self.marked(named or GATE_MARKS[Gate.NOT_SUPPRESSED])

    def stopped_by(self, found: Barrier) -> ColumnElement[bool]:
        """This is the first barrier."""
        return KeptStanding.headline == HEADLINES[found]

    def marked(self, marks: int) -> ColumnElement[bool]:
        """Any of these marks is there; whoever can be emailed has none."""
        there: ColumnElement[bool] = KeptStanding.marks.bitwise_and(marks) != 0
        return and_(KeptStanding.headline > FREE, there)


def plain(workspace: Workspace, *, at: datetime) -> Plain | None:
    """How to ask kept standings alone at this instant; None while many are unsure. One statement."""
    if workspace.standings_stale:
        return None
    own = edition_of(workspace)
    doubts = union_all(*_touched(workspace.id), *_outdated(workspace.id, own, at))
    reasons = select(literal(1)).select_from(doubts.subquery()).limit(FEW + 1).subquery()
    if (db.session.scalar(select(func.count()).select_from(reasons)) or 0) > FEW:
        return None
    return Plain(and_(KeptStanding.workspace_id == workspace.id, KeptStanding.edition == own), doubts)


def _outdated(workspace_id: int, own: int, at: datetime) -> Iterator[Select[int]]:
    """Whose standing was decided by other rules, or does not hold at that instant."""
    doubts = (
        KeptStanding.edition < own,
        KeptStanding.edition > own,
        KeptStanding.holds_until <= at,
        KeptStanding.holds_from > at,
    )
    for doubt in doubts:
        yield select(KeptStanding.constituent_id).where(KeptStanding.workspace_id == workspace_id, doubt)
