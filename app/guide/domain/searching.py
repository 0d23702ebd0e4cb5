"""Finding sections of the guide by the words one types, the one that was meant first."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log
from types import MappingProxyType

from rapidfuzz.distance import OSA

from app.constituents.domain.text import fold
from app.guide.domain.contents import AREAS, SERVER, Kind
from app.guide.domain.excerpts import Piece, excerpt, marked
from app.guide.domain.markdown import Section
from app.guide.domain.pages import GuidePage
from app.guide.domain.wording import Phrase, cues, is_about_servers, says_nothing, stem, stems, terms

# How much counts: found by trying them out on `tests/guide/questions.toml`.
_IN_HEADING, _IN_TITLE, _IN_OWN_TITLE, _IN_AREA, _IN_ASKED = 1.5, 1.3, 1.4, 0.3, 1.0
_HALF = 12.0
"""So often a word stands in a section when it weighs half of the most that words in the text weigh."""
_USUAL = 100
"""So many words a section usually has; in a longer one each weighs less."""
_OFFICE, _BEGUN, _LONGER, _MISSPELT = 0.65, 0.6, 0.25, 0.4
_LIKE_NAME, _BESIDE, _CUE = 2.4, 0.14, 0.56
_COVERED, _RARE = 1.0, 1.9
_FEW = 3.6
"""A word that stands in fewer places is hardly rarer than one that stands in so many."""
_SERVED = 0.4
"""How much what is for those who run the server counts to somebody who does not ask about one."""
_HOW = {Kind.TUTORIAL: 0.75, Kind.HOW_TO: 1.0, Kind.REFERENCE: 0.95, Kind.EXPLANATION: 0.85}
_WHY = {**_HOW, Kind.EXPLANATION: 1.0, Kind.REFERENCE: 1.0}
_FEWEST, _ROUNDING = 0.4, 1e-9
_SHORTEST_BEGUN, _SHORTEST_MISSPELT, _MOST_WORDS, _LONGEST = 2, 4, 12, 150
_TITLES = {area.slug: area.title for area in AREAS}


@dataclass(frozen=True, slots=True)
class Place:
    """A section of a page."""

    page: GuidePage
    section: Section
    asked: tuple[str, ...] = ()
    """Other names for it, and questions that it answers."""

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
    names: tuple[tuple[frozenset[str], ...], ...]
    """The words of its heading, and of each other name."""
    pairs: tuple[frozenset[tuple[str, str]], ...]
    vocabulary: tuple[str, ...]


Meanings = dict[Phrase, float]
"""The words that a typed word may mean, and how sure that is."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a typed word may mean, how much it weighs in each of its places, and how rare it is."""

    meanings: Meanings
    places: Mapping[int, float]
    rarity: float


def build(pages: Iterable[GuidePage], asked: Mapping[str, Sequence[str]] = MappingProxyType({})) -> Index:
    """The index of these pages; `asked` are other names of sections, by their address."""
    bare = (Place(page, section) for page in pages for section in page.sections)
    places = tuple(replace(place, asked=tuple(asked.get(place.url, ()))) for place in bare)
    weights: dict[str, dict[int, float]] = defaultdict(dict)
    for number, place in enumerate(places):
        for word, weight in _weights(place).items():
            weights[word][number] = weight
    words = {word for place in places for word in fold(_everything(place, *place.asked)).split()}
    return Index(
        places,
        dict(weights),
        tuple(
            tuple(frozenset(_telling(name)) for name in (place.section.title, *place.asked))
            for place in places
        ),
        tuple(frozenset(pairwise(_telling(_everything(place)))) for place in places),
        tuple(sorted(words)),
    )


def _everything(place: Place, *more: str) -> str:
    return " ".join((place.section.title, place.section.text, *more))


def _telling(text: str) -> list[str]:
    return [stem(word) for word in fold(text).split() if not says_nothing(word)] or stems(text)


