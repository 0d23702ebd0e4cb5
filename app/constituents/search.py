"""What a typed text means in one workspace: how many have such words, and what a typing error meant."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, false, func, select, union_all

from app.accounts.models import Workspace
from app.constituents.domain.readings import Reading, Way, as_filed, corrected, read
from app.constituents.models import Constituent, Departure
from app.constituents.search_near import known_near
from app.constituents.search_owners import beginning_so, both, having, is_filed, meets, merged_into, people
from app.db import db

FEW = 5_000
"""So many people are found first and sorted then; more are soon met when the list is walked in order."""
MANY = 30_000
"""A word is everywhere when more than so many are filed under it and as many have it besides."""
AT_HAND = 2 * MANY
"""So many are gathered by their ids alone, to be asked for in a walk before a row is looked up."""
SAMPLE = 500
"""Among so many of each word, somebody mostly has the others too."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many begin so, counted no further than the bound and one: by filed name, by other words."""

    filed: int
    others: int

    @property
    def total(self) -> int:
        return self.filed + self.others


@dataclass(frozen=True, slots=True)
class Search:
    """A text, understood: only the ways of reading it in which each word is somebody's.

    `instead` is "", or what was looked for because nobody has the text, and this is near to it.
    """

    text: str
    reading: Reading
    sizes: Mapping[str, Size]
    instead: str = ""

    @property
    def drivers(self) -> tuple[tuple[str, Way], ...]:
        """Each way with the beginning by which it is looked for: the rarest, or one most are filed under."""
        return tuple((min(way, key=self._dearness), way) for way in self.reading.ways)

    def _dearness(self, beginning: str) -> tuple[bool, bool, int]:
        size = self.sizes[beginning]
        return (size.total > FEW, size.others > FEW, size.total)

    @property
    def is_few(self) -> bool:
        return all(self.sizes[driver].total <= FEW for driver, _ in self.drivers)

    @property
    def is_mostly_filed(self) -> bool:
        """Whether no more than a few are found by another word than the beginning of their filed name."""
        return all(self.sizes[driver].others <= FEW for driver, _ in self.drivers)

    @property
    def is_gathered(self) -> bool:
        """Whether those who may be meant are few, or found by two words at once."""
        return all(self.sizes[one].total <= FEW or self.second(one, way) for one, way in self.drivers)

    def second(self, driver: str, way: Way) -> str | None:
        """Where many begin as the first word does: the word to lead beside it, unless it is everywhere."""
        others = sorted((one for one in way if one != driver), key=lambda one: self.sizes[one].total)
        if self.sizes[driver].total <= FEW or not others:
            return None
        size = self.sizes[others[0]]
        return None if size.filed > MANY and size.others > MANY else others[0]

    def rarer(self, driver: str, way: Way) -> list[str]:
        """The second word, where fewer have it than are filed under the first."""
        second = self.second(driver, way)
        return [second] if second and self.sizes[second].total < self.sizes[driver].filed else []

    @property
    def at_hand(self) -> list[str]:
        """Of each way with several words the one that leads; none where one leads so many or is alone."""
        if self.reading.lookup is not None or any(
            len(way) == 1 or self.sizes[one].total > AT_HAND for one, way in self.drivers
        ):
            return []
        return [one for one, _ in self.drivers]


def understand(workspace: Workspace, text: str) -> Search:
    """The text's meaning: one statement, two for several words, a few more where nobody has them."""
    search = _sized(workspace.id, text, read(text))
    if _is_somebody(workspace.id, search):
        return search
    return _put_right(workspace.id, search) or search


# --- who is meant


def owners(workspace_id: int, search: Search) -> list[Select[Any]]:
    """Ids of those who have the rarest beginning of a way among their words, or the number."""
    found = [part for driver, _ in search.drivers for part in having(workspace_id, driver)]
    return [*found, *_numbered(workspace_id, search)] or [people(workspace_id, false())]


def candidates(workspace_id: int, search: Search) -> list[Select[Any]]:
    """Ids of all who may be meant, some of them several times: by their words and by their filed name."""
    found = []
    for driver, way in search.drivers:
        second = search.second(driver, way)
        first = beginning_so(workspace_id, driver)
        found += [both(first, beginning_so(workspace_id, second))] if second else first
    return [*found, *_numbered(workspace_id, search)] or [people(workspace_id, false())]


