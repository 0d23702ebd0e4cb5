"""Scores as pictures, counts and worked pairs: what thresholds mean for them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.matching.domain.decide import MatchingSettings, Thresholds
from app.matching.domain.distribution import Fate, Sample, fate, seen
from app.matching.domain.examples import EXAMPLES, Example, told
from app.matching.domain.result import Match
from app.web.charts import Chart
from app.web.histogram import Kind, histogram
from app.words import N_, _, figure, plural

_WIDTH = 2


@dataclass(frozen=True, slots=True)
class Look:
    """How an end is called and shown."""

    label: str
    tone: str
    icon: str
    style: str


_IMPORTED = {
    Fate.AUTOMATIC: Look(N_("automatic"), "ready", "circle-check", "up"),
    Fate.PERSON: Look(N_("for a person"), "duplicate", "copy", "person"),
    Fate.NEW: Look(N_("new"), "neutral", "plus", "pale"),
}
_TYPED = {
    Fate.PERSON: Look(N_("shown"), "duplicate", "copy", "person"),
    Fate.NEW: Look(N_("not shown"), "neutral", "circle-dashed", "pale"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of a line of counts."""

    label: str
    count: int
    tone: str
    icon: str
    url: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A distribution under thresholds: the drawing with its table, and the line of figures."""

    chart: Chart
    facts: tuple[Fact, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Worked:
    """A worked difference with today's score, and what would happen."""

    example: Example
    match: Match
    batch: Look
    hand: Look

    @property
    def sides(self) -> tuple[str, str]:
        """What comes in, and what is on record."""
        return told(self.example.incoming), told(self.example.existing)

    @property
    def why(self) -> str:
        """Why a person has to look, however high the score; "" where nothing forces that."""
        return " ".join([*(str(guard.words) for guard in self.match.guards), *self._held])

    @property
    def _held(self) -> list[str]:
        """What the thresholds go by, where it is not the score."""
        standing = self.match.standing
        if self.match.forced:
            return [_("All else agrees, so a person has to look, whatever the score.")]
        if standing > self.match.score:
            return [
                _(
                    "But for that it would score {standing}, which decides whether a person looks.",
                    standing=f"{standing:.1f}",
                )
            ]
        return []


def worked(matches: Sequence[Match], settings: MatchingSettings) -> Sequence[Worked]:
    """Every worked difference, as it was matched, under these settings."""
    return [
        Worked(example, found, _IMPORTED[_end(found, settings.batch)], _TYPED[_end(found, settings.hand)])
        for example, found in zip(EXAMPLES, matches, strict=True)
    ]


def _end(found: Match, thresholds: Thresholds) -> Fate:
    return fate(seen([(found.standing, bool(found.guards))]), thresholds)


def of_imports(rows: Sample, records: Sample, thresholds: Thresholds) -> Picture:
    """What becomes of rows; of records on record, as if they came in, where no import is open."""
    return _picture(_("Scores of incoming rows"), rows, records, thresholds, _IMPORTED)


def by_hand(rows: Sample, records: Sample, thresholds: Thresholds) -> Picture:
    """What whoever types them would be shown."""
    return _picture(_("Scores of records typed by hand"), rows, records, thresholds, _TYPED)


def _picture(
    title: str, rows: Sample, records: Sample, thresholds: Thresholds, looks: dict[Fate, Look]
) -> Picture:
    counted = rows.fates(thresholds) if rows.size else records.fates(thresholds)
    facts = tuple(Fact(look.label, counted[end], look.tone, look.icon) for end, look in looks.items())
    words = (
        ", ".join(f"{figure(each.count)} {each.label}" for each in facts)
        if counted
        else _("Nothing is counted yet")
    )
    svg = histogram(
        title,
        f"{words}.",
        _stacked(rows, records, thresholds, looks),
        low=thresholds.possible,
        high=thresholds.automatic,
    )
    table = _table(rows, records, thresholds, looks)
    columns = (_("Score"), _("Rows of imports"), _("People on record"))
    chart = Chart(svg, columns, table, _note(rows.like_nobody + records.like_nobody))
    return Picture(chart, facts, rows.size or records.size)


def _note(nobody: int) -> str:
    note = _("Bars grow with the square root of the number, so that few are seen beside many.")
    return (
        f"{note} {plural(nobody, '{n} resembles nobody and has none.', '{n} resemble nobody and have none.')}"
        if nobody
        else note
    )


def _table(
    rows: Sample, records: Sample, thresholds: Thresholds, looks: dict[Fate, Look]
) -> tuple[tuple[str, ...], ...]:
    ranges = _ranges(thresholds)
    both = rows.fates(thresholds), records.fates(thresholds)
    return tuple(
        (f"{ranges[end]}: {look.label}", *(figure(fates[end]) for fates in both))
        for end, look in looks.items()
    )


def _stacked(
    rows: Sample, records: Sample, thresholds: Thresholds, looks: dict[Fate, Look]
) -> list[dict[Kind, int]]:
    bins: list[Counter[Fate]] = [
        one + other
        for one, other in zip(rows.bins(thresholds, _WIDTH), records.bins(thresholds, _WIDTH), strict=True)
    ]
    return [
        {Kind(look.style, str(look.label)): each[end] for end, look in reversed(looks.items()) if each[end]}
        for each in bins
    ]


def _ranges(thresholds: Thresholds) -> dict[Fate, str]:
    """From which score on what happens, guards apart."""
    low, high = thresholds.possible, thresholds.automatic
    person = (
        _("{low} and more", low=f"{low:g}")
        if high is None
        else _("{low} to {high}", low=f"{low:g}", high=f"{high:g}")
    )
    automatic = {} if high is None else {Fate.AUTOMATIC: _("{high} and more", high=f"{high:g}")}
    return {**automatic, Fate.PERSON: person, Fate.NEW: _("below {low}", low=f"{low:g}")}
