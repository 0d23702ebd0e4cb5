"""What a file of the guide says about itself, in the lines between two rules at its top."""

from dataclasses import dataclass
from datetime import date

from app.guide.domain.contents import AREAS, Kind

_RULE = "---"
_KEYS = ("title", "area", "order", "kind", "reviewed")


class Malformed(ValueError):
    """A file that does not say what it is; the text names the file and the key."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"{file}: {key}: {reason}")


@dataclass(frozen=True, slots=True)
class Front:
    """The title of a page, its place in its area, what it is for, and when somebody last checked it."""

    title: str
    area: str
    order: int
    kind: Kind
    reviewed: date


def read_front(file: str, text: str) -> tuple[Front, str]:
    """What the file `area/page` says about itself, and the text below; `Malformed` when it does not."""
    top, rule, below = text.removeprefix(f"{_RULE}\n").partition(f"\n{_RULE}\n")
    if not text.startswith(f"{_RULE}\n") or not rule:
        raise Malformed(file, "front matter", f"the file does not begin with lines between two {_RULE}")
    said = _said(file, top)
    front = Front(
        said["title"],
        _area(file, said["area"]),
        _order(file, said["order"]),
        _kind(file, said["kind"]),
        _reviewed(file, said["reviewed"]),
    )
    if below.lstrip().startswith("# "):
        raise Malformed(file, "title", "it stands in the front matter, not in a heading below it as well")
    return front, below


def _said(file: str, top: str) -> dict[str, str]:
    said: dict[str, str] = {}
    for line in top.splitlines():
        key, _, value = (part.strip() for part in line.partition(":"))
        if key not in _KEYS or key in said:
            raise Malformed(
                file, key, "it is there twice" if key in said else f"not one of {', '.join(_KEYS)}"
            )
        said[key] = value
    for key in _KEYS:
        if not said.get(key):
            raise Malformed(file, key, "it is missing")
    return said


def _area(file: str, value: str) -> str:
    if value != file.partition("/")[0] or value not in {area.slug for area in AREAS}:
        raise Malformed(file, "area", f"“{value}” is not the folder of the file, or no area of the guide")
    return value


def _order(file: str, value: str) -> int:
    if not value.isdecimal():
        raise Malformed(file, "order", f"“{value}” is not a whole number")
    return int(value)


def _kind(file: str, value: str) -> Kind:
    if value not in set(Kind):
        raise Malformed(file, "kind", f"“{value}” is not one of {', '.join(Kind)}")
    return Kind(value)


def _reviewed(file: str, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise Malformed(file, "reviewed", f"“{value}” is not a date like 2026-03-14") from error
