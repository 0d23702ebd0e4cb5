"""Writing anew what matching keeps, while others write."""

from collections.abc import Iterator

import pytest
from sqlalchemy import delete, text
from sqlalchemy.exc import OperationalError

from app.constituents.domain.record import Existing
from app.constituents.search_keeping import everybody
from app.db import db
from app.matching import services
from app.matching.models import MatchKey
from app.matching.queries.facts import facts_of
from app.matching.services import mending
from tests.batches.makers import add, person
from tests.factories import World

pytestmark = pytest.mark.postgres


def test_nobody_writes_between_what_mending_deletes_and_what_it_writes(
    inside: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    (ann,) = add(inside.ours, person("Ann", "Lee", "ann@example.org"))
    refused = []

    def meanwhile(workspace_id: int) -> Iterator[list[Existing]]:
        with db.engine.connect() as other:
            other.execute(text("SET LOCAL lock_timeout = '50ms'"))
            with pytest.raises(OperationalError) as error:
                other.execute(delete(MatchKey).where(MatchKey.key == 0))
            refused.append("lock timeout" in str(error.value))
        return everybody(workspace_id)

    monkeypatch.setattr(mending, "everybody", meanwhile)
    services.rebuild(inside.ours)

    assert refused == [True]
    assert list(services.differences(inside.ours)) == []
    assert ann.id in facts_of(inside.ours, [ann.id]).ids
