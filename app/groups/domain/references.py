"""What rules refer to by id."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class References:
    """The ids of everything a rule refers to; when one of them is gone the rule is broken."""

    events: frozenset[int] = frozenset()
    interests: frozenset[int] = frozenset()
    groups: frozenset[int] = frozenset()

    def __or__(self, other: "References") -> "References":
        """What either of the two refers to."""
        return References(
            self.events | other.events, self.interests | other.interests, self.groups | other.groups
        )


NOTHING = References()
