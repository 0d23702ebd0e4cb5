"""What the rows of a batch have in common, kept in memory while somebody types in it.

The batch keeps a mark that is new whenever that changes: what is kept under another mark was changed by
another process, or never came to be, and is read anew. It answers which rows to look at; what is decided
rests on the rows as they are stored.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from threading import Lock
from uuid import uuid4

from app.batches.domain.common import Common
from app.batches.domain.row_keys import keys
from app.batches.models import Batch
from app.batches.queries import ties
from app.constituents.domain.text import visible

_MARK = "in_common"
_MOST_BATCHES = 4
_kept: OrderedDict[tuple[int, int], tuple[str, Common]] = OrderedDict()
_lock = Lock()


def in_common(batch: Batch) -> Common:
    """What its rows have in common, as they are recognized now. Whoever calls holds the batch."""
    place, mark = (batch.workspace_id, batch.id), batch.settings.get(_MARK, "")
    with _lock:
        known, common = _kept.get(place, ("", None))
    if common is None or not mark or known != mark:
        common = Common()
        read = ties.recognized(batch, place_of_keys(batch))
        common.put({number: keys(name, email) | numbered(key) for number, name, email, key in read})
    _keep(place, mark, common)
    return common


def place_of_keys(batch: Batch) -> int | None:
    """Which cell of a row holds the number of its gift."""
    fields = [each["field"] for each in batch.settings.get("columns", ())]
    return fields.index("gift_key") if "gift_key" in fields else None


def numbered(text: str) -> frozenset[str]:
    """What rows have in common whose gifts have one number; nothing where it is blank."""
    key = visible(text).removesuffix(".0")
    return frozenset({f"#{key}"} if key else ())


def recognized(batch: Batch, rows: Mapping[int, Iterable[str]]) -> None:
    """Note that these rows, which are stored, are recognized by other keys than before."""
    if not rows:
        return
    common, mark = in_common(batch), uuid4().hex
    common.put(rows)
    batch.settings = {**batch.settings, _MARK: mark}
    _keep((batch.workspace_id, batch.id), mark, common)


def _keep(place: tuple[int, int], mark: str, common: Common) -> None:
    with _lock:
        _kept[place] = mark, common
        _kept.move_to_end(place)
        while len(_kept) > _MOST_BATCHES:
            _kept.popitem(last=False)
