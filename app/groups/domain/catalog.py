"""What is asked of the list of groups: which, in what order."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from app.words import N_

LONGEST = 80


class Show(StrEnum):
    """Which groups are listed."""

    ALL = "all"
    DYNAMIC = "dynamic"
    STATIC = "static"
    BROKEN = "broken"
    ARCHIVED = "archived"

    @property
    def label(self) -> str:
        """It as a choice."""
        return _LABELS[self]


_LABELS = {
    Show.ALL: N_("All in use"),
    Show.DYNAMIC: N_("Dynamic"),
    Show.STATIC: N_("Static"),
    Show.BROKEN: N_("Broken"),
    Show.ARCHIVED: N_("Archived"),
}


class Column(StrEnum):
    """What the list can be ordered by."""

    NAME = "name"
    PEOPLE = "people"
    EMAILED = "emailed"
    AS_OF = "as_of"


@dataclass(frozen=True, slots=True)
class Asked:
    """A part of the name, which groups, and the order; names rise first, figures and days fall first."""

    q: str = ""
    show: Show = Show.ALL
    sort: Column = Column.NAME
    turned: bool = False

    @property
    def falling(self) -> bool:
        """Whether the largest come first."""
        return (self.sort is not Column.NAME) is not self.turned

    @property
    def is_narrowed(self) -> bool:
        """Whether some groups in use may be left out."""
        return bool(self.q) or self.show is not Show.ALL

    def sorted_by(self, column: Column) -> "Asked":
        """The same in another order; by the column in force, turned round."""
        return replace(self, sort=column, turned=self.sort is column and not self.turned)

    @property
    def query(self) -> dict[str, Any]:
        """It as an address says it, without what goes without saying."""
        sort = f"{'-' if self.turned else ''}{self.sort.value}"
        told = {"q": self.q, "show": self.show.value, "sort": sort}
        usual = {"q": "", "show": Show.ALL.value, "sort": Column.NAME.value}
        return {name: value for name, value in told.items() if value != usual[name]}


def read(given: Mapping[str, str]) -> Asked:
    """What an address asks; what it says in vain is passed over."""
    show, sort = given.get("show", ""), given.get("sort", "")
    column = sort.removeprefix("-")
    return Asked(
        given.get("q", "")[:LONGEST].strip(),
        Show(show) if show in list(Show) else Show.ALL,
        Column(column) if column in list(Column) else Column.NAME,
        sort.startswith("-"),
    )
