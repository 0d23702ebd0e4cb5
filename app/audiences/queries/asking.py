"""A question as conditions on people: who is in the groups now, who stays out, and about which topic."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select

from app.accounts.models import Workspace
from app.audiences.domain.question import Part, Question
from app.consent import queries as consent
from app.consent.domain.gates import FrequencyCap, Topic
from app.consent.models import InterestGroup
from app.consent.queries import ExcludedIf, Sending
from app.db import db
from app.groups.domain.kinds import GroupKind
from app.groups.domain.rules import Bracket, Match, Rule
from app.groups.models import Group
from app.groups.queries.members import Who, rule_of, who_is_in
from app.groups.queries.scope import Scope, missing, scope_of
from app.words import _


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a question is about at an instant: those whom `who` means; `sending` says who stays out."""

    workspace: Workspace
    topic: Topic | None
    who: Who
    sending: Sending
    at: datetime
    today: date

    @property
    def eligible(self) -> Who:
        """Whether somebody can be emailed, as a condition on a row of constituents."""
        return consent.can_be_emailed(self.workspace, at=self.at, topic=self.topic, sending=self.sending)

    @property
    def headline(self) -> Who:
        """Why not; NULL for who can be emailed."""
        return consent.headline(self.workspace, at=self.at, topic=self.topic, sending=self.sending)  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Broken:
    """What a question names is gone: it means nobody until that is mended."""

    why: str


def understand(workspace: Workspace, question: Question, *, at: datetime) -> Audience | Broken:
    """The question as it is to be asked at this instant, in at most five statements."""
    topic = _topic(workspace, question)
    if isinstance(topic, Broken):
        return topic
    parts = (*question.included, *question.excluded)
    groups = _groups(workspace, parts)
    if gone := [part for part in parts if part.id not in groups]:
        return Broken(_("The group “{name}” no longer exists.", name=gone[0].name))
    scope = scope_of(workspace, _together(groups.values()), at=at)
    for group in groups.values():
        if group.kind is GroupKind.DYNAMIC and (why := missing(rule_of(group), scope)):
            return Broken(_("The group “{name}” is broken. {reason}", name=group.name, reason=" ".join(why)))
    return Audience(
        workspace,
        topic,
        or_(*(who_is_in(groups[part.id], scope) for part in question.included)),
        Sending(_excluded(question.excluded, groups, scope), cap_of(question)),
        at,
        scope.as_of.today,
    )


def cap_of(question: Question) -> FrequencyCap | None:
    """How many messages in how many days anybody may have got at most."""
    if question.messages is None or question.days is None:
        return None
    return FrequencyCap(question.messages, question.days)


def _topic(workspace: Workspace, question: Question) -> Topic | Broken | None:
    if question.topic_id is None:
        return None
    found = db.session.execute(
        select(InterestGroup.id, InterestGroup.name, InterestGroup.is_opt_in).where(
            InterestGroup.workspace_id == workspace.id,
            InterestGroup.id == question.topic_id,
            InterestGroup.archived_at.is_(None),
        )
    ).one_or_none()
    if found is None:
        return Broken(
            _("The interest group “{interest}” is archived or no longer exists.", interest=question.topic)
        )
    return Topic(found.id, found.name, found.is_opt_in)


def _groups(workspace: Workspace, parts: Sequence[Part]) -> dict[int, Group]:
    query = select(Group).where(
        Group.workspace_id == workspace.id,
        Group.id.in_([part.id for part in parts]),
        Group.archived_at.is_(None),
    )
    return {group.id: group for group in db.session.scalars(query)}


def _together(groups: Iterable[Group]) -> Rule:
    """A rule that refers to all that these groups refer to."""
    roots = tuple(rule_of(group).root for group in groups if group.kind is GroupKind.DYNAMIC)
    return Rule(Bracket(Match.ANY, roots))


def _excluded(parts: Sequence[Part], groups: dict[int, Group], scope: Scope) -> tuple[ExcludedIf, ...]:
    return tuple(
        ExcludedIf(_("in the group “{name}”", name=groups[part.id].name), who_is_in(groups[part.id], scope))
        for part in parts
    )
