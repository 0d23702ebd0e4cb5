"""What the page of columns shows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from flask import request
from wtforms.fields.choices import SelectChoice

from app.accounts.access import current_workspace
from app.accounts.domain.places import currencies, timezones
from app.activity_imports.domain.cards import of_cards
from app.activity_imports.domain.facts import FactKind
from app.activity_imports.domain.fields import OF, FactField, of_person
from app.activity_imports.domain.gaps import Gap, Word, unclear_amounts, unclear_days, words_of
from app.activity_imports.domain.meanings import choices
from app.activity_imports.domain.presets import Preset, read_as
from app.activity_imports.domain.proposing import settle
from app.activity_imports.domain.reader import Reader
from app.activity_imports.domain.reading import NEEDS_DAY, Reading, Stated
from app.activity_imports.forms import KINDS, PRESET, ColumnsForm
from app.activity_imports.presets import by_id
from app.activity_imports.queries.offered import offered
from app.activity_imports.routes.chosen import choice_of, word_name
from app.activity_imports.services import receiving
from app.batches.models import Batch
from app.web.filters import day
from app.web.forms import FormError, refuse
from app.words import _

Rows = Sequence[Sequence[str]]
SHOWN = 4
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A column of the file: its first values, and the id of the field that it fills, "" for none."""

    index: int
    header: str
    examples: tuple[str, ...]
    field: str
    hidden: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A word of a column, the name of its control, and what it can mean."""

    word: Word
    name: str
    header: str
    offered: tuple[tuple[str, str], ...]


def context(batch: Batch, reading: Reading, rows: Rows, gaps: Sequence[Gap] = ()) -> dict[str, Any]:
    """What `activity_imports/_columns.html` shows."""
    form = _form(batch, reading)
    for gap in gaps:
        refuse(form, gap.field, gap.what)
    preset, names = by_id(reading.preset), batch.shape["columns"]
    return {
        "batch": batch,
        "form": form,
        "errors": [FormError(_control(gap, reading, rows, names), gap.what) for gap in gaps],
        "understood": reading,
        "was": choice_of(reading),
        "preset": preset,
        "is_changed": preset is not None and reading.columns != read_as(preset, names).columns,
        "lines": _lines(batch, reading, rows, gaps),
        "fields": {"": OF[reading.kind], _("The person"): of_person()},
        "labels": _labels(reading),
        "asked": _asked(reading, rows),
        "asks": _asks(reading, rows),
        "found": settle(replace(reading, order=None, mark=None), rows),
        "about_word": {"mail": "mailing", "registrations": "event"}.get(reading.kind.value, ""),
        "examples": _examples(reading, rows),
        "cards": batch.settings.get("cards", []),
        "card_numbers": batch.settings.get("card_numbers", 0),
        "only_sheet": batch.settings.get("only_sheet", ""),
    }


def _asks(reading: Reading, rows: Rows) -> dict[str, Any]:
    """Which questions the page asks: what the columns that are read do not say."""
    money = any(reading.of_money())
    return {
        "currency": money and not reading.has("currency"),
        "mark": money,
        "unclear_amounts": unclear_amounts(reading, rows),
        "order": any(reading.of_days()),
        "unclear_days": unclear_days(reading, rows),
        "zone": not reading.has("zone") and _says_times(reading, rows),
        "happening": reading.kind is FactKind.MAIL and not reading.has("happening"),
        "bounce": reading.happening == "bounced" and not reading.has("bounce"),
        "about": reading.kind is not FactKind.GIFTS and not _names_it(reading),
    }


def _says_times(reading: Reading, rows: Rows) -> bool:
    """Whether any cell has a time of day."""
    indexes = [column.index for column in reading.columns if column.field in NEEDS_DAY | {"time"}]
    return any(":" in row[index] for row in rows for index in indexes)


def _names_it(reading: Reading) -> bool:
    """Whether the columns say which event or mailing it is."""
    if reading.kind is FactKind.REGISTRATIONS:
        return reading.has("event_name") and reading.has("event_starts")
    return reading.has("campaign_name") or reading.has("campaign_key")


def _form(batch: Batch, reading: Reading) -> ColumnsForm:
    known = offered(current_workspace.id, reading.kind)
    about = reading.about
    same = [
        id for id, (__, each) in known.items() if about and (each.name, each.at) == (about.name, about.at)
    ]
    zone = ZoneInfo(current_workspace.timezone)
    form = ColumnsForm(
        formdata=None,
        read_as=choice_of(reading),
        source=reading.source,
        currency=reading.currency or current_workspace.currency,
        mark=reading.mark or "",
        order=reading.order or "",
        zone=reading.zone,
        happening=reading.happening or "",
        bounce=reading.bounce or "",
        about=str(same[0]) if same else "",
        about_name=_typed("about_name") or ("" if same or not about else about.name),
        about_at=_typed("about_at") or ("" if same or not about else _local(about, zone)),
    )
    form.read_as.choices = _kinds(receiving.looks_like(batch), by_id(reading.preset))
    form.currency.choices = [SelectChoice(code, f"{code}: {name}") for code, name in currencies().items()]
    form.zone.choices = _zones(reading)
    is_event = reading.kind is FactKind.REGISTRATIONS
    anew = (
        _("A new event: type its name and time") if is_event else _("A new mailing: type its name and time")
    )
    form.about.choices = [
        SelectChoice("", anew),
        *(
            SelectChoice(str(id), f"{each.name} ({day(each.at.astimezone(zone).date())})")
            for id, (__, each) in known.items()
        ),
    ]
    return form


def _typed(name: str) -> str:
    """What stands in a control, though it says nothing yet without the other one."""
    text: str = request.form.get(name, "")
    return text[:200]


def _local(about: Stated, zone: ZoneInfo) -> str:
    return about.at.astimezone(zone).strftime("%Y-%m-%dT%H:%M")


def _kinds(found: Sequence[Preset], used: Preset | None) -> list[SelectChoice]:
    presets = [*found, *([used] if used and used not in found else [])]
    return [
        *(SelectChoice(PRESET + each.id, f"{each.name}: {KINDS[each.kind].lower()}") for each in presets),
        *(SelectChoice(kind.value, _("{kind}, by its columns", kind=label)) for kind, label in KINDS.items()),
    ]


def _zones(reading: Reading) -> list[SelectChoice]:
    mine = current_workspace.timezone
    names = [name for group in timezones().values() for name in group]
    first = [SelectChoice("", _("Your workspace: {zone}", zone=mine)), SelectChoice("UTC", "UTC")]
    return first + [SelectChoice(name, name.replace("_", " ")) for name in names if name not in ("UTC", mine)]


def _lines(batch: Batch, reading: Reading, rows: Rows, gaps: Sequence[Gap]) -> list[Line]:
    fields = {column.index: column.field for column in reading.columns}
    hidden = of_cards(batch.shape["columns"])
    problems = {gap.field: gap.what for gap in gaps}
    return [
        Line(
            index,
            header,
            tuple(dict.fromkeys(row[index].strip() for row in rows if row[index].strip()))[:EXAMPLES],
            fields.get(index, ""),
            index in hidden,
            problems.get(f"column-{index}", ""),
        )
        for index, header in enumerate(batch.shape["columns"])
    ]


def _labels(reading: Reading) -> dict[str, str]:
    """The name of each field that is read."""
    every: tuple[FactField, ...] = (*OF[reading.kind], *of_person())
    return {field.id: field.label for field in every}


def _asked(reading: Reading, rows: Rows) -> list[Asked]:
    headers = {column.field: column.header for column in reading.columns}
    return [
        Asked(word, word_name(word), headers[word.field], choices(reading.kind, word.field))
        for word in words_of(reading, rows)
    ]


def _control(gap: Gap, reading: Reading, rows: Rows, columns: Sequence[str]) -> str:
    """The id of the control that a gap is about."""
    if gap.field.startswith("word-"):
        unknown = (word for word in words_of(reading, rows) if not word.means)
        return next((word_name(word) for word in unknown if f"word-{word.field}" == gap.field), "columns")
    if gap.field == "columns":
        shown = set(range(len(columns))) - of_cards(columns)
        return f"column-{min(shown, default=0)}"
    return gap.field


def _examples(reading: Reading, rows: Rows) -> list[object]:
    """The first rows as they would look, or what is wrong with them."""
    reader = Reader(reading, receiving.context_of(current_workspace))
    return [reader.read(row) for row in rows[:SHOWN]]
