"""What other packages do when constituents were written: they listen, as this package knows none of them."""

from collections.abc import Callable, Sequence

from app.constituents.domain.record import Existing

Listener = Callable[[int, Sequence[Existing]], None]

_listeners: list[Listener] = []


def on_written(listener: Listener) -> None:
    """Call `listener(workspace_id, records as they are now)` inside the transaction of every write."""
    if listener not in _listeners:
        _listeners.append(listener)


def written(workspace_id: int, records: Sequence[Existing]) -> None:
    """Tell every listener, once for the whole set."""
    for listener in _listeners:
        listener(workspace_id, records)
