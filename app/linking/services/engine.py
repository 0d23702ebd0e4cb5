"""The engine of imports, on a workspace that holds the records of one file."""

from collections.abc import Sequence
from dataclasses import replace

from app.constituents.domain.record import Existing, Incoming, blank
from app.constituents.services import Rewrite, write
from app.matching.domain.result import Match
from app.matching.queries import search
from app.matching.services import refresh_keys


class Engine:
    """Finds records by their place in the file, from 0."""

    def __init__(self, workspace_id: int) -> None:
        self._workspace_id = workspace_id
        self._places: dict[int, int] = {}

    def add(self, records: Sequence[Existing]) -> None:
        """Keep these records; their ids are their places."""
        written = write(
            self._workspace_id,
            [Rewrite(blank(record.kind), replace(record, id=0, version=0)) for record in records],
        )
        refresh_keys(self._workspace_id, written)
        for record, kept in zip(records, written, strict=True):
            self._places[kept.id] = record.id

    def settle(self) -> None:
        """All are there: count what they have in common."""

    def matches(self, incoming: Sequence[Incoming]) -> list[tuple[Match, ...]]:
        """For each, whom it may be."""
        found = search(self._workspace_id, incoming, trusted=())
        return [
            tuple(replace(match, constituent_id=self._places[match.constituent_id]) for match in each.matches)
            for each in found.found
        ]
