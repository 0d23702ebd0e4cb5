"""The command that fills a workspace with the sample."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Workspace
from app.cli import seed
from app.db import db


def test_supporters_never_read_the_name_that_a_command_gave(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seed, "fill_workspace", lambda *_, **__: 0)
    command = app.test_cli_runner()

    for named in ("Sample Organization", "Green Valley Trust"):
        assert command.invoke(seed.add_sample).exit_code == 0
        with app.app_context():
            here = db.session.scalars(select(Workspace)).one()
            assert (here.slug, here.name) == ("default", named)
            here.name = "Green Valley Trust"
            db.session.commit()
