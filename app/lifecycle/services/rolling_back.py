"""Taking one change of one field back, without making anybody mailable by it."""

from dataclasses import dataclass

from app.accounts.models import Workspace
from app.audit.domain.source import Via
from app.audit.models import JournalEntry
from app.audit.services import Actor
from app.consent import queries as consent
from app.consent import services as permission
from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.constituents.domain.record import Existing, ExternalId
from app.constituents.queries import owners_of_external_ids
from app.db import now
from app.updates.domain.journaled import Taken
from app.updates.domain.taken import Back, Refused
from app.updates.domain.taking_back import roll_back
from app.updates.rewriting import Outdated, Rewritten, rewrite

RULE = "takes back an earlier change"
HELD = "it came back in the place of one that could not be emailed"


@dataclass(frozen=True, slots=True)
class RolledBack:
    """The field is as it was before the entry; `held` when her address waits to be released by hand."""

    record: Existing
    held: bool


def judge(workspace: Workspace, entry: JournalEntry, who: Existing) -> Back | Refused:
    """What taking back this entry comes to now, or why it cannot be done."""
    outcome = roll_back(Taken(entry.field, entry.before, entry.after, entry.item_id), who)
    if isinstance(outcome, Back) and isinstance(outcome.back, ExternalId):
        pair = (outcome.back.system, outcome.back.value)
        if owners_of_external_ids(workspace.id, [pair]).get(pair, who.id) != who.id:
            return Refused("Somebody else has this ID now, and it can have one owner only.")
    return outcome


def take_back(
    workspace: Workspace, entry: JournalEntry, judged: Back, *, version: int, actor: Actor
) -> RolledBack | Outdated:
    """Write what `judge` said of the record at this version, and journal it. Flushes; the caller commits."""
    person, at = entry.subject_id, now()
    mailable = consent.verdicts(workspace, [person], at=at)[person].eligible
    outcome = rewrite(
        workspace.id,
        person,
        lambda _: judged.record,
        version=version,
        actor=actor.with_via(Via.UNDO),
        rule=RULE,
    )
    if not isinstance(outcome, Rewritten):
        return outcome
    who = outcome.record
    if not mailable and consent.verdicts(workspace, [person], at=now())[person].eligible:
        _hold(workspace, who)
    return RolledBack(who, not mailable and _is_held(workspace, person))


def _is_held(workspace: Workspace, person: int) -> bool:
    """Whether the address that is primary now waits to be released by hand, whoever held it."""
    recorded = consent.standings(workspace, [person])[person].recorded
    return recorded is not None and any(
        each.reason is SuppressionReason.HELD for each in recorded.restrictions
    )


def _hold(workspace: Workspace, who: Existing) -> None:
    """Keep somebody unmailable who was so a moment ago: her address is held, and staff may release it."""
    address = next(email.address for email in who.emails if email.primary and email.active)
    line = permission.Line(
        kind=EventKind.SUPPRESSED,
        at=now(),
        subject=who.id,
        address=address,
        reason=SuppressionReason.HELD,
        source=HELD,
    )
    permission.restrict(workspace, [line], party=Party.SYSTEM, actor=Actor("Kith", Via.RULE))
