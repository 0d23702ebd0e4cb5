"""What matching keeps of made-up people, as rows."""

from collections.abc import Sequence
from typing import Any

from app.constituents.domain.record import Existing
from app.matching.domain.facts import to_facts
from app.matching.domain.placing import all_places
from app.matching.domain.standard import standardize
from app.matching.models import MatchKey, MatchRecord


def matched(workspace_id: int, records: Sequence[Existing]) -> dict[Any, list[dict[str, Any]]]:
    """The facts and the keys of each record; how common values are has to be counted when all are there."""
    told = [(record.id, standardize(record)) for record in records]
    facts = [
        {"workspace_id": workspace_id, "constituent_id": own, "facts": to_facts(identity)}
        for own, identity in told
    ]
    keys = [
        {"workspace_id": workspace_id, "key": key, "constituent_id": own}
        for key, own in all_places(workspace_id, told)
    ]
    return {MatchRecord: facts, MatchKey: keys}