def _numbered(workspace_id: int, search: Search) -> list[Select[Any]]:
    number = search.reading.lookup
    if number is None:
        return []
    own = people(workspace_id, Constituent.lookup_number == number)
    return [own, merged_into(Departure.workspace_id == workspace_id, number)]


# --- how many


def _sized(workspace_id: int, text: str, reading: Reading) -> Search:
    """The search with the ways that are possible: each of their beginnings is somebody's."""
    beginnings = reading.beginnings
    if not beginnings:
        return Search(text, reading, {})
    bounds = {one: _bound(way, one) for way in sorted(reading.ways, key=len) for one in way}
    columns = [
        select(func.count()).select_from(query.limit(bounds[beginning] + 1).subquery()).scalar_subquery()
        for beginning in beginnings
        for query in (
            people(workspace_id, is_filed(beginning)),
            union_all(*having(workspace_id, beginning)),
        )
    ]
    counts = db.session.execute(select(*columns)).one()
    pairs = zip(counts[::2], counts[1::2], strict=True)
    sizes = {one: Size(*pair) for one, pair in zip(beginnings, pairs, strict=True)}
    ways = [way for way in reading.ways if all(sizes[one].total for one in way)]
    return Search(text, Reading(_without_joined(ways, sizes), reading.lookup), sizes)


def _bound(way: Way, beginning: str) -> int:
    if len(way) == 1:
        return FEW
    return MANY if len(beginning) == 1 else AT_HAND  # a letter is seldom the rarest


def _without_joined(ways: list[Way], sizes: Mapping[str, Size]) -> tuple[Way, ...]:
    """Where the words as they are typed find many, nobody needs those who have them as one word."""
    if ways and all(sizes[one].total > FEW for one in ways[0]):
        joined = ("".join(ways[0]),)
        return tuple(way for way in ways if way != joined or way == ways[0])
    return tuple(ways)


def _is_somebody(workspace_id: int, search: Search) -> bool:
    """Whether anybody is meant: sure of a single word that somebody has, else to be asked."""
    if any(len(way) == 1 for way in search.reading.ways):
        return True
    if not search.reading.ways and search.reading.lookup is None:
        return False
    if not search.reading.ways:
        return _has_one(workspace_id, search, union_all(*candidates(workspace_id, search)))
    if _has_one(workspace_id, search, _likely(workspace_id, search)):
        return True
    return _has_one(workspace_id, search, union_all(*candidates(workspace_id, search)))


def _likely(workspace_id: int, search: Search) -> Any:
    """Ids that answer most questions: the words in some order begin a filed name; a sample of each word."""
    names = dict.fromkeys(name for way in search.reading.ways for name in as_filed(way))
    found = [people(workspace_id, is_filed(name)) for name in names]
    samples = (union_all(*beginning_so(workspace_id, one)).limit(SAMPLE) for one in search.reading.beginnings)
    return union_all(*found, *(select(sample.subquery().c.id) for sample in samples))


def _has_one(workspace_id: int, search: Search, ids: Any) -> bool:
    some = ids.subquery()
    someone = (
        select(some.c.id)
        .select_from(some)
        .join(Constituent, and_(Constituent.workspace_id == workspace_id, Constituent.id == some.c.id))
        .where(meets(search.reading))
        .limit(1)
    )
    return db.session.scalar(someone) is not None


# --- typing errors


def _put_right(workspace_id: int, search: Search) -> Search | None:
    """The search for what is near to the typed words, if that finds somebody.

    Only words that nobody has are doubted; where each is somebody's and none has them all, every word is.
    """
    typed = read(search.text)
    words = typed.ways[0] if typed.ways else ()
    unknown = [word for word in words if not search.sizes[word].total] or list(words)
    close = {word: them for word in unknown if (them := known_near(workspace_id, word))}
    if not close:
        return None
    reading = corrected(typed, close)
    found = _sized(workspace_id, search.text, reading)
    if not found.reading.ways or not _is_somebody(workspace_id, found):
        return None
    return Search(search.text, found.reading, found.sizes, " ".join(found.reading.ways[0]))
