"""Examining a ledger never holds more of it at once than a chunk, however long it is."""

import pytest

from app.consent import services as consent
from app.consent.domain.facts import EventKind, Party
from app.consent.services import Line, examining
from tests.consent.makers import STAFF, ago, person, restricted, workspace
from tests.factories import World


def test_no_more_lines_are_read_at_once_than_those_of_a_chunk(
    inside: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = workspace(inside.ours)
    bare = [Line(kind=EventKind.BOUNCED, at=ago(1), address=f"{n}@example.org") for n in range(100)]
    consent.restrict(here, bare, party=Party.PROVIDER, actor=STAFF)
    for number in range(30):
        restricted(here, EventKind.DO_NOT_CONTACT_SET, person(here, f"p{number}@example.org").id)
    monkeypatch.setattr(examining, "AT_ONCE", 7)
    read, sizes = examining._lines, []

    def counting(*asked):  # type: ignore[no-untyped-def]
        found = read(*asked)
        sizes.append(len(found))
        return found

    monkeypatch.setattr(examining, "_lines", counting)

    assert consent.differences(here.id) == []
    assert (max(sizes), sum(sizes)) == (7, 130)
    sizes.clear()
    consent.rebuild(here.id)
    assert (max(sizes), sum(sizes)) == (7, 130)
