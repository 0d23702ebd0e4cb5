"""Groups stand below imports and know their states only as words: these are the words."""

from sqlalchemy import select

from app.batches.domain.rows import RowState
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch, BatchRow
from app.groups.queries import imports


def test_the_states_that_groups_ask_for_are_those_of_imports() -> None:
    begun = {BatchStatus.COMMITTED, BatchStatus.COMMITTING, BatchStatus.PAUSED}

    assert imports.UNDONE == BatchStatus.UNDONE
    assert set(imports.BEGUN) == begun
    assert set(imports.CARRIED_OUT) == {RowState.APPLIED, RowState.KEPT}


def test_the_columns_that_groups_read_are_those_of_imports() -> None:
    for asked, kind in ((imports.BATCH, Batch), (imports.ROW, BatchRow)):
        assert f"FROM {kind.__tablename__} AS" in str(select(asked))
        assert set(asked.c.keys()) <= set(kind.__table__.c.keys())
