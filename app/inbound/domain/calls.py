"""What became of a call of a sending service, and how it is told."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from app.activity.domain.kinds import EmailEventKind
from app.inbound.domain.vocabulary import Reading
from app.words import N_, plural


class CallState(StrEnum):
    """Where a call stands. Only what is new is read by itself; staff may try the rest again."""

    NEW = "new"
    READ = "read"
    PROBLEM = "problem"
    REFUSED = "refused"
    WAITING = "waiting"

    @property
    def words(self) -> str:
        """The state in a word or two."""
        return _WORDS[self][0]

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        return _WORDS[self][1]

    @property
    def icon(self) -> str:
        """The icon of its badge."""
        return _WORDS[self][2]


_WORDS = {
    CallState.NEW: (N_("Not read yet"), "info", "circle-dashed"),
    CallState.READ: (N_("Read"), "ready", "circle-check"),
    CallState.PROBLEM: (N_("Could not be read"), "error", "circle-x"),
    CallState.REFUSED: (N_("Not believed"), "error", "ban"),
    CallState.WAITING: (N_("Waits for you"), "conflict", "triangle-alert"),
}
TRIED_AGAIN = frozenset({CallState.PROBLEM, CallState.REFUSED, CallState.NEW})
STUCK_AFTER = 5
"""Attempts after which a call that cannot be read for outer reasons waits for somebody."""


def counted(reading: Reading) -> dict[str, int]:
    """How many reports of each kind a call holds, for the log."""
    found: dict[str, int] = {}
    for report in reading.reports:
        name = report.kind.value if report.kind else "other"
        found[name] = found.get(name, 0) + 1
    return found


_COUNTED: Mapping[str, Callable[[int], str]] = {
    EmailEventKind.SENT: lambda n: plural(n, "{n} sent", "{n} sent"),
    EmailEventKind.DELIVERED: lambda n: plural(n, "{n} delivered", "{n} delivered"),
    EmailEventKind.OPENED: lambda n: plural(n, "{n} opened", "{n} opened"),
    EmailEventKind.CLICKED: lambda n: plural(n, "{n} clicked", "{n} clicked"),
    EmailEventKind.BOUNCED: lambda n: plural(n, "{n} bounced", "{n} bounced"),
    EmailEventKind.COMPLAINED: lambda n: plural(n, "{n} complained", "{n} complained"),
    EmailEventKind.UNSUBSCRIBED: lambda n: plural(n, "{n} unsubscribed", "{n} unsubscribed"),
    EmailEventKind.DROPPED: lambda n: plural(n, "{n} dropped", "{n} dropped"),
    "other": lambda n: plural(n, "{n} other", "{n} other"),
}


def told(counts: Mapping[str, int]) -> str:
    """Those numbers in words: "2 delivered, 1 bounced"."""
    return ", ".join(_COUNTED[name](n) for name in _COUNTED if (n := counts.get(name)))
