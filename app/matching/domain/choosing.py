"""Which pairs are compared: for each incoming record those who share its smallest blocks."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from app.matching.domain.blocking import CAPS, MOST_CANDIDATES, Key, KeyKind

Ids = np.ndarray[tuple[int], np.dtype[np.int64]]
Ints = np.ndarray[tuple[int], np.dtype[np.intp]]
Bools = np.ndarray[tuple[int], np.dtype[np.bool_]]


class Questions(NamedTuple):
    """What incoming records ask for: `rows[i]` asks for `keys[which[i]]`; each of these has a limit.

    `first[key]` is the place in `told` of the first question for it.
    """

    told: list[Key]
    rows: Ints
    which: Ints
    keys: Ids
    limits: Ints
    first: Ints

    def kind(self, key: int) -> KeyKind:
        """What a distinct key stands for."""
        return self.told[int(self.first[key])].kind


class Blocks(NamedTuple):
    """Constituents by key. The members of key `i` are `members[starts[i]:]`, `held[i]` of them.

    `sizes` says how many share the key; where that is more than its limit, it is one more, and none is held.
    """

    members: Ids
    starts: Ints
    held: Ints
    sizes: Ints


class Candidates(NamedTuple):
    """Pairs to compare: the place of the incoming record, and the constituent."""

    rows: Ints
    owners: Ids


def questions(asked: Sequence[Sequence[Key]]) -> Questions:
    """The keys of all incoming records, each distinct one once, in the order of their numbers."""
    told = [key for keys in asked for key in keys]
    rows = np.repeat(np.arange(len(asked)), [len(keys) for keys in asked])
    numbers = np.fromiter((key.number for key in told), np.int64, len(told))
    keys, first, which = np.unique(numbers, return_index=True, return_inverse=True)
    limits = np.array([CAPS[told[at].kind] for at in first.tolist()], np.intp)
    return Questions(told, rows, which.ravel(), keys, limits, first)


def gathered(told: str, places: Ids, limits: Ints, leaving_out: Collection[int]) -> Blocks:
    """Blocks from a text of numbers: a key's place with a minus before it, then whom it finds, and so on."""
    numbers = np.fromstring(told, np.int64, sep=",") if told else np.zeros(0, np.int64)
    heads = numbers < 0
    order = np.argsort(places)
    key = order[np.searchsorted(places, -numbers[heads], sorter=order)]
    owner = key[np.cumsum(heads) - 1]
    stays = ~heads
    if leaving_out:
        stays &= ~np.isin(numbers, np.fromiter(leaving_out, np.int64, len(leaving_out)))
    members, owner = numbers[stays], owner[stays]
    sizes = np.minimum(np.bincount(owner, minlength=len(limits)), limits + 1)
    small = (sizes <= limits)[owner]
    members, owner = members[small], owner[small]
    held = np.where(sizes <= limits, sizes, 0)
    order = np.lexsort((members, owner))
    return Blocks(members[order], np.cumsum(held) - held, held, sizes)


def candidates(asked: Questions, blocks: Blocks) -> Candidates:
    """Everybody to be compared with each record: its smallest blocks first, until there are enough.

    That depends on the record and on those on record alone, not on what else is asked.
    """
    order = np.lexsort((asked.which, blocks.held[asked.which], asked.rows))
    rows, which = asked.rows[order], asked.which[order]
    size = blocks.held[which]
    before = np.cumsum(size) - size
    begins = np.searchsorted(rows, rows)
    wanted = before - before[begins] < MOST_CANDIDATES if len(rows) else np.zeros(0, bool)
    rows, which, size = rows[wanted], which[wanted], size[wanted]
    within = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
    owners = blocks.members[np.repeat(blocks.starts[which], size) + within]
    return distinct(np.repeat(rows, size), owners)


def distinct(rows: Ints, owners: Ids) -> Candidates:
    """Each pair once, ordered by record and constituent."""
    order = np.lexsort((owners, rows))
    rows, owners = rows[order], owners[order]
    fresh = np.ones(len(rows), bool)
    fresh[1:] = (rows[1:] != rows[:-1]) | (owners[1:] != owners[:-1])
    return Candidates(rows[fresh], owners[fresh])
