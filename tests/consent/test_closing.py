"""A yes that names what it ends: what is in force stays what the ledger says, and nothing else ends."""

import pytest

from app.accounts.models import Workspace
from app.consent import queries, services
from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.services import Line
from app.db import now
from tests.consent.makers import STAFF, person, restricted, workspace
from tests.factories import World

ADDRESS = "ann@example.org"


@pytest.fixture
def here(inside: World) -> Workspace:
    return workspace(inside.ours)


@pytest.fixture
def bare(here: Workspace) -> int:
    """What a file says of an address that nobody has yet."""
    return restricted(
        here,
        EventKind.SUPPRESSED,
        party=Party.IMPORT,
        address=ADDRESS,
        reason=SuppressionReason.UNSUBSCRIBE,
    )


def test_it_ends_what_stands_against_a_bare_address_that_it_is_about(here: Workspace, bare: int) -> None:
    ann = person(here, ADDRESS)
    yes = Line(kind=EventKind.RESUBSCRIBED, at=now(), subject=ann.id, address=ADDRESS, closes=(bare,))

    services.permit(here, [yes], party=Party.SUPPORTER, actor=STAFF)

    assert services.differences(here.id) == []
    assert queries.everything_in_force(here.id).restrictions == ()


@pytest.mark.parametrize("address", ["", "bob@example.org"])
def test_it_ends_nothing_that_is_neither_about_her_nor_about_its_address(
    here: Workspace, bare: int, address: str
) -> None:
    ann = person(here, ADDRESS)
    yes = Line(kind=EventKind.RESUBSCRIBED, at=now(), subject=ann.id, address=address, closes=(bare,))

    with pytest.raises(ValueError, match="only what is about its person or its address"):
        services.permit(here, [yes], party=Party.SUPPORTER, actor=STAFF)

    assert services.differences(here.id) == []
    assert len(queries.everything_in_force(here.id).restrictions) == 1
