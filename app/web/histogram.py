"""How scores are distributed, as bars from 0 to 100 with lines at thresholds. As wide as its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from markupsafe import Markup

from app.words import _, figure

_TOP, _GROUND = 16, 130
_NEAR = 8
"""Points within which a number at the foot would stand in the way of another."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What bars, or parts of them, stand for: a class of the style sheet and words after a number."""

    style: str
    words: str


def histogram(
    title: str, words: str, bins: Sequence[Mapping[Kind, int]], *, low: float, high: float | None
) -> Markup:
    """Equally wide bins of scores as stacked bars, with a line at `low` and, if given, one at `high`.

    The heights go by the square root of the numbers, so that what is rare is still seen.
    """
    highest = max([sum(each.values()) for each in bins] + [1])
    bars = [_bar(place, each, 100 / len(bins), highest) for place, each in enumerate(bins) if each]
    lines = [_line(low, _GROUND + 16), *([_line(high, 10)] if high is not None else [])]
    ends = [
        _text(end, _GROUND + 16, at) for end, at in ((0, "start"), (100, "end")) if abs(end - low) > _NEAR
    ]
    return Markup('<svg class="chart wide" role="img"><title>{}</title><desc>{}</desc>{}</svg>').format(
        title, words, Markup("").join([*bars, *lines, *ends])
    )


def _bar(place: int, parts: Mapping[Kind, int], width: float, highest: int) -> Markup:
    total = sum(parts.values())
    height = (_GROUND - _TOP) * sqrt(total / highest)
    told = ", ".join(f"{figure(number)} {kind.words}" for kind, number in parts.items())
    low, high = f"{place * width:g}", f"{(place + 1) * width:g}"
    span = _("{low} to {high}: {counts}", low=low, high=high, counts=told)
    drawn, foot = [], float(_GROUND)
    for kind, number in parts.items():
        share = height * number / total
        foot -= share
        drawn.append(
            Markup('<rect class="bar {}" x="{:g}%" y="{:.1f}" width="{:g}%" height="{:.1f}"/>').format(
                kind.style, place * width + width / 10, foot, width * 0.8, share
            )
        )
    return Markup("<g><title>{}</title>{}</g>").format(span, Markup("").join(drawn))


def _line(points: float, label_at: int) -> Markup:
    line = Markup('<line class="threshold" x1="{0:g}%" x2="{0:g}%" y1="{1}" y2="{2}"/>').format(
        points, _TOP - 2, _GROUND
    )
    return line + _text(points, label_at, "middle", kind="strong")


def _text(points: float, top: int, anchor: str, *, kind: str = "") -> Markup:
    return Markup('<text class="{}" x="{:g}%" y="{}" text-anchor="{}">{:g}</text>').format(
        kind, points, top, anchor, points
    )
