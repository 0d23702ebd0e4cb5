"""A first idea of what the columns of a file say for a batch, for staff to correct, and what it lacks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from app.activity.domain.money import DecimalMark, UnclearMark, detect_mark
from app.activity_imports.domain.cards import of_cards
from app.activity_imports.domain.facts import FactKind
from app.activity_imports.domain.fields import GIFT
from app.activity_imports.domain.gaps import Gap, words_of
from app.activity_imports.domain.presets import Preset, read_as, recognized
from app.activity_imports.domain.proposing import by_names
from app.activity_imports.domain.reading import Column
from app.batch_entry.domain.columns import Column as BatchColumn
from app.batch_entry.domain.filling import GIVES, Filling, targets
from app.batches.domain.gift_fields import find_gift_field
from app.batches.domain.headers import words
from app.batches.domain.permissions import is_permission
from app.constituents.domain.dates import Ambiguous, DateFormat, detect_format
from app.imports.domain.suggest import suggest
from app.words import _, all_of

Rows = Sequence[Sequence[str]]
_WHO = frozenset(
    {"email", "lookup_id", "external_id", "full_name", "first_name", "last_name", "organization"}
)


def tools(presets: Iterable[Preset]) -> tuple[Preset, ...]:
    """The tools whose files hold gifts."""
    return tuple(each for each in presets if each.kind is FactKind.GIFTS)


def of_gifts(presets: Iterable[Preset], headers: Sequence[str]) -> Preset | None:
    """The tool of gifts whose file this is, by the names of its columns."""
    return next(iter(tools(recognized(presets, headers))), None)


def propose(
    columns: Sequence[BatchColumn],
    headers: Sequence[str],
    rows: Rows,
    *,
    gifts: bool,
    preset: Preset | None = None,
    earlier: Filling | None = None,
) -> Filling:
    """As the tool means its columns, else by how they are called here, by their usual names, by their cells.

    `earlier` is how the last file with the same columns was read.
    """
    can = {each.id for each in targets(columns, gifts=gifts)}
    found = earlier or _begun(columns, headers, rows, can, gifts=gifts, preset=preset)
    barred = refused(headers)
    kept = tuple(each for each in found.columns if each.field in can and each.index not in barred)
    return settle(replace(found, columns=kept), rows)


def _begun(
    columns: Sequence[BatchColumn],
    headers: Sequence[str],
    rows: Rows,
    can: set[str],
    *,
    gifts: bool,
    preset: Preset | None,
) -> Filling:
    if preset is not None:
        read = read_as(preset, headers)
        return Filling(
            columns=read.columns,
            tool=read.source,
            preset=read.preset,
            zone=read.zone,
            meanings=read.meanings,
        )
    ways = [_as_called_here(columns, headers, gifts=gifts)]
    if gifts:
        ways.append({each.index: each.field for each in by_names(FactKind.GIFTS, headers).columns})
    usual = suggest(headers, rows).columns
    ways.append({each.index: each.field.id for each in usual if each.field})
    return Filling(columns=tuple(_each_once(ways, headers, can)))


def _as_called_here(columns: Sequence[BatchColumn], headers: Sequence[str], *, gifts: bool) -> dict[int, str]:
    """Columns called like those of the batch, or as these are usually called."""
    kept = [each for each in targets(columns, gifts=gifts) if each.is_kept]
    usual = {field.id: field.label for field in GIFT}
    named = {words(usual[each.id]): each.id for each in kept if each.id in usual}
    fields = ((find_gift_field(GIVES.get(each.id, "")), each) for each in kept)
    named |= {words(field.label): each.id for field, each in fields if field}
    named |= {words(GIVES.get(each.id, each.id)): each.id for each in kept}
    named |= {words(each.label): each.id for each in kept}
    return {at: named[words(header)] for at, header in enumerate(headers) if words(header) in named}


def _each_once(ways: Iterable[Mapping[int, str]], headers: Sequence[str], can: set[str]) -> Iterator[Column]:
    """Each column by the first way that knows it, each field by the first column that has it."""
    taken: set[str] = set()
    found: dict[int, str] = {}
    for way in ways:
        for index, field_id in sorted(way.items()):
            if index not in found and field_id in can - taken:
                found[index] = field_id
                taken.add(field_id)
    return (Column(index, headers[index], field_id) for index, field_id in sorted(found.items()))


def refused(headers: Sequence[str]) -> frozenset[int]:
    """The columns that are never taken: about payment cards, and those that look like permission.

    What a tool calls the status of a payment is none.
    """
    named = (at for at, header in enumerate(headers) if is_permission(header, ()))
    permission = {at for at in named if words(headers[at]) != "status"}
    return of_cards(headers) | permission


def settle(how: Filling, rows: Rows) -> Filling:
    """The same with what the columns themselves say of amounts and dates; what is unclear stays open."""
    mark, order = _marks(how, rows), detect_format(_cells(how.of_days(), rows))
    return replace(
        how,
        mark=how.mark or (mark if isinstance(mark, DecimalMark) else None),
        order=how.order or (order if isinstance(order, DateFormat) else None),
    )


def _marks(how: Filling, rows: Rows) -> DecimalMark | UnclearMark:
    return detect_mark(_cells(how.reading.of_money(), rows))


def _cells(columns: Iterable[Column], rows: Rows) -> list[str]:
    indexes = [each.index for each in columns]
    return [row[index] for row in rows for index in indexes if index < len(row)]


def gaps(how: Filling, columns: Sequence[BatchColumn], rows: Rows, *, gifts: bool) -> tuple[Gap, ...]:
    """What has to be settled before the batch is filled, beside the control to go to."""
    return tuple(_gaps(how, columns, rows, gifts=gifts))


def _gaps(how: Filling, columns: Sequence[BatchColumn], rows: Rows, *, gifts: bool) -> Iterator[Gap]:
    if not how.has(*_WHO):
        yield Gap("columns", _("Choose the column that says who it is: a name, an email or an ID."))
    if gifts:
        usual = {each.field_id for each in columns if each.stands_in}
        if not how.has("amount") and "gift_amount" not in usual:
            yield Gap("columns", _("Choose the column with the amounts."))
        if not how.has("date") and "gift_date" not in usual:
            yield Gap("columns", _("Choose the column with the days on which the gifts came."))
        if how.has("key") and not how.tool:
            yield Gap(
                "tool", _("Say which tool or list the file is from: its numbers of gifts are known by that.")
            )
    yield from _twice(how)
    yield from _unclear(how, rows)
    for word in words_of(how.reading, rows):
        if not word.means:
            yield Gap(f"word-{word.field}", _("Say what “{word}” means.", word=word.said))


def _twice(how: Filling) -> Iterator[Gap]:
    first: dict[str, str] = {}
    for each in how.columns:
        if each.field in first:
            what = _(
                "“{first}” and “{second}” are read as the same. Choose one of them.",
                first=first[each.field],
                second=each.header,
            )
            yield Gap(f"column-{each.index}", what)
        first.setdefault(each.field, each.header)


def _unclear(how: Filling, rows: Rows) -> Iterator[Gap]:
    if examples := unclear_days(how, rows):
        yield Gap(
            "order",
            _("Say how dates are written: {dates} can be read in two ways.", dates=_listed(examples)),
        )
    if examples := unclear_amounts(how, rows):
        yield Gap(
            "mark",
            _(
                "Say what stands before the cents: {amounts} can be read in two ways.",
                amounts=_listed(examples),
            ),
        )


def unclear_days(how: Filling, rows: Rows) -> tuple[str, ...]:
    """Dates that can be read in two ways, where nobody said how."""
    found = detect_format(_cells(how.of_days(), rows))
    return found.examples if how.order is None and isinstance(found, Ambiguous) else ()


def unclear_amounts(how: Filling, rows: Rows) -> tuple[str, ...]:
    """Amounts that can be read in two ways, where nobody said how."""
    found = _marks(how, rows)
    return found.examples if how.mark is None and isinstance(found, UnclearMark) else ()


def _listed(examples: Sequence[str]) -> str:
    return all_of([f"“{example}”" for example in examples[:3]])
