"""How often one network may open pages, so that nobody can go through addresses of pages by trying."""

import ipaddress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=10)
MOST_PAGES = 3_000
"""A mailing brings many from the same provider at once."""
MOST_MISSES = 30
MOST_NETWORKS = 10_000


def is_private(address: str) -> bool:
    """Whether an address is of this machine or its own network."""
    try:
        return ipaddress.ip_address(address).is_private
    except ValueError:
        return False


@dataclass(slots=True)
class Pace:
    """What networks asked for lately. It is kept by one process and forgotten with it, and names no network.

    A miss is an address that opened nothing. Whoever calls it decides what is never refused.
    """

    _began: dict[str, datetime] = field(default_factory=dict)
    _pages: dict[str, int] = field(default_factory=dict)
    _misses: dict[str, int] = field(default_factory=dict)

    def is_too_fast(self, network: str, at: datetime) -> bool:
        """Count one page; whether this network asked for too many, or guessed too often."""
        self._begin(network, at)
        self._pages[network] += 1
        return self._pages[network] > MOST_PAGES or self._misses[network] >= MOST_MISSES

    def missed(self, network: str, at: datetime) -> None:
        """Count an address that opened nothing."""
        self._begin(network, at)
        self._misses[network] += 1

    def _begin(self, network: str, at: datetime) -> None:
        if at - self._began.get(network, datetime.min.replace(tzinfo=at.tzinfo)) < WINDOW:
            return
        if len(self._began) >= MOST_NETWORKS:
            for kept in (self._began, self._pages, self._misses):
                kept.clear()
        self._began[network], self._pages[network], self._misses[network] = at, 0, 0
