"""What people allow: exactly, and out of the standings that are kept, where at most a few are unsure.

Then counting is one look at short rows, and at those few. Else everybody is asked person by person.
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
from app.groups.queries.shapes import Told

Who = ColumnElement[bool]


def mailable(scope: Scope) -> Who:
    """Who can be emailed."""
    exactly = consent.can_be_emailed(scope.workspace, at=scope.at)
    return _told(scope, exactly, lambda plain: plain.eligible)


def unsubscribed(scope: Scope) -> Who:
    """Whose marketing status is unsubscribed."""
    return _told(scope, consent.unsubscribed(), lambda plain: plain.unsubscribed)


def do_not_contact(scope: Scope) -> Who:
    """Who is marked do not contact."""
    return _told(scope, consent.do_not_contact(), lambda plain: plain.do_not_contact)


def suppressed(scope: Scope, *reasons: SuppressionReason) -> Who:
    """Who is suppressed, or whose primary address is; for one of these reasons, if any is named."""
    return _told(scope, consent.suppressed(reasons or None), lambda plain: plain.suppressed(*reasons))


def stopped(scope: Scope) -> Who:
    """Who is suppressed or marked do not contact."""
    exactly = or_(consent.do_not_contact(), consent.suppressed())
    return _told(scope, exactly, lambda plain: or_(plain.do_not_contact, plain.suppressed()))


def lapsing(scope: Scope, soon: timedelta) -> Who:
    """Who can be emailed now, and so much later not, by time alone: few, who are looked at closely."""
    until = scope.at + soon
    exactly = consent.lapses_by(scope.workspace, at=scope.at, until=until)
    found = _told(scope, exactly, lambda plain: and_(plain.eligible, KeptStanding.holds_until <= until))
    return Told(exactly, and_(found.kept, exactly), found.unsure) if isinstance(found, Told) else found


def _told(scope: Scope, exactly: Who, pick: Callable[[Plain], Who]) -> Who:
    """The condition, and whose standing is like this; only the condition where many are unsure."""
    plain = consent.plain(scope.workspace, at=scope.at)
    if plain is None:
        return exactly
    kept = select(KeptStanding.constituent_id).where(plain.here, pick(plain))
    return Told(exactly, Constituent.id.in_(kept), Constituent.id.in_(plain.unsure))
