"""What the page of the columns of a file shows before it is filled in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from wtforms.fields.choices import SelectChoice

from app.accounts.access import current_workspace
from app.accounts.domain.places import currencies, timezones
from app.activity_imports.domain.gaps import Gap, words_of
from app.activity_imports.domain.meanings import choices
from app.activity_imports.domain.reading import NEEDS_DAY
from app.activity_imports.forms import ColumnsForm
from app.activity_imports.presets import all_presets, by_id
from app.activity_imports.routes.chosen import word_name
from app.activity_imports.routes.columns_page import Asked, Line
from app.batch_entry.domain.filling import Filling, targets
from app.batch_entry.domain.filling_file import File
from app.batch_entry.domain.filling_proposal import of_gifts, refused, settle, unclear_amounts, unclear_days
from app.batch_entry.domain.filling_rows import ON_RECORD, LeftOut
from app.batch_entry.domain.filling_words import Left, counted, told
from app.batch_entry.queries import filling as queries
from app.batch_entry.services import filling
from app.batches.models import Batch
from app.imports.domain.reader import RawRow
from app.web.forms import FormError, refuse
from app.words import _

SHOWN, EXAMPLES, NAMING = 5, 3, 12


@dataclass(frozen=True, slots=True)
class Look:
    """The first rows of a file as they would be filled in: some of them, and how many would be left out."""

    looked: int
    fits: int
    shown: tuple[tuple[int, tuple[str, ...]], ...]
    left: tuple[Left, ...]


def context(
    batch: Batch, file: File, how: Filling, rows: Sequence[RawRow], gaps: Sequence[Gap]
) -> dict[str, Any]:
    """What `batch_entry/_fill_columns.html` shows."""
    columns, gifts, cells = filling.columns(batch), filling.is_of_gifts(batch), [row.cells for row in rows]
    form = _form(how)
    for gap in gaps:
        refuse(form, "source" if gap.field == "tool" else gap.field, gap.what)
    offered, lines = targets(columns, gifts=gifts), _lines(file, how, cells, gaps)
    return {
        "batch": batch,
        "file": file,
        "how": how,
        "gifts": gifts,
        "form": form,
        "preset": by_id(how.preset),
        "of_tool": None if gifts else of_gifts(all_presets(), file.shape.columns),
        "errors": [FormError(_control(gap, how, cells), gap.what) for gap in gaps],
        "lines": [each for each in lines if each.examples or each.field],
        "width": len(lines),
        "never": [each.header for each in lines if each.hidden and each.header not in file.cards],
        "fields": _offered(offered),
        "asked": _asked(how, cells),
        "asks": _asks(how, cells),
        "found": settle(replace(how, order=None, mark=None), cells),
        "look": look(batch, how, rows),
        "columns": columns,
        "before": queries.filled_from(batch.workspace_id, file.mark),
        "naming": _naming(file, rows),
    }


def look(batch: Batch, how: Filling, rows: Sequence[RawRow]) -> Look:
    """What would become of these rows."""
    filler = filling.filler_of(current_workspace, batch, how)
    read = [(row.number, filler.read(row.cells)) for row in rows]
    at = filler.key_at if how.has("key") else None
    keys = {what[at] for __, what in read if at is not None and not isinstance(what, LeftOut)}
    known = queries.on_record(batch.workspace_id, how.tool, keys)
    fits = [
        (number, what)
        for number, what in read
        if not isinstance(what, LeftOut) and (at is None or what[at] not in known)
    ]
    left = [(number, what.cause) for number, what in read if isinstance(what, LeftOut)]
    have = {number for number, __ in fits} | {number for number, __ in left}
    left += [(number, ON_RECORD) for number, __ in read if number not in have]
    return Look(len(rows), len(fits), tuple(fits[:SHOWN]), told(counted({}, left)))


def _form(how: Filling) -> ColumnsForm:
    form = ColumnsForm(
        formdata=None,
        source=how.tool,
        currency=how.currency or current_workspace.currency,
        mark=how.mark or "",
        order=how.order or "",
        zone=how.zone,
    )
    mine = current_workspace.timezone
    names = [name for group in timezones().values() for name in group if name not in ("UTC", mine)]
    form.currency.choices = [SelectChoice(code, f"{code}: {name}") for code, name in currencies().items()]
    form.zone.choices = [
        SelectChoice("", _("Your workspace: {timezone}", timezone=mine)),
        SelectChoice("UTC", "UTC"),
        *(SelectChoice(name, name.replace("_", " ")) for name in names),
    ]
    return form


def _offered(found: Sequence[Any]) -> dict[str, list[Any]]:
    kept = [each for each in found if each.is_kept]
    only_read = [each for each in found if not each.is_kept]
    groups = {_("Columns of this batch"): kept, _("Only read, to tell what is a gift"): only_read}
    return {name: each for name, each in groups.items() if each}


def _asks(how: Filling, rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    money = any(how.reading.of_money())
    times = [each.index for each in how.columns if each.field in NEEDS_DAY | {"time"}]
    return {
        "currency": money and not how.has("currency"),
        "mark": money,
        "unclear_amounts": unclear_amounts(how, rows),
        "order": bool(how.of_days()),
        "unclear_days": unclear_days(how, rows),
        "zone": not how.has("zone") and any(":" in row[at] for row in rows for at in times),
    }


def _lines(file: File, how: Filling, rows: Sequence[Sequence[str]], gaps: Sequence[Gap]) -> list[Line]:
    fields = {each.index: each.field for each in how.columns}
    problems = {gap.field: gap.what for gap in gaps}
    hidden = refused(file.shape.columns)
    return [
        Line(
            index,
            header,
            tuple(dict.fromkeys(row[index].strip() for row in rows if row[index].strip()))[:EXAMPLES],
            fields.get(index, ""),
            index in hidden,
            problems.get(f"column-{index}", ""),
        )
        for index, header in enumerate(file.shape.columns)
    ]


def _asked(how: Filling, rows: Sequence[Sequence[str]]) -> list[Asked]:
    headers = {each.field: each.header for each in how.columns}
    return [
        Asked(word, word_name(word), headers[word.field], choices(how.reading.kind, word.field))
        for word in words_of(how.reading, rows)
    ]


def _control(gap: Gap, how: Filling, rows: Sequence[Sequence[str]]) -> str:
    """The id of the control that a gap is about."""
    if gap.field.startswith("word-"):
        unknown = (word for word in words_of(how.reading, rows) if not word.means)
        return next((word_name(word) for word in unknown if f"word-{word.field}" == gap.field), "columns")
    return {"columns": "columns-of-file", "tool": "source"}.get(gap.field, gap.field)


def _naming(file: File, rows: Sequence[RawRow]) -> list[tuple[int, str]]:
    """The rows that can be the one that names the columns."""
    found = [(file.shape.header_row, ", ".join(file.shape.columns))] if file.shape.header_row else []
    found += [(row.number, ", ".join(filter(None, row.cells))) for row in rows[:NAMING]]
    return [(number, said if len(said) <= 48 else f"{said[:47]}…") for number, said in found]
