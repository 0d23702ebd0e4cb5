"""What one finds from anywhere: people, groups, and sections of the guide."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.accounts.models import Workspace
from app.constituents import directory
from app.constituents.directory import Listed
from app.groups.models import Group
from app.guide import queries as guide
from app.guide.domain.searching import Hit
from app.profiles.queries.groups import groups_named


@dataclass(frozen=True, slots=True)
class Found:
    """At most so many of each kind as asked for; `meant` is near to a text that nobody has, else ""."""

    people: Sequence[Listed]
    groups: Sequence[Group]
    help: Sequence[Hit]
    meant: str

    @property
    def any(self) -> bool:
        """Whether there is anything at all."""
        return bool(self.people or self.groups or self.help)


def found(workspace: Workspace, text: str, *, limit: int) -> Found:
    """Everything that a text finds; nothing for a blank text. People who were meant are among the people."""
    asked = directory.search(workspace, text)
    return Found(
        directory.find(workspace, asked, limit=limit),
        groups_named(workspace, text, limit=limit),
        guide.find(text, limit=limit, every=True),
        asked.instead if asked else "",
    )
