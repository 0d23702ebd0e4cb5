"""Adding a person or an organization by hand, once nobody on record can be meant."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.accounts.models import Workspace
from app.audit.services import Actor
from app.batches.services.distinctions import remember
from app.constituents.domain.record import Existing, Incoming, blank
from app.profiles.domain.merging import settled
from app.profiles.queries.known import Candidate, known
from app.profiles.services.journal import Taken, put
from app.updates.services import one_bulk_writer
from app.words import N_

BY_HAND = N_("entered by hand")


@dataclass(frozen=True, slots=True)
class Added:
    """Somebody new, as they are on record."""

    record: Existing


@dataclass(frozen=True, slots=True)
class Known:
    """Who on record may be meant. Nothing was written: a person decides."""

    candidates: Sequence[Candidate]


def incoming(typed: Existing) -> Incoming:
    """What a form says, as the matching engine compares it."""
    return Incoming(
        typed.kind,
        typed.name,
        typed.emails,
        typed.phones,
        typed.addresses,
        typed.birth,
        typed.external_ids,
    )


def add(
    workspace: Workspace, typed: Existing, *, distinct: Collection[int], actor: Actor
) -> Added | Known | Taken:
    """Write a new record as it was typed, unless it may be of somebody whom `distinct` does not name.

    That it is none of those is remembered: whoever comes again with this name and email is not taken for
    them. Two who add the same person at once do so one after the other. Flushes; the caller commits.
    """
    typed = settled(typed)
    one_bulk_writer(workspace.id)
    candidates = known(workspace, incoming(typed))
    if any(each.id not in distinct for each in candidates):
        return Known(candidates)
    written = put(workspace, blank(typed.kind), typed, actor=actor, source=BY_HAND)
    if isinstance(written, Taken):
        return written
    remember(workspace.id, incoming(typed), [each.id for each in candidates], actor.id)
    return Added(written)
