"""What would happen, in one sentence that names every field it happens to."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from app.resolution.domain.lines import Fate, Line
from app.words import N_, _

_VERBS = {
    Fate.TAKEN: ("changes", "change"),
    Fate.ADDED: (N_("is added"), N_("are added")),
    Fate.ENDED: ("ends", "end"),
    Fate.PROMOTED: (N_("becomes primary"), N_("become primary")),
    Fate.DEMOTED: (N_("is no longer primary"), N_("are no longer primary")),
}
"""What is said of one field and of several, in the order of the sentence."""


def summary(lines: Sequence[Line]) -> str:
    """What the result of these lines marks: "First name and home email change, 1 value is open.".

    Whoever reads it knows every change, also of lines that are out of sight.
    """
    told = [*_named(lines), *_counted(lines)]
    if not told or not (any(line.is_open for line in lines) or any(_named(lines))):
        told = [_("nothing changes"), *told]
    sentence = ", ".join(told)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _named(lines: Sequence[Line]) -> Iterator[str]:
    for fate, verbs in _VERBS.items():
        labels = [line.label for line in lines for mark in line.result if mark.fate is fate]
        if labels:
            yield f"{_listed(labels)} {verbs[len(labels) > 1]}"


def _counted(lines: Sequence[Line]) -> Iterator[str]:
    ignored = sum(mark.fate is Fate.IGNORED for line in lines for mark in line.result)
    waiting = sum(line.is_open for line in lines)
    for number, what in ((ignored, _("left out")), (waiting, "open")):
        if number:
            yield f"{number} {'value is' if number == 1 else 'values are'} {what}"


def _listed(labels: Iterable[str]) -> str:
    """Each label once, with how often it occurs: "first name and home email (2)"."""
    names = [
        f"{label[:1].lower()}{label[1:]}{f' ({number})' if number > 1 else ''}"
        for label, number in Counter(labels).items()
    ]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
