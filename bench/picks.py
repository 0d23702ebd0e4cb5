"""Whom to look at and what to type: other people and other texts for every request, the same in every run."""

import re
from dataclasses import dataclass
from random import Random

from sqlalchemy import func, select

from app.constituents.models import Constituent, EmailAddress, Phone
from app.db import db
from bench.data.facts import MANY_GIFTS
from bench.data.people import MANY_ADDRESSES

LETTERS = "abcdefghijklmnoprstvwz"


@dataclass(frozen=True, slots=True)
class Someone:
    """What is known of one person, to look for her."""

    id: int
    sort_name: str
    first: str
    last: str
    email: str
    e164: str


@dataclass(frozen=True, slots=True)
class Picks:
    """So many people taken at random, and the two who have most."""

    people: tuple[Someone, ...]
    busiest: tuple[int, ...]
    chance: Random

    def texts(self) -> dict[str, list[str]]:
        """What is typed, by what it is."""
        chance, named = self.chance, [one for one in self.people if len(one.last) > 5 and one.first]
        mailed = [one for one in self.people if one.email]
        phoned = [one.e164.removeprefix("+1") for one in self.people if one.e164]
        return {
            "beginning of a name": [one.last[: chance.randint(3, 5)] for one in named],
            "two words": [f"{one.first} {one.last[:4]}" for one in named],
            "email": [one.email[: chance.randint(8, len(one.email))] for one in mailed],
            "digits of a phone": [digits[: chance.choice((6, 10))] for digits in phoned],
            "end of a phone": [digits[-7:] for digits in phoned],
            "one typo": [_with_typo(chance, one.last) for one in named],
            "one letter": [chance.choice(LETTERS) for _ in self.people],
            "nobody": [f"zq{chance.choice(LETTERS)}xv{chance.randint(10, 99)}" for _ in self.people],
        }


def _with_typo(chance: Random, word: str) -> str:
    """Two letters in each other's place, or one left out, but not the first."""
    at = chance.randint(1, len(word) - 3)
    swapped = word[at + 1] + word[at] if chance.random() < 0.5 else word[at]
    return word[:at] + swapped + word[at + 2 :]


def pick(workspace_id: int, many: int, *, seed: int = 5) -> Picks:
    """People at random places of the workspace."""
    chance = Random(seed)
    first, last = db.session.execute(
        select(func.min(Constituent.lookup_number), func.max(Constituent.lookup_number)).where(
            Constituent.workspace_id == workspace_id
        )
    ).one()
    numbers = chance.sample(range(first, last + 1), min(many, last - first + 1))
    busiest = [first + place for place in (MANY_GIFTS, MANY_ADDRESSES)]
    found = [_someone(workspace_id, number) for number in [*busiest, *numbers]]
    return Picks(tuple(found[2:]), tuple(one.id for one in found[:2]), chance)


def _someone(workspace_id: int, number: int) -> Someone:
    one = db.session.execute(
        select(Constituent.id, Constituent.sort_name, Constituent.first, Constituent.last).where(
            Constituent.workspace_id == workspace_id, Constituent.lookup_number == number
        )
    ).one()
    points = [
        db.session.scalar(
            select(column).where(kind.workspace_id == workspace_id, kind.constituent_id == one.id).limit(1)
        )
        for kind, column in ((EmailAddress, EmailAddress.address), (Phone, Phone.e164))
    ]
    words = re.sub(r"[^\w' -]", "", one.first)
    return Someone(one.id, one.sort_name, words, one.last, points[0] or "", points[1] or "")
