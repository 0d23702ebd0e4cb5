"""How a file is read, as it was chosen on the page of its columns."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import TypeVar
from zoneinfo import ZoneInfo

from flask import request

from app.accounts.access import current_workspace
from app.accounts.domain.places import currencies, is_timezone
from app.activity.domain.kinds import BounceKind, EmailEventKind
from app.activity.domain.money import DecimalMark
from app.activity_imports.domain.facts import FactKind
from app.activity_imports.domain.fields import known
from app.activity_imports.domain.gaps import Word, words_of
from app.activity_imports.domain.meanings import choices
from app.activity_imports.domain.proposing import settle
from app.activity_imports.domain.reading import Column, Reading, Stated
from app.activity_imports.forms import PRESET
from app.activity_imports.presets import by_id
from app.activity_imports.queries.offered import offered
from app.activity_imports.services import receiving
from app.batches.domain.headers import words
from app.batches.models import Batch
from app.constituents.domain.dates import DateFormat
from app.constituents.domain.text import visible
from app.web.asked import one_line

Rows = Sequence[Sequence[str]]
LONGEST_SOURCE = 80
_Way = TypeVar("_Way", DecimalMark, DateFormat)


def choice_of(reading: Reading) -> str:
    """The value of the choice that a reading stands for."""
    return PRESET + reading.preset if reading.preset else reading.kind.value


def word_name(word: Word) -> str:
    """The name of the control for what a word means."""
    return f"means-{word.field}-{sha256(words(word.said).encode()).hexdigest()[:8]}"


def chosen(batch: Batch, rows: Rows) -> Reading:
    """The reading with what was chosen; a choice that cannot be is passed over."""
    stored = receiving.reading_of(batch)
    choice = request.form.get("read_as", "") or choice_of(stored)
    base = stored if choice == choice_of(stored) else _begun(batch, choice, stored, rows)
    return base if request.form.get("was", choice) != choice else _typed(batch, base, rows)


def _begun(batch: Batch, choice: str, stored: Reading, rows: Rows) -> Reading:
    """The file read anew as something else."""
    preset = by_id(choice.removeprefix(PRESET)) if choice.startswith(PRESET) else None
    if preset is not None:
        return receiving.as_preset(batch, preset, rows)
    kind = FactKind(choice) if choice in set(FactKind) else stored.kind
    return receiving.as_kind(batch, kind, rows)


def _typed(batch: Batch, base: Reading, rows: Rows) -> Reading:
    names = batch.shape["columns"]
    reading = replace(
        base,
        columns=tuple(_columns(base, names)),
        source=one_line(request.form.get("source", base.source))[:LONGEST_SOURCE],
        currency=_currency(base),
        zone=_zone(base),
        mark=_said("mark", base.mark, DecimalMark),
        order=_said("order", base.order, DateFormat),
        happening=_happening(base),
        bounce=_bounce(base),
    )
    told = replace(reading, about=_about(reading), meanings=_meanings(reading, rows))
    return settle(told, rows)


def _said(name: str, before: _Way | None, kind: type[_Way]) -> _Way | None:
    """What was chosen of how values are written.

    What stood there because the columns of then said so is found out anew from those of now.
    """
    if request.form.get(name, "") == request.form.get(f"{name}-found") and name in request.form:
        return None
    return request.form.get(name, before, type=kind)


def _columns(base: Reading, names: Sequence[str]) -> Iterator[Column]:
    before = {column.index: column.field for column in base.columns}
    for index, header in enumerate(names):
        field_id = request.form.get(f"column-{index}", before.get(index, ""))
        if field_id and known(base.kind, field_id):
            yield Column(index, header, field_id)


def _currency(base: Reading) -> str:
    typed: str = request.form.get("currency", base.currency)
    return typed if typed in currencies() else ""


def _zone(base: Reading) -> str:
    typed: str = request.form.get("zone", base.zone)
    return typed if typed == "UTC" or is_timezone(typed) else ""


def _happening(base: Reading) -> EmailEventKind | None:
    typed = request.form.get("happening")
    return (
        base.happening if typed is None else EmailEventKind(typed) if typed in set(EmailEventKind) else None
    )


def _bounce(base: Reading) -> BounceKind | None:
    typed = request.form.get("bounce")
    return base.bounce if typed is None else BounceKind(typed) if typed in set(BounceKind) else None


def _about(reading: Reading) -> Stated | None:
    """The event or mailing that was chosen, or whose name and time were typed."""
    if reading.kind is FactKind.GIFTS:
        return None
    if "about" not in request.form:
        return reading.about
    known_ones = offered(current_workspace.id, reading.kind)
    if found := known_ones.get(request.form.get("about", 0, type=int)):
        source, stated = found
        return stated if source == reading.source else replace(stated, key="")
    name, at = (
        visible(request.form.get("about_name", ""))[:200],
        typed_moment(request.form.get("about_at", "")),
    )
    return Stated(name, at) if name and at else None


def typed_moment(text: str) -> datetime | None:
    """An instant typed in the workspace's zone, as a browser or a person writes it."""
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return at.replace(tzinfo=ZoneInfo(current_workspace.timezone)) if at.tzinfo is None else at


def _meanings(reading: Reading, rows: Rows) -> dict[str, dict[str, str]]:
    """What words mean: as chosen before, and as chosen now for those on the page."""
    meant = {name: dict(each) for name, each in reading.meanings.items()}
    for word in words_of(reading, rows):
        typed = request.form.get(word_name(word), "")
        if typed != word.means and typed in dict(choices(reading.kind, word.field)):
            meant.setdefault(word.field, {})[words(word.said)] = typed
    return meant
