"""Finding sections of the guide by the words one types."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from app.constituents.domain.text import fold
from app.guide.domain.pages import GuidePage, Section

_IN_TITLE, _IN_HEADING, _IN_TEXT = 8.0, 6.0, 1.0
_MOST_OFTEN = 4
_WHOLE = 2.0
_MISSPELT = 0.5
_SHORTEST_MISSPELT, _MOST_WORDS, _LONGEST = 4, 8, 100
_AROUND = 160


@dataclass(frozen=True, slots=True)
class Place:
    """A section of a page."""

    page: GuidePage
    section: Section

    @property
    def url(self) -> str:
        """The address of the section."""
        return f"{self.page.url}#{self.section.anchor}" if self.section.anchor else self.page.url


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `found` when it is a word that was looked for."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A place, and the part of its text that shows why."""

    place: Place
    excerpt: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """The words of the guide: for each, the places it stands in and how much it weighs there."""

    places: tuple[Place, ...]
    words: dict[str, dict[int, float]]
    ordered: tuple[str, ...]


def build(pages: Iterable[GuidePage]) -> Index:
    """The index of these pages."""
    places = tuple(Place(page, section) for page in pages for section in page.sections)
    words: dict[str, dict[int, float]] = defaultdict(dict)
    for number, place in enumerate(places):
        for word, weight in _weights(place).items():
            words[word][number] = weight
    return Index(places, dict(words), tuple(sorted(words)))


def _weights(place: Place) -> dict[str, float]:
    weights: dict[str, float] = defaultdict(float)
    for word in fold(place.section.text).split():
        weights[word] = min(weights[word] + _IN_TEXT, _MOST_OFTEN * _IN_TEXT)
    for word in set(fold(place.section.title).split()):
        weights[word] += _IN_HEADING if place.section.anchor else _IN_TITLE
    return weights


def search(index: Index, text: str, *, limit: int) -> list[Hit]:
    """The places in which every word stands, at least its beginning, the best first.

    A word of four letters or more that begins nothing may have one letter wrong, missing, added or swapped.
    """
    wanted = fold(text[:_LONGEST]).split()[:_MOST_WORDS]
    if not wanted:
        return []
    meant = [_meant(index, word) for word in wanted]
    scores = [_scores(index, words) for words in meant]
    everywhere = set.intersection(*(set(each) for each in scores))
    total = {number: sum(each[number] for each in scores) for number in everywhere}
    best = sorted(total, key=lambda number: (-total[number], number))[:limit]
    looked_for = {word for words in meant for word in words}
    return [Hit(index.places[number], excerpt(index.places[number], looked_for)) for number in best]


def _meant(index: Index, word: str) -> dict[str, float]:
    """The words of the guide that a typed word may mean, and how sure that is."""
    beginning = list(_beginning(index.ordered, word))
    if beginning:
        return {found: _WHOLE if found == word else 1.0 for found in beginning}
    if len(word) < _SHORTEST_MISSPELT:
        return {}
    return {found: _MISSPELT for found in index.ordered if _is_near(word, found)}


def _beginning(ordered: Sequence[str], word: str) -> Iterator[str]:
    for found in ordered[bisect_left(ordered, word) :]:
        if not found.startswith(word):
            return
        yield found


def _is_near(word: str, found: str) -> bool:
    cuts = {found[: len(word) + more] for more in (-1, 0, 1)}
    return any(OSA.distance(word, cut, score_cutoff=1) <= 1 for cut in cuts)


def _scores(index: Index, meant: dict[str, float]) -> dict[int, float]:
    scores: dict[int, float] = defaultdict(float)
    for word, sureness in meant.items():
        for number, weight in index.words[word].items():
            scores[number] = max(scores[number], sureness * weight)
    return dict(scores)


def excerpt(place: Place, looked_for: set[str]) -> tuple[Piece, ...]:
    """Some words of the section around the first that was looked for, in pieces."""
    words = place.section.text.split()
    marked = [Piece(word, not looked_for.isdisjoint(fold(word).split())) for word in words]
    first = next((number for number, piece in enumerate(marked) if piece.found), 0)
    begin = max(0, first - 6)
    pieces, length = list[Piece](), 0
    for piece in marked[begin:]:
        length += len(piece.text) + 1
        if length > _AROUND:
            return (*_opening(begin), *pieces, Piece("…", False))
        pieces.append(piece)
    return (*_opening(begin), *pieces)


def _opening(begin: int) -> tuple[Piece, ...]:
    return (Piece("…", False),) if begin else ()
