"""Reading calls before anything is written: what each holds, and whether it may be believed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.inbound import queries
from app.inbound.domain import sns
from app.inbound.domain.calls import STUCK_AFTER, CallState
from app.inbound.domain.providers import Provider
from app.inbound.domain.reading import read
from app.inbound.domain.signatures import Forged, fits_certificate
from app.inbound.domain.vocabulary import Reading
from app.inbound.models import EmailProvider
from app.inbound.services.fetching import Unreachable, fetch
from app.words import _

MOST_REPORTS = 500
"""Reports that are thought about at once; one call may hold more."""


@dataclass(slots=True)
class Thought:
    """What is to be stored of one call."""

    call_id: int
    provider: Provider
    state: CallState
    problem: str = ""
    reading: Reading = field(default_factory=Reading)


@dataclass(slots=True)
class Thoughts:
    """What is to be stored of some calls, and certificates that were fetched for them, by address."""

    calls: list[Thought] = field(default_factory=list)
    certificates: dict[str, str] = field(default_factory=dict)


def think(workspace_id: int, after: int, limit: int) -> Thoughts:
    """Read the next calls."""
    found = Thoughts()
    doors = queries.doors(workspace_id)
    reports = 0
    for row in queries.unread(workspace_id, after, limit):
        thought = _think(row, doors.get(row.provider), found.certificates)
        found.calls.append(thought)
        reports += len(thought.reading.reports)
        if reports >= MOST_REPORTS:
            break
    return found


def _think(row: Any, door: EmailProvider | None, fetched: dict[str, str]) -> Thought:
    if row.provider is Provider.SES and door is not None:
        state, problem = _of_amazon(row, door, fetched)
        if state is not CallState.READ or problem:
            return Thought(row.id, row.provider, state, problem)
    reading = read(row.provider, row.body or b"", row.headers, row.received_at)
    state = CallState.PROBLEM if reading.problem and not reading.reports else CallState.READ
    return Thought(row.id, row.provider, state, reading.problem or " ".join(reading.ignored), reading)


def _of_amazon(row: Any, door: EmailProvider, fetched: dict[str, str]) -> tuple[CallState, str]:
    """Whether an envelope of Amazon may be opened; READ without words means yes."""
    told = sns.envelope(row.body or b"")
    if not sns.kind_of(told):
        return CallState.PROBLEM, _(
            "Amazon sends its reports in an envelope of Amazon SNS, and this is none."
        )
    if door.checks_certificate and (refused := _unbelieved(told, row, door.certificates, fetched)):
        return refused
    match sns.kind_of(told):
        case "SubscriptionConfirmation" if sns.confirmation_url(told):
            return CallState.WAITING, _(
                "Amazon asks whether {topic_of} may report here.", topic_of=sns.topic_of(told)
            )
        case "Notification" if sns.topic_of(told) in door.arns:
            return CallState.READ, ""
        case "Notification":
            return CallState.PROBLEM, _(
                "Nobody here confirmed the topic {topic_of}.", topic_of=sns.topic_of(told)
            )
        case "UnsubscribeConfirmation":
            return CallState.READ, _("Amazon stopped reporting for {topic_of}.", topic_of=sns.topic_of(told))
        case _:
            return CallState.PROBLEM, _("The confirmation does not lead to Amazon.")


def _unbelieved(
    told: Mapping[str, Any], row: Any, known: Mapping[str, str], fetched: dict[str, str]
) -> tuple[CallState, str] | None:
    url = sns.certificate_url(told)
    if not url:
        return CallState.REFUSED, _("Its certificate is not at Amazon.")
    pem = known.get(url) or fetched.get(url)
    if pem is None:
        answer = fetch(url)
        if isinstance(answer, Unreachable):
            stuck = row.tries + 1 >= STUCK_AFTER
            return (CallState.PROBLEM if stuck else CallState.NEW), answer.why
        pem = answer.decode("ascii", "replace")
    verdict = fits_certificate(told, pem.encode(), row.received_at)
    if isinstance(verdict, Forged):
        return CallState.REFUSED, verdict.why
    fetched[url] = pem
    return None


def last_of(thoughts: Sequence[Thought], before: int) -> int:
    """The id of the last call that was thought about."""
    return thoughts[-1].call_id if thoughts else before
