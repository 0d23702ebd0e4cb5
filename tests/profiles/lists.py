"""Walking lists of constituents in tests."""

from datetime import datetime

from app.accounts.models import Workspace
from app.groups.domain.columns import Column
from app.groups.domain.evaluate import matches
from app.groups.queries.lines import Line
from app.groups.queries.people import facts_of
from app.groups.queries.scope import scope_of
from app.profiles.domain.asked import Asked
from app.profiles.queries import people
from app.profiles.queries.people import Found, understood


def walk(found: Found, *, back: bool = False) -> list[Line]:
    """Every line of a list, page by page; with `back`, from its last page back to its first."""
    after: str | None = None
    pages = [page := people.lines(found, Column, None)]
    while page.next:
        after = page.next
        pages.append(page := people.lines(found, Column, people.place_in(found.asked.sort, after)))
    if back:
        pages = [pages[-1]]
        while pages[0].previous:
            place = people.place_in(found.asked.sort, pages[0].previous)
            pages.insert(0, people.lines(found, Column, place))
    return [line for page in pages for line in page.rows]


def listed(workspace: Workspace, asked: Asked, at: datetime) -> list[int]:
    """The ids in the list, in its order."""
    return [line.id for line in walk(understood(workspace, asked, at=at))]


def meant(workspace: Workspace, asked: Asked, ids: list[int], at: datetime) -> set[int]:
    """Whom the plain answer in Python finds."""
    scope = scope_of(workspace, asked.rule, at=at)
    facts = facts_of(scope, asked.rule, ids)
    return {
        who for who, person in facts.items() if not asked.narrows or matches(asked.rule, person, scope.as_of)
    }
