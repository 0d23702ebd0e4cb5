"""Which incoming records have to do with some on record: without comparing them."""

from collections.abc import Collection, Sequence

from app.constituents.domain.record import Incoming
from app.matching.domain.blocking import asked
from app.matching.domain.placing import in_workspace, places
from app.matching.domain.standard import standardize
from app.matching.queries.facts import facts_of
from app.matching.queries.names import name_pairs


def meeting(workspace_id: int, incoming: Sequence[Incoming], people: Collection[int]) -> set[int]:
    """The places of the records that would be compared with any of these people, as they are now.

    Two statements. Whom an identifier names is not looked at.
    """
    known = facts_of(workspace_id, sorted(people)).people
    theirs = {place for identity in known for place in places(workspace_id, identity)}
    names = name_pairs(workspace_id)
    return {
        at
        for at, item in enumerate(incoming)
        if any(in_workspace(workspace_id, key.number) in theirs for key in asked(standardize(item), names))
    }
