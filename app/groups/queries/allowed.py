"""What people allow, out of the standings that are kept of everybody, where nobody's is unsure.

Then it is one look at short rows. Else the exact conditions of permission are asked person by person.
"""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, or_, select

from app.consent import queries as consent
from app.consent.domain.facts import SuppressionReason
from app.consent.queries import Plain
from app.consent.standing_models import KeptStanding
from app.constituents.models import Constituent
from app.groups.queries.scope import Scope

Who = ColumnElement[bool]


def mailable(scope: Scope) -> Who:
    """Who can be emailed."""
    kept = _kept(scope, lambda plain: plain.eligible)
    return consent.can_be_emailed(scope.workspace, at=scope.at) if kept is None else kept


def unsubscribed(scope: Scope) -> Who:
    """Whose marketing status is unsubscribed."""
    kept = _kept(scope, lambda plain: plain.unsubscribed)
    return consent.unsubscribed() if kept is None else kept


def do_not_contact(scope: Scope) -> Who:
    """Who is marked do not contact."""
    kept = _kept(scope, lambda plain: plain.do_not_contact)
    return consent.do_not_contact() if kept is None else kept


def suppressed(scope: Scope, *reasons: SuppressionReason) -> Who:
    """Who is suppressed, or whose primary address is; for one of these reasons, if any is named."""
    kept = _kept(scope, lambda plain: plain.suppressed(*reasons))
    return consent.suppressed(reasons or None) if kept is None else kept


def stopped(scope: Scope) -> Who:
    """Who is suppressed or marked do not contact."""
    kept = _kept(scope, lambda plain: or_(plain.do_not_contact, plain.suppressed()))
    return or_(consent.do_not_contact(), consent.suppressed()) if kept is None else kept


def lapsing(scope: Scope, soon: timedelta) -> Who:
    """Who can be emailed now, and so much later not, by time alone: few, who are looked at closely."""
    until = scope.at + soon
    exactly = consent.lapses_by(scope.workspace, at=scope.at, until=until)
    turning = _kept(scope, lambda plain: and_(plain.eligible, KeptStanding.holds_until <= until))
    return exactly if turning is None else and_(turning, exactly)


def _kept(scope: Scope, pick: Callable[[Plain], Who]) -> Who | None:
    """Whose standing is like this; None where somebody's is unsure."""
    plain = consent.plain(scope.workspace, at=scope.at)
    if plain is None:
        return None
    return Constituent.id.in_(select(KeptStanding.constituent_id).where(plain.here, pick(plain)))
