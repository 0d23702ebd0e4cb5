"""Ids made by the application, and the clock."""

import secrets
import threading
import time
from datetime import UTC, datetime

_EPOCH = 1_704_067_200  # 2024-01-01
_SPREAD = 31
_lock = threading.Lock()
_last = [0, 0]


def new_ids(count: int) -> range:
    """`count` fresh ids: 63 bits, ordered by the second they were made in, random within it."""
    with _lock:
        second = int(time.time()) - _EPOCH
        if second > _last[0] or _last[1] + count >= 1 << _SPREAD:
            _last[0] = max(second, _last[0] + (second <= _last[0]))
            _last[1] = secrets.randbits(_SPREAD - 1)
        first = (_last[0] << _SPREAD) | _last[1]
        _last[1] += count
        return range(first, first + count)


def new_id() -> int:
    """One fresh id."""
    return new_ids(1)[0]


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


def id_at(instant: datetime) -> int:
    """The number from which on ids are that were made since this instant, to the second."""
    return int(instant.timestamp() - _EPOCH) << _SPREAD
