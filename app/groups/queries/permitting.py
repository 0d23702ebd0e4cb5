"""What people allow, as plain values."""

from collections.abc import Collection
from typing import Any

from app.consent import queries as consent
from app.consent.domain.facts import EventKind, SuppressionReason
from app.consent.domain.policy import Rules
from app.consent.domain.standing import Joining, Recorded, Standing
from app.consent.domain.verdict import decide
from app.groups.domain.quick import SOON
from app.groups.queries.scope import Scope

_SUPPRESSING = (EventKind.SUPPRESSED, EventKind.BOUNCED, EventKind.COMPLAINED)


def permissions_of(
    scope: Scope, interests: Collection[int], ids: Collection[int]
) -> dict[int, dict[str, Any]]:
    """The verdicts about each of these people, overall and about these interest groups, and their grounds."""
    rules = consent.rules_of(scope.workspace)
    standings = consent.standings(scope.workspace, ids)
    return {who: _permission(scope, rules, each, interests) for who, each in standings.items()}


def _permission(scope: Scope, rules: Rules, standing: Standing, interests: Collection[int]) -> dict[str, Any]:
    recorded = standing.recorded or Recorded()
    topics = [scope.topics[key] for key in interests if key in scope.topics]
    states = {key: recorded.topic_state(key) for key in interests}
    return {
        "verdict": decide(standing, rules=rules, topic=None, at=scope.at),
        "verdict_later": decide(standing, rules=rules, topic=None, at=scope.at + SOON),
        "topic_verdicts": {
            topic.id: decide(standing, rules=rules, topic=topic, at=scope.at) for topic in topics
        },
        "marketing_status": recorded.marketing_status(scope.at),
        "suppressed_for": frozenset(
            each.reason or SuppressionReason.MANUAL for each in recorded.of(*_SUPPRESSING)
        ),
        "interests": {key: isinstance(state, Joining) for key, state in states.items() if state},
        "chosen_on": {key: scope.local_day(state.since) for key, state in states.items() if state},
    }
