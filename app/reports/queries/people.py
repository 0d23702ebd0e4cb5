"""Whoever stands behind a number, as a condition about people; and how many they are."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from app.constituents.models import Constituent
from app.db import db

Amounts = Mapping[int, tuple[int, ...]]


def _nothing(_ids: Collection[int]) -> Amounts:
    return {}


@dataclass(frozen=True, slots=True)
class Behind:
    """The people behind one number: who they are, the heading above them, and the sentence that says why.

    `columns` names what else is shown of each, and `amounts` tells it in minor units of `currency`.
    """

    who: ColumnElement[bool]
    heading: str
    words: str
    columns: Sequence[str] = ()
    currency: str = ""
    amounts: Callable[[Collection[int]], Amounts] = _nothing


def among(ids: Select[Any]) -> ColumnElement[bool]:
    """Those whom a statement of ids names."""
    return Constituent.id.in_(ids)


def count(workspace_id: int, who: ColumnElement[bool]) -> int:
    """How many of those who are here are meant; in one statement."""
    query = select(func.count()).select_from(Constituent).where(Constituent.workspace_id == workspace_id, who)
    return db.session.scalar(query) or 0
