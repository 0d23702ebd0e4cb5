"""Charts as SVG made on the server: they print, need no script, and are text that a test can read.

Every chart names itself (`title`, `desc`) and brings its numbers along as rows for a table. Geometry is in
attributes, color in classes, because the content security policy refuses inline styles.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.web.drawing import WIDTH, bar, drawing, label
from app.words import N_, _, figure

LINE = 26
_BAR = 120


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, the same numbers as a table, and the sums in words where they say more."""

    svg: Markup
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One bar of a funnel; `pale` more are shown beside it and counted nowhere (opens by machines alone).

    Its share is of the stage before, or of the stage whose place in the funnel `of` names.
    """

    label: str
    count: int
    pale: int = 0
    of: int | None = None


def giving(
    amounts: Mapping[int, int], *, current: int, write: Callable[[int], str], running: bool = True
) -> Chart:
    """Ten years of giving as bars, the last hatched while it runs; `write` turns minor units into text."""
    years = range(current - 9, current + 1)
    highest = max([amounts.get(year, 0) for year in years] + [1])
    total = sum(amounts.get(year, 0) for year in years)
    given = [amounts.get(year, 0) for year in years]
    bars = Markup("").join(
        _year_bar(index, year, amount, highest, write(amount), running and year == current)
        for index, (year, amount) in enumerate(zip(years, given, strict=True))
    )
    words = _giving_words(total, min([year for year in amounts if amounts[year]], default=0), current, write)
    rows = tuple((str(year), write(amount)) for year, amount in zip(years, given, strict=True))
    return Chart(
        drawing(_("Giving per year"), words, 132, _HATCH + bars), (_("Year"), _("Given")), rows, words
    )


def _giving_words(total: int, first: int, current: int, write: Callable[[int], str]) -> str:
    """The sum, and what a year brought on average, counted from the first gift on where that is later."""
    if first < current - 9:
        average = write(_each(total, 10))
        return _("{total} in ten years, {average} a year on average.", total=write(total), average=average)
    if first == current:
        return _("{total}, all in {year}.", total=write(total), year=current)
    average = write(_each(total, current - first + 1))
    return _(
        "{total} since {year}, {average} a year on average.", total=write(total), year=first, average=average
    )


def _each(total: int, years: int) -> int:
    """What a year brought on average, to the nearest minor unit."""
    return (2 * total + years) // (2 * years)


_HATCH = Markup(
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><path class="hatch" d="M0 0V6"/></pattern></defs>'
)


def _year_bar(index: int, year: int, amount: int, highest: int, text: str, is_current: bool) -> Markup:
    height = max(round(96 * amount / highest, 1), 0)  # more refunded than given leaves no bar
    left = index * 36 + 5
    drawn = bar(left, 108 - height, 26, height, "now" if is_current else "", f"{year}: {text}")
    return drawn + label(left + 13, 124, str(year), anchor="middle", kind="strong" if is_current else "")


def sparkline(values: Sequence[float], label: str) -> Markup:
    """A line of 80 × 20 without axes, for a row of a list; nothing for fewer than two values."""
    if len(values) < 2:
        return Markup()
    low, span = min(values), max(values) - min(values) or 1
    points = " ".join(
        f"{round(index * 78 / (len(values) - 1) + 1, 1)},{round(18 - (value - low) * 16 / span, 1)}"
        for index, value in enumerate(values)
    )
    return Markup(
        '<svg class="spark" viewBox="0 0 80 20" role="img" aria-label="{}"><polyline points="{}"/></svg>'
    ).format(label, points)


def _percent(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)}%"


def funnel(title: str, stages: Sequence[Stage], percent: Callable[[int, int], str] = _percent) -> Chart:
    """How many remain at each stage: a bar, the count, and its share with the stage that it is a share of."""
    first = max([stage.count + stage.pale for stage in stages] + [1])
    shares = [""] + [
        _share(now, stages[place if now.of is None else now.of], percent)
        for place, now in enumerate(stages[1:])
    ]
    bars = Markup("").join(
        _stage(index, stage, share, first)
        for index, (stage, share) in enumerate(zip(stages, shares, strict=True))
    )
    words = ", ".join(f"{stage.label} {figure(stage.count)}" for stage in stages) + "."
    rows = tuple(
        (stage.label, figure(stage.count), share, figure(stage.pale))
        for stage, share in zip(stages, shares, strict=True)
    )
    svg = drawing(title, words, LINE * len(stages), bars)
    return Chart(svg, (_("Stage"), _("Count"), _("Share"), _("By machines alone")), rows)


def _share(now: Stage, whole: Stage, percent: Callable[[int, int], str]) -> str:
    if not 0 < whole.count >= now.count:
        return "–"
    return _("{share} of {stage}", share=percent(now.count, whole.count), stage=whole.label.lower())


def _stage(index: int, stage: Stage, share: str, first: int) -> Markup:
    top = index * LINE
    sure, pale = (round(_BAR * part / first, 1) for part in (stage.count, stage.pale))
    machines = _("{count} more by machines alone", count=figure(stage.pale))
    told = f"{stage.label}: {figure(stage.count)}"
    return Markup("").join(
        [
            label(0, top + 17, stage.label),
            bar(80, top + 4, sure, 18, "", told),
            bar(80 + sure, top + 4, pale, 18, "pale", machines),
            label(88 + sure + pale, top + 17, figure(stage.count), kind="strong"),
            label(WIDTH, top + 17, share, anchor="end"),
        ]
    )


def pairs(
    title: str,
    names: tuple[str, str],
    periods: Sequence[tuple[str, int, int]],
    write: Callable[[int], str] = figure,
    unit: str = N_("Month"),
    words: str = "",
) -> Chart:
    """Up to twelve spans of time with two numbers each: (name, full bar, pale bar beside it).

    The sums are told below it, or `words` where sums would say nothing.
    """
    highest = max([number for __, *both in periods for number in both] + [1])
    bars = Markup("").join(_pair(place, names, each, highest, write) for place, each in enumerate(periods))
    full, pale = (sum(column) for column in zip(*(both for __, *both in periods), strict=True))
    words = words or f"{names[0]} {write(full)}, {names[1]} {write(pale)}."
    key = bar(3, 2, 10, 10, "", names[0]) + label(18, 11, names[0])
    key += bar(163, 2, 10, 10, "pale", names[1]) + label(178, 11, names[1])
    rows = tuple((name, write(one), write(other)) for name, one, other in periods)
    return Chart(drawing(title, words, 132, key + bars), (unit, *names), rows, words)


def _pair(
    place: int,
    names: tuple[str, str],
    period: tuple[str, int, int],
    highest: int,
    write: Callable[[int], str],
) -> Markup:
    name, *both = period
    left = place * 30 + 3
    bars = []
    for step, (kind, number, what) in enumerate(zip(("pale", ""), both[::-1], names[::-1], strict=True)):
        height = max(round(88 * number / highest, 1), 0)
        told = f"{name}, {what}: {write(number)}"
        bars.append(bar(left + 12 * step, 112 - height, 11, height, kind, told))
    return Markup("").join([*bars, label(left + 12, 126, name[:3], anchor="middle")])


def line(title: str, unit: str, values: Sequence[tuple[str, int]], what: str) -> Chart:
    """A line over any number of spans of time: (name, number). Its lowest and highest are told in words."""
    numbers = [number for __, number in values] or [0]
    low, span = min(numbers), max(numbers) - min(numbers) or 1
    across = (WIDTH - 4) / max(len(numbers) - 1, 1)
    points = [
        f"{2 + place * across:.1f},{112 - (n - low) * 96 / span:.1f}" for place, n in enumerate(numbers)
    ]
    drawn = Markup('<polyline points="{}"/>').format(" ".join(points)) if len(points) > 1 else Markup()
    words = _(
        "{first} {what} at first, {last} now; between {lowest} and {highest}.",
        first=figure(numbers[0]),
        what=what,
        last=figure(numbers[-1]),
        lowest=figure(low),
        highest=figure(max(numbers)),
    )
    if values:
        drawn += label(0, 128, values[0][0]) + label(WIDTH, 128, values[-1][0], anchor="end")
    svg = drawing(title, words, 132, drawn, kind="chart wide spark")
    rows = tuple((name, figure(number)) for name, number in values)
    return Chart(svg, (unit, what.capitalize()), rows, words)


def comings(
    title: str, periods: Sequence[tuple[str, int, int]], names: tuple[str, str] = (N_("joined"), N_("left"))
) -> Chart:
    """Up to twelve spans of time with who came above a line and who went below it: (name, came, went)."""
    highest = max([number for __, *both in periods for number in both] + [1])
    bars = Markup("").join(_coming(place, names, each, highest) for place, each in enumerate(periods))
    came, went = (sum(column) for column in zip(*(both for __, *both in periods), strict=True))
    words = f"{figure(came)} {names[0]}, {figure(went)} {names[1]}."
    rows = tuple((name, figure(up), figure(down)) for name, up, down in periods)
    span = _("{sums} {first} to {last}.", sums=words, first=periods[0][0], last=periods[-1][0])
    svg = drawing(title, span, 156, bars)
    return Chart(svg, (_("Month"), *(name.capitalize() for name in names)), rows, words)


def _coming(place: int, names: tuple[str, str], period: tuple[str, int, int], highest: int) -> Markup:
    name, came, went = period
    left, up, down = place * 30 + 3, *(round(64 * number / highest, 1) for number in (came, went))
    return Markup("").join(
        [
            bar(left, 68 - up, 24, up, "up", f"{name}: {figure(came)} {names[0]}"),
            bar(left, 70, 24, down, "down", f"{name}: {figure(went)} {names[1]}"),
            label(left + 12, 150, name[:3], anchor="middle"),
        ]
    )
