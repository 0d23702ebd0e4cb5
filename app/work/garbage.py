"""Looking for garbage less often while much is made that lives for one chunk only."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

OBJECTS = 50_000
"""So many more objects than before, and the collector looks; Python's own number is 700."""

_lock = threading.Lock()
_usual: list[tuple[int, int, int]] = []


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Until all who asked for it are done. What nobody refers to any more goes at once in any case.

    Only values that refer to each other in a circle wait for the collector, and work makes few of them; to
    look through all the others again and again takes a fifth of the time of a large import.
    """
    with _lock:
        _usual.append(gc.get_threshold())
        gc.set_threshold(OBJECTS, *_usual[0][1:])
    try:
        yield
    finally:
        with _lock:
            before = _usual.pop(0)
            if not _usual:
                gc.set_threshold(*before)
            else:
                _usual[0] = before
