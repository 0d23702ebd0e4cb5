"""What staff may decide about rows of an import of activity."""

from dataclasses import dataclass
from typing import Any, assert_never


@dataclass(frozen=True, slots=True)
class Person:
    """It is about this constituent."""

    id: int


@dataclass(frozen=True, slots=True)
class Create:
    """Add whom the row names, as an import of people would: by the matching and the update rules.

    `anew` says that it is nobody of those who are like her.
    """

    anew: bool = False


@dataclass(frozen=True, slots=True)
class Skip:
    """Leave the row out."""


@dataclass(frozen=True, slots=True)
class Restore:
    """Forget what was decided, and compare the row with the records as they are now."""


@dataclass(frozen=True, slots=True)
class Later:
    """Leave it waiting, and say so."""


Choice = Person | Create | Skip | Restore | Later


def to_json(choice: Choice) -> dict[str, Any] | None:
    """A value for a JSON column; None for nothing decided."""
    match choice:
        case Person(id):
            return {"do": "person", "target": id}
        case Create(anew):
            return {"do": "create"} | ({"anew": True} if anew else {})
        case Skip():
            return {"do": "skip"}
        case Later():
            return {"do": "later"}
        case Restore():
            return None
        case _:
            assert_never(choice)


def from_json(told: dict[str, Any] | None) -> Choice | None:
    """The choice that `to_json` wrote; None where nothing was decided."""
    match (told or {}).get("do"):
        case "person":
            return Person(int((told or {})["target"]))
        case "create":
            return Create(bool((told or {}).get("anew")))
        case "skip":
            return Skip()
        case "later":
            return Later()
        case _:
            return None


def act_of(choice: Choice) -> str:
    """What the row remembers of who did what."""
    match choice:
        case Person():
            return "person"
        case Create():
            return "add_person"
        case Skip():
            return "skip"
        case Restore():
            return "restore"
        case Later():
            return "later"
        case _:
            assert_never(choice)
