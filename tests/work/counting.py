"""Work whose effect can be counted: row by row it adds one to a counter of the row's own."""

from collections.abc import Callable

from sqlalchemy import func, select

from app.constituents.models import Counter
from app.constituents.services import next_numbers
from app.db import db
from app.work.domain.lease import Ending, Lease, Progress
from app.work.running import Handler

KIND = "counting"


def counting(total: int, *, before_each: Callable[[int], None] = lambda row: None) -> Handler:
    """A handler that counts `total` rows; `before_each` may misbehave."""

    def begin(lease: Lease) -> Callable[[int], Progress]:
        place = len(applied(lease.workspace_id))

        def step(size: int) -> Progress:
            nonlocal place
            last = min(place + size, total)
            for row in range(place, last):
                before_each(row)
                next_numbers(lease.workspace_id, f"row-{row}", 1)
            place = last
            return Progress(done=place, finished=place == total)

        return step

    return Handler(begin, note_ending)


def note_ending(lease: Lease, ending: Ending) -> None:
    """Leave a trace of how the work ended, in the transaction that ends it."""
    next_numbers(lease.workspace_id, f"ended-{ending}", 1)


def applied(workspace_id: int) -> dict[str, int]:
    """How often each row was applied."""
    rows = select(Counter.name, Counter.last).where(
        Counter.workspace_id == workspace_id, Counter.name.startswith("row-")
    )
    return {row.name: row.last for row in db.session.execute(rows)}


def endings(workspace_id: int, ending: Ending) -> int:
    """How often work ended like this."""
    told = select(func.sum(Counter.last)).where(
        Counter.workspace_id == workspace_id, Counter.name == f"ended-{ending}"
    )
    return db.session.scalar(told) or 0
