"""Who has a word that begins so: as ids, read from keys alone, and as what is asked of one row."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, intersect, or_, select, true, union_all

from app.constituents.domain.readings import Reading, Way
from app.constituents.domain.words import END, begins, shelves
from app.constituents.models import Constituent, Departure
from app.constituents.search_models import SearchWord
from app.db import db


def people(workspace_id: int, condition: ColumnElement[bool]) -> Select[Any]:
    """Ids of those of whom a condition holds."""
    return select(Constituent.id.label("id")).where(Constituent.workspace_id == workspace_id, condition)


def beginning_so(workspace_id: int, beginning: str) -> list[Select[Any]]:
    """Ids of all who have a word that begins so, their filed name among them; some of them several times."""
    return [people(workspace_id, is_filed(beginning)), *having(workspace_id, beginning)]


def having(workspace_id: int, beginning: str) -> list[Select[Any]]:
    """Ids of those who have such a word besides the filed name."""
    ids = select(SearchWord.constituent_id.label("id")).where(SearchWord.workspace_id == workspace_id)
    return [ids.where(SearchWord.word >= one, SearchWord.word < one + END) for one in shelves(beginning)]


def both(first: list[Select[Any]], second: list[Select[Any]]) -> Select[Any]:
    """Ids that are in each of two lists: read from the keys alone, nobody is looked up."""
    sets = (select(union_all(*parts).subquery().c.id) for parts in (first, second))
    return select(intersect(*sets).subquery().c.id)


def merged_into(here: ColumnElement[bool], number: int) -> Select[Any]:
    """The id of the record in which the one with this number lives on, if it was merged."""
    gone = and_(here, Departure.lookup_number == number, Departure.into_id.is_not(None))
    return select(Departure.into_id.label("id")).where(gone)


def is_filed(beginning: str) -> ColumnElement[bool]:
    """Whether the name a list files begins so: a range of its index."""
    return and_(Constituent.sort_name >= beginning, Constituent.sort_name < beginning + END)


def have(workspace_id: int, beginnings: Iterable[str]) -> ColumnElement[bool]:
    """Whether a row of a walk is of somebody who has one of these: known before the row is looked up."""
    ids = union_all(*(one for beginning in beginnings for one in beginning_so(workspace_id, beginning)))
    return (Constituent.id + 0).in_(select(ids.subquery().c.id))  # no planner looks them up one by one


def meets(reading: Reading) -> ColumnElement[bool]:
    """Whether one record is meant, asked of its own row."""
    ways = [meets_way(way) for way in reading.ways]
    if reading.lookup is not None:
        here = Departure.workspace_id == Constituent.workspace_id
        survivor = (
            Constituent.id == merged_into(here, reading.lookup).correlate(Constituent).scalar_subquery()
        )
        ways += [Constituent.lookup_number == reading.lookup, survivor.is_(true())]
    return or_(false(), *ways)


def meets_way(way: Way) -> ColumnElement[bool]:
    """Whether a record has a word for each of these beginnings."""
    place = func.instr if db.engine.dialect.name == "sqlite" else func.strpos
    return and_(*(place(Constituent.found_by, begins(one)) > 0 for one in way))
