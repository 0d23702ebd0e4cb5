"""Workers are killed while they check and commit an import: nothing is lost, nothing is done twice."""

from pathlib import Path

import pytest
from flask import Flask

from app.batches.domain.status import BatchStatus
from app.operations import doctor
from tests.factories import World
from tests.faults import driver
from tests.faults.importing import KNOWN, ROWS, Importing, csv_of

pytestmark = [pytest.mark.both, pytest.mark.slow]
KILLS = {"sqlite": 10, "postgres": 3}


@pytest.fixture
def environment(app: Flask, data_folder: Path) -> dict[str, str]:
    return {"KITH_DATA": str(data_folder), "DATABASE_URL": app.config["SETTINGS"].database_url}


@pytest.fixture
def importing(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> Importing:
    """A file of old and new people; the old ones came with an earlier import."""
    monkeypatch.setitem(app.config, "RING", False)
    earlier = Importing(app, world.ours, csv_of(range(KNOWN), phone=False))
    earlier.start_check()
    earlier.finish()
    earlier.start_commit()
    earlier.finish()
    return Importing(app, world.ours, csv_of(range(ROWS), phone=True))


def test_killed_workers_check_and_commit_every_row_once(
    app: Flask, importing: Importing, environment: dict[str, str], backend: str
) -> None:
    kills = KILLS[backend]
    with driver.nursery("tests.faults.handlers:register_imports", environment) as workers:
        importing.start_check()
        driver.survive(
            workers,
            kills=kills,
            seed=1,
            lifetime=0.1,
            progress=importing.progress,
            is_done=importing.is_done,
            check=importing.check_reading,
        )
        checked = importing.counts()
        status = importing.status()

        importing.start_commit()
        driver.survive(
            workers,
            kills=kills,
            seed=2,
            lifetime=0.1,
            progress=importing.progress,
            is_done=importing.is_done,
            check=importing.check_writing,
        )

    assert status is BatchStatus.IN_REVIEW
    assert checked.rows == sum(checked.by_outcome().values()) == ROWS
    assert importing.status() is BatchStatus.COMMITTED
    assert importing.counts() == checked
    assert importing.progress() == checked.ready
    assert list(doctor.examine(app).findings) == []
