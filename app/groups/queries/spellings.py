"""The spellings on record of a text whose case and accents do not count: no database folds every letter."""

from typing import Any

from sqlalchemy import ColumnElement, func, literal_column, select

from app.accounts.models import Workspace
from app.constituents.domain.text import fold
from app.db import db


def spellings(workspace: Workspace, column: Any, text: str) -> list[str]:
    """The values of the column that are the same text, in one statement; none where nobody has it.

    Every value is looked up once, by an index that begins with workspace and column, however many rows have
    it. Text without a letter or digit is the same as none.
    """
    wanted = fold(text)
    return [each for each in values(workspace, column) if fold(each) == wanted] if wanted else []


def values(workspace: Workspace, column: Any) -> list[str]:
    """Every value of a text column that is not blank, in the order of the database."""
    first = select(func.min(column).label("value")).where(*_there(workspace, column))
    known = first.cte("known", recursive=True)
    following = select(func.min(column)).where(*_there(workspace, column), column > known.c.value)
    further = select(following.scalar_subquery()).where(known.c.value.is_not(None))
    query = select((both := known.union_all(further)).c.value).where(both.c.value.is_not(None))
    return list(db.session.scalars(query))


def _there(workspace: Workspace, column: Any) -> tuple[ColumnElement[bool], ...]:
    """Written as the partial indexes are, so that a database takes them."""
    return (column.class_.workspace_id == workspace.id, column != literal_column("''"))
