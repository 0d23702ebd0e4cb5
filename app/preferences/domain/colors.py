"""An organization's color on its pages: chosen freely, and always readable."""

import re
from dataclasses import dataclass

from app.words import _

LEAST = 4.5
"""The contrast that small text needs (WCAG 2.2, 1.4.3)."""

_HEX = re.compile(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})")
_STEPS = 20
WHITE, BLACK, NIGHT = "#ffffff", "#0c1211", "#2b3634"
"""Paper by day, ink by night, and the lightest ground that something stands on by night."""


@dataclass(frozen=True, slots=True)
class Accent:
    """The color by day, on white and under white words, and by night, on dark and under dark words."""

    day: str
    night: str


def accent(color: str) -> Accent:
    """The color as the organization chose it by day, and light enough to be read by night."""
    steps = (_mixed(color, WHITE, step / _STEPS) for step in range(_STEPS + 1))
    return Accent(color, next(each for each in steps if _reads_by_night(each)))


def is_color(text: str) -> bool:
    """Whether it is a color as a browser's field gives it: # and six hexadecimal digits, in lower case."""
    return bool(_HEX.fullmatch(text))


def contrast(one: str, other: str) -> float:
    """How well two colors are told apart, from 1 to 21, as WCAG reckons it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def problem(color: str) -> str:
    """Why an organization cannot have this color, in a sentence; "" where it can."""
    if not is_color(color):
        return _("Choose a color, or write it like #1a6b4f.")
    if (found := contrast(color, WHITE)) < LEAST:
        return _(
            "White words on this color could not be read: their contrast is {found} to 1, and at least "
            "{least} to 1 is needed. Choose a darker color.",
            found=f"{found:.1f}",
            least=LEAST,
        )
    return ""


def _reads_by_night(color: str) -> bool:
    return min(contrast(color, BLACK), contrast(color, NIGHT)) >= LEAST


def _parts(color: str) -> list[int]:
    found = _HEX.fullmatch(color)
    if found is None:
        raise ValueError(f"{color!r} is no color")
    return [int(part, 16) for part in found.groups()]


def _mixed(one: str, other: str, share: float) -> str:
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