def _weights(place: Place) -> dict[str, float]:
    often: dict[str, float] = defaultdict(float)
    for word in stems(place.section.text):
        often[word] += 1
    half = _HALF * (0.5 + 0.5 * len(place.section.text.split()) / _USUAL)
    weights = defaultdict(float, {word: count / (count + half) for word, count in often.items()})
    for weight, text in (
        (_IN_HEADING, place.section.title),
        (_IN_TITLE if place.section.anchor else _IN_OWN_TITLE, place.page.title),
        (_IN_AREA, place.area),
        (_IN_ASKED, " ".join(place.asked)),
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
    found = [_found(index, _meant(index, *term, begun=last and term is asked[-1])) for term in asked]
    if every and not all(each.places for each in found):
        return []
    scores = _scores(index, found, fewest=1.0 if every else _FEWEST)
    ranks = {
        number: score * _suits(index.places[number], cues(text)) * _meets(index.places[number], text)
        for number, score in scores.items()
    }
    best = sorted(ranks, key=lambda number: (-ranks[number], number))[:limit]
    looked_for = {word for each in found for phrase in each.meanings for word in phrase}
    return [_hit(index.places[number], looked_for) for number in best]


def _hit(place: Place, looked_for: set[str]) -> Hit:
    return Hit(place, marked(place.section.title, looked_for), excerpt(place.section.text, looked_for))


def _meant(index: Index, said: str, office: Sequence[Phrase], *, begun: bool) -> Meanings:
    meanings = {phrase: _OFFICE for phrase in office if all(word in index.weights for word in phrase)}
    if " " in said:
        literal = tuple(dict.fromkeys(_telling(said)))
        return meanings | ({literal: 1.0} if all(word in index.weights for word in literal) else {})
    if stem(said) in index.weights:
        meanings[stem(said),] = 1.0
    if len(said) >= _SHORTEST_BEGUN and (begun or not meanings):
        sureness = _LONGER if meanings else _BEGUN
        for longer in _beginning(index.vocabulary, said):
            meanings.setdefault((stem(longer),), sureness)
    if meanings or len(said) < _SHORTEST_MISSPELT:
        return meanings
    return {(stem(near),): _MISSPELT for near in index.vocabulary if _is_near(said, near)}


def _beginning(vocabulary: Sequence[str], word: str) -> Iterator[str]:
    for found in vocabulary[bisect_left(vocabulary, word) :]:
        if not found.startswith(word):
            return
        yield found


def _is_near(word: str, found: str) -> bool:
    cuts = {found[: len(word) + more] for more in (-1, 0, 1)}
    return any(OSA.distance(word, cut, score_cutoff=1) <= 1 for cut in cuts)


def _found(index: Index, meanings: Meanings) -> Found:
    """The places of a word and how much it weighs there: what stands in few places weighs more."""
    weights: dict[int, float] = defaultdict(float)
    for phrase, sureness in meanings.items():
        each = [index.weights[word] for word in phrase]
        for number in set[int].intersection(*map(set, each)):
            weight = sum(places[number] for places in each) / len(each)
            weights[number] = max(weights[number], sureness * weight)
    rarity = log(1 + len(index.places) / (len(weights) + _FEW)) ** _RARE if weights else 0.0
    return Found(meanings, {number: weight * rarity for number, weight in weights.items()}, rarity)


def _scores(index: Index, found: Sequence[Found], *, fewest: float) -> dict[int, float]:
    known = [each for each in found if each.places]
    all_of_it = sum(each.rarity for each in known)
    scores: dict[int, float] = {}
    for number in {number for each in known for number in each.places}:
        share = sum(each.rarity for each in known if number in each.places) / all_of_it
        if share >= fewest - _ROUNDING:
            weight = sum(each.places.get(number, 0.0) for each in known)
            scores[number] = weight * share**_COVERED * _fit(index, number, known)
    return scores


def _fit(index: Index, number: int, known: Sequence[Found]) -> float:
    """How well a place answers as a whole: a name that says the question, and its words side by side."""
    words = [_words(each.meanings) for each in known]
    asked = [(each.rarity, sure) for each, sure in zip(known, words, strict=True)]
    like = max(_like(name, asked) for name in index.names[number])
    beside = sum(
        any((one, other) in index.pairs[number] for one in before for other in after)
        for before, after in pairwise(words)
    )
    return (1 + _LIKE_NAME * like * like) * (1 + _BESIDE * beside)


def _like(name: frozenset[str], asked: Sequence[tuple[float, Mapping[str, float]]]) -> float:
    """How much a name says what was asked and nothing else, from 0 to 1."""
    if not name:
        return 0.0
    said = sum(rarity * max(sure.get(word, 0.0) for word in name) for rarity, sure in asked)
    covered = sum(any(word in sure for _, sure in asked) for word in name)
    return said * covered / (sum(rarity for rarity, _ in asked) * len(name))


def _words(meanings: Meanings) -> dict[str, float]:
    return {word: sureness for phrase, sureness in meanings.items() for word in phrase}


def _suits(place: Place, asked: frozenset[str]) -> float:
    """How well a kind of page suits a question: a story names much in passing, "why" asks for reasons."""
    kind = _WHY if "why" in asked else _HOW
    said = 1 + _CUE * len(asked & cues(" ".join((place.section.title, *place.asked))))
    return kind[place.page.front.kind] * said


def _meets(place: Place, text: str) -> float:
    """Whom a place is for: those who run a server say so when they ask, everybody else means the office."""
    return _SERVED if place.page.area == SERVER and not is_about_servers(text) else 1.0
