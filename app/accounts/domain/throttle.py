"""How long to wait after failed sign-ins: growing, never for ever."""

import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import timedelta

WINDOW = timedelta(hours=24)
"""Older failures are forgotten."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many failures are free; then the wait starts at `first` and doubles up to `longest`."""

    free: int
    first: timedelta
    longest: timedelta

    def wait_after(self, failures: int) -> timedelta:
        """The wait that begins with the latest of `failures`."""
        if failures < self.free:
            return timedelta(0)
        doublings = min(failures - self.free, 20)
        return min(self.first * (1 << doublings), self.longest)


PER_ACCOUNT = Limit(free=5, first=timedelta(seconds=15), longest=timedelta(minutes=15))
PER_NETWORK = Limit(free=30, first=timedelta(seconds=15), longest=timedelta(minutes=15))
"""Generous, as a whole office may come from one address."""


def account_key(email_key: str) -> str:
    """The name under which failures of one account are counted, whether or not it exists."""
    return _hashed(f"account {email_key}")


def network_key(address: str) -> str:
    """The name under which failures of one network are counted: a /24 of IPv4, a /48 of IPv6."""
    return _hashed(f"network {_network(address)}")


def _network(address: str) -> str:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return str(ipaddress.ip_network((ip, 24 if ip.version == 4 else 48), strict=False))


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
