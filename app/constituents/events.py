"""What other packages do when constituents were written: they listen, as this package knows none of them."""

from collections.abc import Callable, Sequence

from app.constituents.domain.record import Existing

Listener = Callable[[int, Sequence[Existing]], None]
Watcher = Callable[[int, Sequence[Existing], Sequence[Existing]], None]

_listeners: list[Listener] = []
_watchers: list[Watcher] = []


def on_written(listener: Listener) -> None:
    """Call `listener(workspace_id, records as they are now)` inside the transaction of every write."""
    if listener not in _listeners:
        _listeners.append(listener)


def on_changed(watcher: Watcher) -> None:
    """Call `watcher(workspace_id, records as they were, the same as they are now)`, after every listener."""
    if watcher not in _watchers:
        _watchers.append(watcher)


def written(workspace_id: int, before: Sequence[Existing], now: Sequence[Existing]) -> None:
    """Tell everybody, once for the whole set."""
    for listener in _listeners:
        listener(workspace_id, now)
    for watcher in _watchers:
        watcher(workspace_id, before, now)
