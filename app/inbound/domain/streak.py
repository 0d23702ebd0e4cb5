"""How many messages in a row an address did not take, without refusing them for good."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

SETTLED_AFTER = timedelta(hours=1)
"""How long reports are waited for that belong between those that are here: they come in any order."""


@dataclass(frozen=True, slots=True)
class Try:
    """One report about a message: it was taken, or it bounced and may pass another time.

    `fresh` is one that was not counted before.
    """

    at: datetime
    message: str
    taken: bool
    fresh: bool = True


def longest_streak(tries: Iterable[Try]) -> int:
    """The most messages in a row that bounced, of the rows with a fresh one, whatever the order of reports.

    A message that was tried several times counts once, and not at all when it arrived in the end. What was
    counted before counts on, so that a row need not begin anew; it does not restrict a second time by itself.
    """
    told = sorted(tries, key=lambda each: (each.at, each.message, each.taken))
    arrived = {each.message for each in told if each.taken and each.message}
    rows: list[dict[str, bool]] = [{}]
    for number, each in enumerate(told):
        if each.taken:
            rows.append({})
        elif each.message not in arrived:
            name = each.message or str(number)
            rows[-1][name] = rows[-1].get(name, False) or each.fresh
    return max(len(row) if any(row.values()) else 0 for row in rows)
