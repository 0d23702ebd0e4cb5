"""What rules refer to by id."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class References:
    """The ids of everything a rule refers to; when one of them is gone the rule is broken.

    Imports are named by their numbers. `latest` tells how many of the campaigns sent last it asks about.
    """

    events: frozenset[int] = frozenset()
    interests: frozenset[int] = frozenset()
    groups: frozenset[int] = frozenset()
    campaigns: frozenset[int] = frozenset()
    imports: frozenset[int] = frozenset()
    latest: int = 0

    def __or__(self, other: "References") -> "References":
        """What either of the two refers to."""
        return References(
            self.events | other.events,
            self.interests | other.interests,
            self.groups | other.groups,
            self.campaigns | other.campaigns,
            self.imports | other.imports,
            max(self.latest, other.latest),
        )


NOTHING = References()
