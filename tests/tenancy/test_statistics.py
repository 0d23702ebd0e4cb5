"""SQLite's planner knows how full the tables are, so that it uses keys of two columns whole."""

from datetime import date

import pytest
from sqlalchemy import text

from app.accounts.models import Workspace
from app.db import db
from app.sample import services
from tests.factories import World


def test_after_a_large_write_look_ups_use_the_whole_key(
    inside: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "SIZE", 300)
    workspace = db.session.get_one(Workspace, inside.ours)

    services.fill_workspace(workspace, today=date(2026, 3, 14))

    plan = db.session.execute(
        text("EXPLAIN QUERY PLAN SELECT 1 FROM match_keys WHERE workspace_id = 1 AND key IN (1, 2, 3)")
    ).all()
    known = db.session.execute(text("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'match_keys'")).scalar()
    assert known
    assert "workspace_id=? AND key=?" in plan[0][3]
