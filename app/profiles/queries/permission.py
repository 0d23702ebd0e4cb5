"""What one person chose, and all that stops mail to her."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, select

from app.accounts.models import Workspace
from app.consent import queries as consent
from app.consent.domain.facts import EventKind
from app.consent.domain.gates import Topic
from app.consent.domain.history import who_words
from app.consent.domain.standing import Joining, Restriction
from app.consent.domain.verdict import Verdict
from app.consent.models import InterestGroup
from app.consent.queries import InForce
from app.db import db
from app.gathered import HERE, ask, rows
from app.profiles.queries.acts import names_of
from app.profiles.queries.person import Person, verdict
from app.words import _

MOST_LINES = 500


@dataclass(frozen=True, slots=True)
class Choice:
    """One topic and how the person stands to it; `state` is None when they never chose.

    `earlier` are the lines of the ledger about it that were not written down with the choice, latest first.
    """

    topic: Any
    state: Restriction | Joining | None
    earlier: Sequence[Any]

    @property
    def word(self) -> str:
        """Joined, Left or Never chose."""
        match self.state:
            case Joining():
                return _("Joined")
            case Restriction():
                return _("Left")
            case None:
                return _("Never chose")


@dataclass(frozen=True, slots=True)
class Preferences:
    """The verdict with all its gates and, as `then`, the one about the topic and as of the moment asked for.

    Besides every topic in use, and every restriction of her and her addresses; `evidence` is how staff knew,
    and `told_by` who wrote it down, by line of the ledger; `names` are those of other records that the
    restrictions were made for, by id; `sharers` those of others who read her inbox and said no elsewhere.
    """

    verdict: Verdict
    then: Verdict
    choices: Sequence[Choice]
    restrictions: Sequence[InForce]
    evidence: Mapping[int, str]
    told_by: Mapping[int, str]
    names: Mapping[int, str]
    sharers: Mapping[int, str]


def preferences(
    workspace: Workspace,
    who: Person,
    *,
    at: datetime,
    as_of: datetime | None = None,
    topic: Topic | None = None,
) -> Preferences:
    """The choices of one person, in one statement, and one more where others share her address.

    What is said of `as_of` is by the ledger as it was then, where that is past.
    """
    row = ask(_statement(), workspace.id, who.id)
    today = verdict(workspace, who, at=at)
    restrictions = consent.restrictions_from(who.row, who.display)
    lines = sorted(row.lines, key=lambda each: int(each.sequence), reverse=True)
    return Preferences(
        today,
        _verdict_then(workspace, who, at, as_of, topic) if as_of or topic else today,
        [
            _choice(topic, who, lines)
            for topic in sorted(row.topics, key=lambda each: str(each.name).casefold())
        ],
        restrictions,
        {each.id: each.evidence for each in lines if each.evidence},
        {each.id: who_words(each.party, each.actor) for each in lines},
        names_of(workspace, {each.elsewhere for each in restrictions if each.elsewhere}),
        names_of(workspace, set(consent.sharers_who_said_no(workspace, who.id))),
    )


def topics_left(workspace: Workspace, who: Person) -> Sequence[str]:
    """The names of the topics in use that the person left; a statement only where there are any."""
    recorded = who.standing.recorded
    left = {each.topic for each in recorded.of(EventKind.TOPIC_LEFT)} if recorded else set()
    if not left:
        return ()
    names = select(InterestGroup.name).where(
        InterestGroup.workspace_id == workspace.id,
        InterestGroup.id.in_(left),
        InterestGroup.archived_at.is_(None),
    )
    return db.session.scalars(names.order_by(InterestGroup.name)).all()


def _choice(topic: Any, who: Person, lines: Sequence[Any]) -> Choice:
    state = who.standing.recorded.topic_state(topic.id) if who.standing.recorded else None
    told = state.since if state else None
    return Choice(topic, state, [each for each in lines if each.topic_id == topic.id and each.at != told])


@cache
def _statement() -> Select[*tuple[Any, ...]]:
    topics = select(InterestGroup.id, InterestGroup.name, InterestGroup.is_opt_in).where(
        InterestGroup.workspace_id == HERE, InterestGroup.archived_at.is_(None)
    )
    ledger = consent.her_lines()
    names = ("id", "sequence", "kind", "at", "party", "source", "actor", "evidence", "topic_id")
    lines = select(*(ledger.c[name] for name in names)).order_by(ledger.c.sequence.desc()).limit(MOST_LINES)
    return select(rows(topics).label("topics"), rows(lines).label("lines"))


def _verdict_then(
    workspace: Workspace, who: Person, at: datetime, as_of: datetime | None, topic: Topic | None
) -> Verdict:
    past = as_of is not None and as_of < at
    found = consent.verdicts(workspace, [who.id], at=as_of or at, topic=topic, as_recorded=past)
    return found[who.id]
