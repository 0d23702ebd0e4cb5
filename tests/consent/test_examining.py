"""Examining a ledger takes the same memory however long it is."""

import tracemalloc

import pytest

from app.consent import services as consent
from app.consent.domain.facts import EventKind, Party
from app.consent.services import Line, examining
from tests.consent.makers import STAFF, ago, workspace
from tests.factories import World


def test_memory_does_not_grow_with_the_ledger(inside: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examining, "AT_ONCE", 20)
    here = workspace(inside.ours)
    peaks = []
    for number in (200, 600):
        some = [
            Line(kind=EventKind.BOUNCED, at=ago(1), address=f"{number}.{n}@example.org")
            for n in range(number)
        ]
        consent.restrict(here, some, party=Party.PROVIDER, actor=STAFF)
        consent.differences(here.id)
        tracemalloc.start()
        assert consent.differences(here.id) == []
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert peaks[1] < 1.5 * peaks[0], peaks
