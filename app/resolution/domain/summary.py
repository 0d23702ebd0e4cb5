"""What would happen, in one sentence that names every field it happens to."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from app.resolution.domain.lines import Fate, Line
from app.words import _, all_of, plural


def summary(lines: Sequence[Line]) -> str:
    """What the result of these lines marks: "First name and home email change, 1 value is open.".

    Whoever reads it knows every change, also of lines that are out of sight.
    """
    told = [*_named(lines), *_counted(lines)]
    if not told or not (any(line.is_open for line in lines) or any(_named(lines))):
        told = [_("nothing changes"), *told]
    return f"{begun(', '.join(told))}."


def nothing() -> str:
    """How a summary begins that says that nothing changes."""
    return begun(_("nothing changes"))


def begun(text: str) -> str:
    """The text with a capital."""
    return f"{text[:1].upper()}{text[1:]}"


def _named(lines: Sequence[Line]) -> Iterator[str]:
    for fate in (Fate.TAKEN, Fate.ADDED, Fate.ENDED, Fate.PROMOTED, Fate.DEMOTED):
        labels = [str(line.label) for line in lines for mark in line.result if mark.fate is fate]
        if labels:
            yield _happens(fate, len(labels), _listed(labels))


def _counted(lines: Sequence[Line]) -> Iterator[str]:
    ignored = sum(mark.fate is Fate.IGNORED for line in lines for mark in line.result)
    waiting = sum(line.is_open for line in lines)
    if ignored:
        yield plural(ignored, "{n} value is left out", "{n} values are left out")
    if waiting:
        yield plural(waiting, "{n} value is open", "{n} values are open")


def _happens(fate: Fate, number: int, fields: str) -> str:
    match fate:
        case Fate.TAKEN:
            return plural(number, "{fields} changes", "{fields} change", fields=fields)
        case Fate.ADDED:
            return plural(number, "{fields} is added", "{fields} are added", fields=fields)
        case Fate.ENDED:
            return plural(number, "{fields} ends", "{fields} end", fields=fields)
        case Fate.PROMOTED:
            return plural(number, "{fields} becomes primary", "{fields} become primary", fields=fields)
        case _:
            return plural(
                number, "{fields} is no longer primary", "{fields} are no longer primary", fields=fields
            )


def _listed(labels: Iterable[str]) -> str:
    """Each label once, with how often it occurs: "first name and home email (2)"."""
    names = [
        f"{label[:1].lower()}{label[1:]}{f' ({number})' if number > 1 else ''}"
        for label, number in Counter(labels).items()
    ]
    return all_of(names)
