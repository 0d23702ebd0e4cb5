"""May somebody be emailed, now and after a change of her state that is not saved yet?"""

from dataclasses import dataclass, replace
from datetime import datetime

from app.accounts.models import Workspace
from app.consent import queries as consent
from app.consent.domain import recorded_facts as facts
from app.consent.domain.verdict import Verdict, decide


@dataclass(frozen=True, slots=True)
class Outlook:
    """The verdict as it is, and as it would be."""

    now: Verdict
    then: Verdict


def outlook(
    workspace: Workspace,
    constituent_id: int,
    *,
    at: datetime,
    deceased: bool | None = None,
    active: bool | None = None,
) -> Outlook:
    """The verdict about one person, and what it becomes when she is marked so."""
    standing = consent.standings(workspace, [constituent_id])[constituent_id]
    changed = replace(
        standing,
        deceased=standing.deceased if deceased is None else facts.deceased(deceased),
        active=standing.active if active is None else facts.active(active),
    )
    rules = consent.rules_of(workspace)
    now, then = (decide(each, rules=rules, topic=None, at=at) for each in (standing, changed))
    return Outlook(now, then)
