"""The decision about people one by one, with every reason."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from app.accounts.models import Workspace
from app.consent.domain.finding import Topic
from app.consent.domain.policy import FrequencyCap
from app.consent.domain.standing import Standing
from app.consent.domain.verdict import Verdict, decide
from app.consent.queries.dealings import mailings_of
from app.consent.queries.rules import rules_of
from app.consent.queries.sending import Sending, caps_of, exclusions_of
from app.consent.queries.standings import standings
from app.constituents.domain.record import Existing


def verdicts(
    workspace: Workspace,
    ids: Collection[int],
    *,
    at: datetime,
    topic: Topic | None = None,
    sending: Sending | None = None,
    as_recorded: bool = False,
) -> dict[int, Verdict]:
    """May each of these be emailed about this, then? As many statements for many people as for one.

    With `as_recorded`, what was in force is what the ledger said at that instant; else what it says now.
    """
    rules = rules_of(workspace)
    caps = caps_of(sending, rules)
    found = standings(workspace, ids, as_of=at if as_recorded else None)
    if sending and caps is not None:
        found = _for_sending(workspace.id, found, sending, caps, at)
    return {
        who: decide(standing, rules=rules, topic=topic, at=at, caps=caps) for who, standing in found.items()
    }


def _for_sending(
    workspace_id: int,
    found: dict[int, Standing],
    sending: Sending,
    caps: tuple[FrequencyCap, ...],
    at: datetime,
) -> dict[int, Standing]:
    """The same people with what leaves them out of the sending, and the messages that they got lately."""
    excluded = exclusions_of(workspace_id, found, sending)
    days = max((cap.days for cap in caps), default=0)
    sent = mailings_of(workspace_id, found, since=at - timedelta(days=days)) if caps else {}
    return {
        who: replace(standing, exclusions=excluded.get(who, ()), mailings=sent.get(who, ()))
        for who, standing in found.items()
    }


def restrained(
    workspace: Workspace, people: Collection[Existing], *, at: datetime
) -> list[tuple[Existing, Verdict]]:
    """Those of these whom a restriction stops, with the verdict on each."""
    found = verdicts(workspace, [each.id for each in people], at=at) if people else {}
    told = [(each, found[each.id]) for each in people if each.id in found]
    return [(each, verdict) for each, verdict in told if verdict.restraint]
