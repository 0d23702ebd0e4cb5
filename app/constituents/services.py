"""Writing constituents in sets: what a record was and what it shall be go in, a few statements come out."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import delete, select, tuple_

from app.constituents import events, recent, search_keeping
from app.constituents.columns import (
    address_columns,
    constituent_columns,
    email_columns,
    former_columns,
    phone_columns,
)
from app.constituents.domain.copies import altered
from app.constituents.domain.lookup import format_lookup
from app.constituents.domain.record import Existing
from app.constituents.models import (
    Address,
    Constituent,
    EmailAddress,
    ExternalId,
    ExternalSystem,
    FormerName,
    Phone,
)
from app.constituents.numbering import next_numbers as next_numbers
from app.constituents.queries import in_parts
from app.db import db, insert_all, new_id, new_ids, now, update_all, write_later

FIRST_LOOKUP = 1000


@dataclass(frozen=True, slots=True)
class Rewrite:
    """One record before and after a change set; `before.id` 0 means that it is new."""

    before: Existing
    after: Existing
    source: str = ""


def external_systems(workspace_id: int, names: Iterable[str]) -> dict[str, int]:
    """Ids of external systems by name; those not seen before are made, untrusted."""
    wanted = sorted(set(names))
    if not wanted:
        return {}
    query = select(ExternalSystem.name, ExternalSystem.id).where(
        ExternalSystem.workspace_id == workspace_id, ExternalSystem.name.in_(wanted)
    )
    found = dict(db.session.execute(query).all())
    for name in wanted:
        if name not in found:
            system = ExternalSystem(workspace_id=workspace_id, name=name)
            db.session.add(system)
            found[name] = system.id
    db.session.flush()
    return found


def write(workspace_id: int, rewrites: Sequence[Rewrite], *, batch_id: int = 0) -> list[Existing]:
    """Write every record as its `after` says; returns them as they now are, in the same order.

    A contact point, former name or external ID that `after` does not have is deleted. The number of
    statements does not grow with the number of records. Each written record's version rises by one; whether
    the version was the expected one is for the caller to decide beforehand, in this transaction. `batch_id`
    is the batch that all of it comes from, if any.
    """
    if not rewrites:
        return []
    numbered = _numbered(workspace_id, rewrites)
    rows = _Rows(workspace_id, external_systems(workspace_id, _systems(numbered)))
    records = [rows.take(rewrite) for rewrite in numbered]
    rows.send()
    recent.note(workspace_id, [record.id for record in records], batch_id=batch_id)
    search_keeping.keep(workspace_id, ((rewrite.before, rewrite.after) for rewrite in numbered))
    events.written(workspace_id, [rewrite.before for rewrite in numbered], records)
    return records


def _systems(rewrites: Iterable[Rewrite]) -> set[str]:
    sides = (side for rewrite in rewrites for side in (rewrite.before, rewrite.after))
    return {item.system for side in sides for item in side.external_ids}


def _numbered(workspace_id: int, rewrites: Sequence[Rewrite]) -> list[Rewrite]:
    """The same, with ids and lookup ids for the new ones."""
    fresh = sum(1 for rewrite in rewrites if not rewrite.before.id)
    if not fresh:
        return list(rewrites)
    ids = iter(new_ids(fresh))
    numbers = iter(next_numbers(workspace_id, "lookup", fresh, first=FIRST_LOOKUP))
    return [
        rewrite
        if rewrite.before.id
        else Rewrite(
            rewrite.before,
            altered(
                rewrite.after,
                id=next(ids),
                lookup_id=format_lookup(next(numbers)),
                source=rewrite.after.source or rewrite.source,
            ),
            rewrite.source,
        )
        for rewrite in rewrites
    ]


class _Rows:
    """The rows to insert and update, gathered by table and sent together."""

    def __init__(self, workspace_id: int, systems: dict[str, int]) -> None:
        self.workspace_id = workspace_id
        self.systems = systems
        self.at = now()
        self.inserts: dict[Any, list[dict[str, Any]]] = defaultdict(list)
        self.updates: dict[Any, list[dict[str, Any]]] = defaultdict(list)
        self.gone: dict[Any, list[int]] = defaultdict(list)
        self.disowned: list[tuple[int, int, str]] = []

    def take(self, rewrite: Rewrite) -> Existing:
        before, after = rewrite.before, rewrite.after
        self._constituent(before, after)
        self._external_ids(before, after)
        source = rewrite.source
        return altered(
            after,
            version=before.version + 1,
            emails=self._points(EmailAddress, after.id, before.emails, after.emails, email_columns, source),
            phones=self._points(Phone, after.id, before.phones, after.phones, phone_columns, source),
            addresses=self._points(
                Address, after.id, before.addresses, after.addresses, address_columns, source
            ),
            former_names=self._points(
                FormerName, after.id, before.former_names, after.former_names, former_columns, source
            ),
        )

    def _constituent(self, before: Existing, after: Existing) -> None:
        values = constituent_columns(after) | {"version": before.version + 1, "updated_at": self.at}
        if before.id:
            self._change(Constituent, after.id, values)
        else:
            number = int(after.lookup_id.removeprefix("C-"))
            self._add(Constituent, id=after.id, lookup_number=number, created_at=self.at, **values)

    def _external_ids(self, before: Existing, after: Existing) -> None:
        known, kept = set(before.external_ids), set(after.external_ids)
        self.disowned += [
            (after.id, self.systems[each.system], each.value)
            for each in before.external_ids
            if each not in kept
        ]
        for each in after.external_ids:
            if each not in known:
                system = self.systems[each.system]
                self._add(ExternalId, constituent_id=after.id, system_id=system, value=each.value)

    def _points(
        self,
        table: Any,
        owner: int,
        before: Sequence[Any],
        after: Sequence[Any],
        columns: Callable[[Any], dict[str, Any]],
        source: str,
    ) -> tuple[Any, ...]:
        known = {item.id: item for item in before}
        self.gone[table] += sorted(known.keys() - {item.id for item in after})
        written = []
        for item in after:
            if item.id is None:
                item = altered(item, id=new_id(), source=item.source or source)
                self._add(table, id=item.id, constituent_id=owner, **({"source": source} | columns(item)))
            elif _says_another(item, known.get(item.id)):
                item = altered(item, source=item.source or source)
                self._change(table, item.id, columns(item) | {"source": item.source})
            elif item != known.get(item.id):
                self._change(table, item.id, columns(item))
            written.append(item)
        return tuple(written)

    def _add(self, table: Any, **values: Any) -> None:
        if "id" not in values:
            values["id"] = new_id()
        self.inserts[table].append({"workspace_id": self.workspace_id, **values})

    def _change(self, table: Any, row_id: int, values: dict[str, Any]) -> None:
        self.updates[table].append({"workspace_id": self.workspace_id, "id": row_id, **values})

    def send(self) -> None:
        """What is gone makes room first. Ended points are written before new primaries, as there is at most
        one primary at any time; new constituents before what refers to them, as old ones' points may have
        come first."""
        for table, ids in self.gone.items():
            self._delete(table, table.id, ids)
        key = tuple_(ExternalId.constituent_id, ExternalId.system_id, ExternalId.value)
        self._delete(ExternalId, key, self.disowned)
        for table, rows in self.updates.items():
            for group in _ended_first(rows):
                update_all(table, group)
        for table in sorted(self.inserts, key=lambda table: table is not Constituent):
            insert_all(table, self.inserts[table])

    def _delete(self, table: Any, key: Any, values: Sequence[Any]) -> None:
        for part in in_parts(values):
            gone = delete(table).where(table.workspace_id == self.workspace_id, key.in_(part))
            write_later(table, gone)


def _says_another(item: Any, before: Any) -> bool:
    """Whether a contact point on record has become another one, which was learned where that came from."""
    return bool(before is not None and hasattr(item, "key") and item.key != before.key)


def _ended_first(rows: list[dict[str, Any]]) -> Iterable[list[dict[str, Any]]]:
    """The rows in groups of the same columns, to update one after the other."""

    def turn(row: dict[str, Any]) -> tuple[bool, bool]:
        return bool(row.get("is_primary", True)), "source" in row

    return [list(group) for _, group in groupby(sorted(rows, key=turn), key=turn)]
