"""Whatever is done in whatever order, nobody can be emailed but by an act that says so."""

import os

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.consent.stateful.records import Records
from tests.consent.stateful.supporters import Supporters
from tests.consent.stateful.wishes import Wishes
from tests.factories import World

pytestmark = [pytest.mark.both, pytest.mark.slow]

LONG = int(os.environ.get("KITH_HISTORIES", "0"))
"""How many histories to try; a few short ones where nobody asks for more."""
FEW = {"sqlite": 5, "postgres": 3}


class Histories(Records, Wishes, Supporters):
    """Everything that may happen."""


def test_nothing_but_an_explicit_act_lets_anybody_be_emailed(
    app: Flask, backend: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "RING", False)
    machine = type("Here", (Histories,), {"app": app})

    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=LONG or FEW[backend],
            stateful_step_count=30 if LONG else 8,
            deadline=None,
            database=None,
            phases=(Phase.generate,) if LONG else (Phase.explicit, Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        ),
    )
