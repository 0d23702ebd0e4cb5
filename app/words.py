"""The language that Kith speaks: every sentence goes through here, from the rules to the templates.

The English sentence is the key of its translation (`docs/decisions/055`). A value stands in braces, and is
given by name: `_("Undo {number}", number=3)`. What is written once for the life of a process, as a label in
a table, is marked with `N_()` and translated when it is shown.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Self

from markupsafe import Markup, escape

FOLDER = Path(__file__).resolve().parent.parent / "translations"
SOURCE = "en"
"""The language of the sentences in the code."""
MIRRORED = frozenset({"ar", "fa", "he", "ur"})
"""Languages written from right to left."""
IN_PART = frozenset({"ar"})
"""Languages of which supporters' pages, sign-in and the frame of every page are translated, and no more."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A language, and how numbers are written: `es` and `es_MX`."""

    language: str = SOURCE
    locale: str = "en_US"

    @property
    def direction(self) -> str:
        """`rtl` for what is written from right to left, else `ltr`."""
        return "rtl" if self.language in MIRRORED else "ltr"


_voice: ContextVar[Voice] = ContextVar("voice", default=Voice())  # noqa: B039  # it is frozen


class Words(str):
    """A text marked with `N_()`: English to the program, translated where it is shown."""

    __slots__ = ("_text", "_values")
    _text: str
    _values: dict[str, object]

    def __new__(cls, text: str, values: dict[str, object]) -> Self:
        self = str.__new__(cls, text.format(**values) if values else text)
        self._text, self._values = text, values
        return self

    def __getnewargs__(self) -> tuple[str, dict[str, object]]:  # type: ignore[override]  # what it is made of
        return self._text, self._values

    def __str__(self) -> str:
        return _(self._text, **self._values)

    def __html__(self) -> Markup:
        return escape(str(self))

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __add__(self, other: str) -> str:
        return str(self) + other

    def __radd__(self, other: str) -> str:
        return other + str(self)

    def capitalize(self) -> str:
        return str(self).capitalize()

    def lower(self) -> str:
        return str(self).lower()

    def format(self, *values: object, **named: object) -> str:
        return str(self).format(*values, **named)


class WordsInContext(Words):
    """A text marked with `NP_()`: the context tells which of its meanings is meant."""

    __slots__ = ("_context",)
    _context: str

    def __new__(cls, context: str, text: str) -> Self:
        self = Words.__new__(cls, text, {})
        self._context = context
        return self

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]  # what it is made of
        return self._context, self._text

    def __str__(self) -> str:
        return pgettext(self._context, self._text)


@cache
def languages() -> tuple[str, ...]:
    """The languages that Kith can speak, English first: those with a catalog."""
    return (SOURCE, *sorted(path.parent.parent.name for path in FOLDER.glob("*/LC_MESSAGES/messages.po")))


def language_of(locale: str) -> str:
    """The language to speak for a locale, as `es` for `es_MX`; English where there is no catalog."""
    language = locale.partition("_")[0]
    return language if language in languages() else SOURCE


def voice() -> Voice:
    """The voice in force."""
    return _voice.get()


def speak(locale: str) -> Voice:
    """Speak from now on, in this thread, as people of this locale do."""
    chosen = Voice(language_of(locale), locale)
    _voice.set(chosen)
    return chosen


@contextmanager
def speaking(locale: str) -> Iterator[Voice]:
    """Speak for a while as people of this locale do."""
    before = _voice.get()
    try:
        yield speak(locale)
    finally:
        _voice.set(before)


@cache
def translations(language: str) -> NullTranslations:
    """The translations into a language; what is not translated stays English.

    Catalogs are read as text, once in the life of a process, so that nothing has to be compiled.
    """
    path = FOLDER / language / "LC_MESSAGES" / "messages.po"
    if language == SOURCE or not path.is_file():
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        catalog = read_po(file, locale=language)
    for message in list(catalog):
        if message.pluralizable and not all(message.string or ()):
            catalog.delete(message.id, message.context)  # a form that is missing would be filled in wrongly
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)


def _(text: str, /, **values: object) -> str:
    """A sentence in the language in force, its braces filled in."""
    return _filled(translations(_voice.get().language).gettext(text), values) if text else ""


def pgettext(context: str, text: str, /, **values: object) -> str:
    """A sentence that English says alike for different things; `context` tells which one is meant."""
    return _filled(translations(_voice.get().language).pgettext(context, text), values)


def plural(count: int, one: str, many: str, /, **values: object) -> str:
    """A sentence about `count` things, which stands in it as `{n}`: `1 row waits`, `1,204 rows wait`."""
    said = translations(_voice.get().language).ngettext(one, many, count)
    return _filled(said, {"n": figure(count), **values})


def _filled(said: str, values: dict[str, object]) -> str:
    return said.format(**values) if values else said


def N_(text: str, /, **values: object) -> str:  # noqa: N802  # the name that tools of translators look for
    """A text that is translated whenever it is shown: for tables that are made before anybody reads."""
    return Words(text, values)


def NP_(context: str, text: str, /) -> str:  # noqa: N802  # as gettext calls it
    """As `N_()`, of a text that English says alike for different things."""
    return WordsInContext(context, text)


def figure(value: float) -> str:
    """A figure with the separators of the locale in force: `1,204`."""
    return _number(value, _voice.get().locale)


@lru_cache(maxsize=8192)
def _number(value: float, locale: str) -> str:
    from babel.numbers import format_decimal

    return format_decimal(value, locale=locale)


def dated(day: date) -> str:
    """A date as the locale in force writes it: `Mar 4, 2026`."""
    return _written_date(day, _voice.get().locale)


@lru_cache(maxsize=8192)
def _written_date(day: date, locale: str) -> str:
    from babel.dates import format_date

    return format_date(day, "medium", locale=locale)


def dated_month(day: date, parts: str = "yMMM") -> str:
    """The month of a date as the locale in force writes it: `Mar 2026`; `yMMMM` says `March 2026`."""
    return _written_parts(day.replace(day=1), parts, _voice.get().locale)


def yearly(month: int, day: int) -> str:
    """A day of every year as the locale in force writes it: `Mar 4`."""
    return _written_parts(date(2000, month, day), "MMMd", _voice.get().locale)


@lru_cache(maxsize=1024)
def _written_parts(day: date, parts: str, locale: str) -> str:
    from babel.dates import format_skeleton

    return format_skeleton(parts, day, locale=locale)


def all_of(things: Sequence[str]) -> str:
    """Things that all belong: `a, b and c`; "" for none."""
    firsts, last = _listed(things)
    return _("{firsts} and {last}", firsts=firsts, last=last) if firsts else last


def any_of(things: Sequence[str]) -> str:
    """Things of which one is enough: `a, b or c`; "" for none."""
    firsts, last = _listed(things)
    return _("{firsts} or {last}", firsts=firsts, last=last) if firsts else last


def _listed(things: Sequence[str]) -> tuple[str, str]:
    *firsts, last = map(str, things or ("",))
    return pgettext("between things of a list", ", ").join(firsts), last
