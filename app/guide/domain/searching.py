"""Finding sections of the guide by the words one types, the one that was meant first."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from rapidfuzz.distance import OSA

from app.guide.domain.contents import AREAS, Kind
from app.guide.domain.excerpts import Piece, excerpt, marked
from app.guide.domain.markdown import Section
from app.guide.domain.pages import GuidePage
from app.guide.domain.wording import fold, says_nothing, stem, stems, terms

_IN_HEADING, _IN_TITLE, _IN_AREA = 3.0, 1.2, 0.4
_HALF = 1.5
"""So often a word stands in a section when it weighs half of the most that words in the text weigh."""
_OFFICE, _BEGUN, _LONGER, _MISSPELT = 0.7, 0.6, 0.25, 0.4
_LIKE_HEADING, _BESIDE, _TO_LEARN, _BEGINNING = 1.5, 0.15, 0.8, 1.15
_FEWEST = 0.5
_SHORTEST_BEGUN, _SHORTEST_MISSPELT = 2, 4
_MOST_WORDS, _LONGEST = 12, 150
_TITLES = {area.slug: area.title for area in AREAS}


@dataclass(frozen=True, slots=True)
class Place:
    """A section of a page."""

    page: GuidePage
    section: Section

    @property
    def url(self) -> str:
        """The address of the section."""
        return f"{self.page.url}#{self.section.anchor}" if self.section.anchor else self.page.url

    @property
    def area(self) -> str:
        """What the part of the guide is called."""
        return _TITLES[self.page.area]


@dataclass(frozen=True, slots=True)
class Hit:
    """A place, its title, and the part of its text that shows why."""

    place: Place
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """The words of the guide: for each stem, the places it stands in and how much it weighs there."""

    places: tuple[Place, ...]
    weights: Mapping[str, Mapping[int, float]]
    headings: tuple[frozenset[str], ...]
    pairs: tuple[frozenset[tuple[str, str]], ...]
    vocabulary: tuple[str, ...]


Meanings = dict[str, float]
"""The stems that a typed word may mean, and how sure that is."""


def build(pages: Iterable[GuidePage]) -> Index:
    """The index of these pages."""
    places = tuple(Place(page, section) for page in pages for section in page.sections)
    weights: dict[str, dict[int, float]] = defaultdict(dict)
    for number, place in enumerate(places):
        for word, weight in _weights(place).items():
            weights[word][number] = weight
    words = {word for place in places for word in fold(_everything(place)).split()}
    return Index(
        places,
        dict(weights),
        tuple(frozenset(_telling(place.section.title)) for place in places),
        tuple(frozenset(pairwise(_telling(_everything(place)))) for place in places),
        tuple(sorted(words)),
    )


def _everything(place: Place) -> str:
    return f"{place.section.title} {place.section.text}"


def _telling(text: str) -> list[str]:
    return [stem(word) for word in fold(text).split() if not says_nothing(word)] or stems(text)


def _weights(place: Place) -> dict[str, float]:
    often: dict[str, float] = defaultdict(float)
    for word in stems(place.section.text):
        often[word] += 1
    weights = defaultdict(float, {word: count / (count + _HALF) for word, count in often.items()})
    for weight, text in (
        (_IN_HEADING, place.section.title),
        (_IN_TITLE, place.page.title),
        (_IN_AREA, place.area),
    ):
        for word in set(stems(text)):
            weights[word] += weight
    return weights


def search(index: Index, text: str, *, limit: int, every: bool = False) -> list[Hit]:
    """The places of most words of a question, the best first; with `every`, only those with all of them.

    A word that begins nothing may have one letter wrong, missing, added or swapped.
    """
    asked = list(terms(text[:_LONGEST]))[:_MOST_WORDS]
    last = text[-1:].isalnum()
    meant = [_meant(index, *term, begun=last and term is asked[-1]) for term in asked]
    found = [_found(index, meanings) for meanings in meant]
    if every and not all(found):
        return []
    scores = _scores(index, meant, found, fewest=1.0 if every else _FEWEST)
    best = sorted(scores, key=lambda number: (-scores[number], number))[:limit]
    looked_for = {word for meanings in meant for word in meanings}
    return [_hit(index.places[number], looked_for) for number in best]


def _hit(place: Place, looked_for: set[str]) -> Hit:
    return Hit(place, marked(place.section.title, looked_for), excerpt(place.section.text, looked_for))


def _meant(index: Index, said: str, office: Sequence[str], *, begun: bool) -> Meanings:
    meanings = {word: _OFFICE for word in office if word in index.weights}
    if " " in said:
        return meanings
    if stem(said) in index.weights:
        meanings[stem(said)] = 1.0
    if len(said) >= _SHORTEST_BEGUN and (begun or not meanings):
        sureness = _LONGER if meanings else _BEGUN
        for longer in _beginning(index.vocabulary, said):
            meanings.setdefault(stem(longer), sureness)
    if meanings or len(said) < _SHORTEST_MISSPELT:
        return meanings
    return {stem(near): _MISSPELT for near in index.vocabulary if _is_near(said, near)}


def _beginning(vocabulary: Sequence[str], word: str) -> Iterator[str]:
    for found in vocabulary[bisect_left(vocabulary, word) :]:
        if not found.startswith(word):
            return
        yield found


def _is_near(word: str, found: str) -> bool:
    cuts = {found[: len(word) + more] for more in (-1, 0, 1)}
    return any(OSA.distance(word, cut, score_cutoff=1) <= 1 for cut in cuts)


def _found(index: Index, meanings: Meanings) -> dict[int, float]:
    """The places of a word, and how much it weighs there: what is rare weighs more."""
    weights: dict[int, float] = defaultdict(float)
    for word, sureness in meanings.items():
        rare = log(1 + len(index.places) / len(index.weights[word]))
        for number, weight in index.weights[word].items():
            weights[number] = max(weights[number], sureness * weight * rare)
    return dict(weights)


def _scores(
    index: Index, meant: Sequence[Meanings], found: Sequence[dict[int, float]], *, fewest: float
) -> dict[int, float]:
    known = [(meanings, places) for meanings, places in zip(meant, found, strict=True) if places]
    scores: dict[int, float] = {}
    for number in {number for _, places in known for number in places}:
        here = [meanings for meanings, places in known if number in places]
        share = len(here) / len(known)
        if share >= fewest:
            weight = sum(places.get(number, 0.0) for _, places in known)
            scores[number] = weight * share**2 * _fit(index, number, [meanings for meanings, _ in known])
    return scores


def _fit(index: Index, number: int, meant: Sequence[Meanings]) -> float:
    """How well a place answers as a whole: a heading that says the question, and its words side by side."""
    heading = index.headings[number]
    said = sum(max((meanings.get(word, 0.0) for word in heading), default=0.0) for meanings in meant)
    covered = sum(any(word in meanings for meanings in meant) for word in heading)
    like = said * covered / (len(meant) * len(heading)) if heading else 0.0
    beside = sum(
        any((one, other) in index.pairs[number] for one in before for other in after)
        for before, after in pairwise(meant)
    )
    return (1 + _LIKE_HEADING * like) * (1 + _BESIDE * beside) * _standing(index.places[number])


def _standing(place: Place) -> float:
    """A story names much in passing; the beginning of a page is where one would begin."""
    return (_TO_LEARN if place.page.front.kind is Kind.TUTORIAL else 1.0) * (
        1.0 if place.section.anchor else _BEGINNING
    )
