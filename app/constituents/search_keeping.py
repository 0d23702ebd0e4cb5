"""Keeping the words of a search in step with the records: called with every write, and by who mends them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Delete, bindparam, delete, exists, func, literal, select, tuple_, update

from app.constituents.domain.record import Existing, blank
from app.constituents.domain.words import END, SHELVES, filed, found_by, learned, words
from app.constituents.models import Constituent
from app.constituents.queries import existing
from app.constituents.search_models import KnownWord, SearchWord
from app.db import db, insert_all, write_later

AT_ONCE = 1_000
Change = tuple[Existing, Existing]
"""A record before and after; a new one is blank before, an erased one blank after."""


def keep(workspace_id: int, changes: Iterable[Change]) -> None:
    """Add the words that records have now, and take away those they had: at most four statements."""
    added, gone = list[dict[str, Any]](), list[dict[str, Any]]()
    known, dropped = set[str](), set[str]()
    for before, after in changes:
        was, now = words(before) if before.id else frozenset(), words(after)
        owner = after.id or before.id
        added += ({"word": word, "constituent_id": owner} for word in sorted(now - was))
        gone += ({"b_word": word, "b_owner": owner} for word in sorted(was - now))
        known |= learned(after)
        dropped |= learned(before)
    _insert(SearchWord, [{"workspace_id": workspace_id, **row} for row in added])
    if gone:
        write_later(SearchWord, _one_word(workspace_id), gone)
    _learn(workspace_id, known - dropped)
    _unlearn(workspace_id, dropped - known)


def forget(workspace_id: int, records: Iterable[Existing]) -> None:
    """Nobody is found by these records any more: they were erased, or merged into others."""
    keep(workspace_id, [(record, blank(record.kind)) for record in records])


def _one_word(workspace_id: int) -> Delete:
    table: Any = SearchWord.__table__
    return delete(table).where(
        table.c.workspace_id == workspace_id,
        table.c.word == bindparam("b_word"),
        table.c.constituent_id == bindparam("b_owner"),
    )


def _insert(kind: type[SearchWord | KnownWord], rows: list[dict[str, Any]]) -> None:
    """In the order of the key, so that two writers of the same words wait for each other, not forever."""
    insert_all(kind, sorted(rows, key=lambda row: row["word"]), or_leave=True)


# --- words of names, for typing errors


def _learn(workspace_id: int, fresh: Iterable[str]) -> None:
    rows = [{"workspace_id": workspace_id, "word": word, "backward": word[::-1]} for word in fresh]
    _insert(KnownWord, rows)


def _unlearn(workspace_id: int, dropped: Iterable[str]) -> None:
    """Words that nobody else has: what is left of a name must not outlive the last who bore it."""
    unlearned = sorted(dropped)
    for place in range(0, len(unlearned), AT_ONCE):
        write_later(
            KnownWord,
            delete(KnownWord)
            .where(
                KnownWord.workspace_id == workspace_id,
                KnownWord.word.in_(unlearned[place : place + AT_ONCE]),
                *(~_begun(SearchWord, SearchWord.word, literal(str(shelf))) for shelf in SHELVES),
                ~_begun(Constituent, Constituent.sort_name, literal("")),
            )
            .execution_options(synchronize_session=False),
        )


def _begun(kind: Any, column: Any, shelf: Any) -> Any:
    """Whether somebody's words begin so."""
    beginning = shelf + KnownWord.word
    return exists().where(
        kind.workspace_id == KnownWord.workspace_id, column >= beginning, column < beginning + END
    )


# --- mending


def rebuild(workspace_id: int) -> int:
    """Write all words of a workspace anew; answers how many records have words. The caller commits."""
    for kind in (SearchWord, KnownWord):
        db.session.execute(delete(kind).where(kind.workspace_id == workspace_id))
    number = 0
    for records in everybody(workspace_id):
        texts = [
            {
                "workspace_id": workspace_id,
                "id": record.id,
                "sort_name": filed(record),
                "found_by": found_by(record),
            }
            for record in records
        ]
        db.session.execute(update(Constituent), texts)
        keep(workspace_id, [(blank(record.kind), record) for record in records])
        number += len(records)
    return number


def differences(workspace_id: int) -> Iterator[str]:
    """Whatever the search does not know of a record, or knows too much."""
    expected = 0
    for records in everybody(workspace_id):
        texts = _texts(workspace_id, records)
        stored = _stored(workspace_id, records)
        for record in records:
            missing = words(record) - stored.get(record.id, frozenset())
            if missing or texts.get(record.id) != (filed(record), found_by(record)):
                yield f"constituent {record.id}: the search does not know all words"
            expected += len(words(record))
    stray = _number_of_words(workspace_id) - expected
    if stray > 0:
        yield f"{stray} words lead to nobody who has them"


def everybody(workspace_id: int) -> Iterator[list[Existing]]:
    """All records in the order of their ids, some at a time."""
    query = select(Constituent.id).where(Constituent.workspace_id == workspace_id).order_by(Constituent.id)
    ids = iter(db.session.scalars(query).all())
    while some := list(islice(ids, AT_ONCE)):
        found = existing(workspace_id, some)
        yield [found[each] for each in some if each in found]


def _texts(workspace_id: int, records: Sequence[Existing]) -> dict[int, tuple[str, str]]:
    query = select(Constituent.id, Constituent.sort_name, Constituent.found_by).where(
        Constituent.workspace_id == workspace_id, Constituent.id.in_([record.id for record in records])
    )
    return {row.id: (row.sort_name, row.found_by) for row in db.session.execute(query)}


def _stored(workspace_id: int, records: Sequence[Existing]) -> dict[int, set[str]]:
    pairs = sorted((word, record.id) for record in records for word in words(record))
    found: dict[int, set[str]] = {}
    for place in range(0, len(pairs), AT_ONCE):
        query = select(SearchWord.word, SearchWord.constituent_id).where(
            SearchWord.workspace_id == workspace_id,
            tuple_(SearchWord.word, SearchWord.constituent_id).in_(pairs[place : place + AT_ONCE]),
        )
        for word, owner in db.session.execute(query):
            found.setdefault(owner, set()).add(word)
    return found


def _number_of_words(workspace_id: int) -> int:
    query = select(func.count()).select_from(SearchWord).where(SearchWord.workspace_id == workspace_id)
    return db.session.scalar(query) or 0
