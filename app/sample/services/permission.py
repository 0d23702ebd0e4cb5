"""What the people of the sample chose: consents, topics, restrictions."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from app.accounts.models import Workspace
from app.audit.services import Actor
from app.consent import services as consent
from app.consent.domain.facts import EventKind, Party
from app.consent.models import InterestGroup
from app.db import db, insert_all, new_id
from app.sample.domain import words
from app.sample.domain.choices import Choice
from app.sample.domain.person import Person
from app.sample.services.chunks import chunks


def add_choices(
    workspace: Workspace,
    choices: Iterable[Choice],
    everybody: Sequence[Person],
    ids: Sequence[int],
    actor: Actor,
) -> dict[int, datetime]:
    """Write the ledger; answers who must not be written to any more, and since when."""
    topics = _add_interests(workspace)
    silent: dict[int, datetime] = {}
    for chunk in chunks(choices, 2_000):
        for party in Party:
            lines = [_line(choice, everybody, ids, topics) for choice in chunk if _party(choice) is party]
            yes = [line for line in lines if not line.kind.restricts]
            no = [line for line in lines if line.kind.restricts]
            consent.permit(workspace, yes, party=party, actor=actor)
            consent.restrict(workspace, no, party=party, actor=actor)
        silent |= {
            choice.person: choice.at
            for choice in chunk
            if choice.kind.restricts and choice.kind is not EventKind.TOPIC_LEFT
        }
    return silent


def _party(choice: Choice) -> Party:
    if choice.kind in (EventKind.BOUNCED, EventKind.COMPLAINED):
        return Party.PROVIDER
    return Party.STAFF if choice.kind is EventKind.DO_NOT_CONTACT_SET else Party.SUPPORTER


def _line(
    choice: Choice, everybody: Sequence[Person], ids: Sequence[int], topics: Sequence[int]
) -> consent.Line:
    emails = everybody[choice.person].record.emails
    line = consent.Line(
        kind=choice.kind,
        at=choice.at,
        subject=ids[choice.person],
        address=emails[0].address if emails and choice.kind in _ABOUT_ADDRESS else "",
        topic=None if choice.topic is None else topics[choice.topic],
        basis=choice.basis,
        reason=choice.reason,
        source=choice.source,
    )
    return replace(line, statement="Yes, send me news.") if choice.basis else line


_ABOUT_ADDRESS = (EventKind.BOUNCED, EventKind.COMPLAINED, EventKind.UNSUBSCRIBED)


def _add_interests(workspace: Workspace) -> list[int]:
    """The interest groups of the sample; those that are there already are used as they are."""
    query = select(InterestGroup.name, InterestGroup.id).where(InterestGroup.workspace_id == workspace.id)
    known = {name: interest_id for name, interest_id in db.session.execute(query)}
    rows = [
        {
            "workspace_id": workspace.id,
            "id": new_id(),
            "name": name,
            "description": description,
            "frequency": frequency,
            "is_opt_in": opt_in,
        }
        for name, description, frequency, opt_in in words.INTERESTS
        if name not in known
    ]
    insert_all(InterestGroup, rows)
    made = known | {str(row["name"]): int(str(row["id"])) for row in rows}
    return [made[name] for name, *_ in words.INTERESTS]
