"""What a supporter chooses on her page. Each answers the lines that it wrote, so that it can be undone."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from app.consent.domain.facts import Basis, EventKind, Occasion, Party
from app.consent.domain.permissions import Refused
from app.consent.services import Line, lift, permit, restrict
from app.preferences import queries
from app.preferences.domain.choices import changed, only_what_stops
from app.preferences.domain.pausing import months_later
from app.preferences.queries import Supporter
from app.preferences.services.stopping import PAGE, SUPPORTER
from app.words import _

PAUSE_MONTHS = 3


def save(
    who: Supporter,
    *,
    shown: Collection[int],
    wanted: Collection[int],
    at: datetime,
    may_join: bool = True,
) -> tuple[int, ...]:
    """Join and leave topics as ticked; those that the form did not show stay as they are."""
    choices = queries.choices(who, at=at)
    change = changed(choices.topics, shown=shown, wanted=wanted)
    if not (may_join and choices.is_hers):
        change = only_what_stops(change)
    names = {each.id: each.name for each in choices.topics}
    leaves = [_line(who, EventKind.TOPIC_LEFT, at, topic=topic) for topic in change.left]
    joins = [line for topic in change.joined for line in _yes(who, topic, names[topic], at)]
    left = restrict(who.workspace, leaves, party=Party.SUPPORTER, actor=SUPPORTER).ids
    return (*left, *_permitted(who, joins))


def start_again(
    who: Supporter, *, shown: Collection[int], wanted: Collection[int], at: datetime
) -> tuple[int, ...]:
    """End whatever stops all mail as far as it is hers to end, and get the topics that are ticked."""
    ends = tuple(each.event for each in queries.choices(who, at=at).ends)
    if not ends:  # also where the link's address is not hers any more
        return save(who, shown=shown, wanted=wanted, at=at)
    told = _("Send me email from {organization} again.", organization=who.workspace.name)
    yes = replace(
        _line(who, EventKind.RESUBSCRIBED, at),
        address_key=who.link.address_key,  # so that it is found wherever the address is asked about
        basis=Basis.EXPRESS,
        statement=told,
        closes=ends,
    )
    written = _permitted(who, [yes])
    for event in ends:  # those that a yes alone does not end
        answer = lift(
            who.workspace,
            event,
            party=Party.SUPPORTER,
            actor=SUPPORTER,
            reason=_("{words} On {page}.", words=told, page=PAGE),
        )
        written += () if isinstance(answer, Refused) else answer.ids
    # Her yes covers every topic that is not left, so those without a tick are left by word.
    now_chosen = queries.choices(who, at=at)
    left = [
        _line(who, EventKind.TOPIC_LEFT, at, topic=each.id)
        for each in now_chosen.topics
        if each.id in shown and each.id not in wanted and each.gets
    ]
    written += restrict(who.workspace, left, party=Party.SUPPORTER, actor=SUPPORTER).ids
    return written + save(who, shown=wanted, wanted=wanted, at=at)


def pause(who: Supporter, *, at: datetime) -> tuple[int, ...]:
    """Get nothing for three months; a pause that runs is left as it is."""
    if queries.choices(who, at=at).pause:
        return ()
    line = replace(_line(who, EventKind.PAUSED, at), until=months_later(at, PAUSE_MONTHS))
    return restrict(who.workspace, [line], party=Party.SUPPORTER, actor=SUPPORTER).ids


def end_pause(who: Supporter, *, at: datetime) -> tuple[int, ...]:
    """End every pause of hers that still runs."""
    written: tuple[int, ...] = ()
    if not who.address:
        return written
    while found := queries.choices(who, at=at).pause:
        answer = lift(
            who.workspace,
            found.event,
            party=Party.SUPPORTER,
            actor=SUPPORTER,
            reason=_("On {page}.", page=PAGE),
        )
        if isinstance(answer, Refused):
            break
        written += answer.ids
    return written


def _yes(who: Supporter, topic: int, name: str, at: datetime) -> list[Line]:
    """Joining a topic is also a consent to what it brings."""
    told = _("Send me “{interest}” from {organization}.", interest=name, organization=who.workspace.name)
    joined = replace(_line(who, EventKind.TOPIC_JOINED, at, topic=topic), statement=told)
    return [
        joined,
        replace(joined, kind=EventKind.CONSENT_GIVEN, basis=Basis.EXPRESS, occasion=Occasion.FORM),
    ]


def _permitted(who: Supporter, lines: list[Line]) -> tuple[int, ...]:
    answer = permit(who.workspace, lines, party=Party.SUPPORTER, actor=SUPPORTER)
    return () if isinstance(answer, Refused) else answer.ids


def _line(who: Supporter, kind: EventKind, at: datetime, *, topic: int | None = None) -> Line:
    return Line(kind=kind, at=at, subject=who.person, topic=topic, source=PAGE)
