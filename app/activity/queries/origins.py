"""Where the facts about one person came from."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from app.activity.domain.summaries import Origin
from app.gathered import about


def origins(table: Any, source: Any, *where: ColumnElement[bool]) -> Select[Any]:
    """How many of a person's facts came from each source, for `gathered.rows`."""
    counted = select(source.label("source"), func.count().label("facts")).select_from(table)
    return counted.where(*about(table), *where).group_by(source)


def origins_of(found: Iterable[Any]) -> tuple[Origin, ...]:
    """The sources with most facts first; facts whose source is not known are named by a blank."""
    return tuple(
        Origin(row.source, row.facts) for row in sorted(found, key=lambda row: (-row.facts, row.source))
    )
