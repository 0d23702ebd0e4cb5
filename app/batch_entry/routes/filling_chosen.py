"""How a file fills a batch, as it was chosen on the page of its columns."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from flask import request

from app.accounts.domain.places import currencies, is_timezone
from app.activity.domain.money import DecimalMark
from app.activity_imports.domain.gaps import words_of
from app.activity_imports.domain.meanings import choices
from app.activity_imports.domain.reading import Column
from app.activity_imports.routes.chosen import word_name
from app.batch_entry.domain.columns import Column as BatchColumn
from app.batch_entry.domain.filling import Filling, targets
from app.batch_entry.domain.filling_file import File
from app.batch_entry.domain.filling_proposal import refused, settle
from app.batches.domain.headers import words
from app.constituents.domain.dates import DateFormat
from app.web.asked import one_line

Rows = Sequence[Sequence[str]]
_Way = TypeVar("_Way", DecimalMark, DateFormat)


def chosen(file: File, columns: Sequence[BatchColumn], rows: Rows, *, gifts: bool) -> Filling:
    """The filling with what was chosen; a choice that cannot be is passed over."""
    base, form = file.how, request.form
    currency, zone = form.get("currency", base.currency), form.get("zone", base.zone)
    how = replace(
        base,
        columns=tuple(_columns(file, columns, gifts=gifts)),
        tool=one_line(form.get("source", base.tool))[:80],
        currency=currency if currency in currencies() else "",
        zone=zone if zone == "UTC" or is_timezone(zone) else "",
        mark=_said("mark", base.mark, DecimalMark),
        order=_said("order", base.order, DateFormat),
    )
    return settle(replace(how, meanings=_meanings(how, rows)), rows)


def _columns(file: File, columns: Sequence[BatchColumn], *, gifts: bool) -> Iterator[Column]:
    can = {each.id for each in targets(columns, gifts=gifts)}
    barred = refused(file.shape.columns)
    before = {each.index: each.field for each in file.how.columns}
    for index, header in enumerate(file.shape.columns):
        field_id = request.form.get(f"column-{index}", before.get(index, ""))
        if field_id in can and index not in barred:
            yield Column(index, header, field_id)


def _said(name: str, before: _Way | None, kind: type[_Way]) -> _Way | None:
    """What was chosen of how values are written; what the columns said so themselves is found out anew."""
    if name in request.form and request.form[name] == request.form.get(f"{name}-found"):
        return None
    return request.form.get(name, before, type=kind)


def _meanings(how: Filling, rows: Rows) -> dict[str, dict[str, str]]:
    meant = {name: dict(each) for name, each in how.meanings.items()}
    for word in words_of(how.reading, rows):
        typed = request.form.get(word_name(word), "")
        if typed != word.means and typed in dict(choices(how.reading.kind, word.field)):
            meant.setdefault(word.field, {})[words(word.said)] = typed
    return meant
