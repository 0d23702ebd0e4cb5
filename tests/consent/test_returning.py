"""What is taken back makes nobody mailable: not now, not about one topic, and not when a pause ends."""

from datetime import timedelta

import pytest

from app.accounts.models import Workspace
from app.audit.models import JournalEntry
from app.consent import queries, services
from app.consent.domain.facts import Basis, EventKind, Party
from app.consent.services import Line
from app.constituents.domain.record import Existing
from app.constituents.queries import existing
from app.db import db, now
from app.lifecycle.services.undoing import undo
from app.updates.rewriting import Rewritten, rewrite
from tests.consent.makers import OPT_IN, STAFF, person, workspace
from tests.consent.stateful.scene import with_address
from tests.factories import World


@pytest.fixture
def here(inside: World) -> Workspace:
    return workspace(inside.ours)


def left_without_address(here: Workspace) -> tuple[Existing, int]:
    """Ann, whose only address staff took out, and the change set that did it."""
    ann = person(here, "ann@example.org")
    outcome = rewrite(here.id, ann.id, with_address("none", ""), version=ann.version, actor=STAFF)
    assert isinstance(outcome, Rewritten)
    entry = db.session.query(JournalEntry).filter(JournalEntry.subject_id == ann.id).all()[-1]
    return outcome.record, entry.change_set


def can(here: Workspace, who: Existing, *, topic: int | None = None, days: int = 0) -> bool:
    asked = queries.topic(here, topic) if topic else None
    found = queries.verdicts(here, [who.id], at=now() + timedelta(days=days), topic=asked)
    return found[who.id].eligible


def test_an_address_that_comes_back_while_mail_is_paused_waits_for_staff(here: Workspace) -> None:
    ann, change_set = left_without_address(here)
    pause = Line(kind=EventKind.PAUSED, at=now(), subject=ann.id, until=now() + timedelta(days=10))
    services.restrict(here, [pause], party=Party.SUPPORTER, actor=STAFF)

    undo(here, change_set, actor=STAFF)

    assert existing(here.id, [ann.id])[ann.id].emails
    assert not can(here, ann, days=20)


def test_an_address_that_comes_back_waits_also_for_mail_about_one_topic(here: Workspace) -> None:
    ann, change_set = left_without_address(here)
    here.consent_policy = "opt_in"
    yes = Line(kind=EventKind.CONSENT_GIVEN, at=now(), subject=ann.id, topic=OPT_IN, basis=Basis.EXPRESS)
    joined = Line(kind=EventKind.TOPIC_JOINED, at=now(), subject=ann.id, topic=OPT_IN)
    services.permit(here, [yes, joined], party=Party.SUPPORTER, actor=STAFF)

    undo(here, change_set, actor=STAFF)

    assert existing(here.id, [ann.id])[ann.id].emails
    assert not can(here, ann, topic=OPT_IN)


def test_an_address_that_comes_back_while_the_module_is_off_waits_until_it_is_on(here: Workspace) -> None:
    ann, change_set = left_without_address(here)
    modules, here.modules = here.modules, []
    db.session.flush()

    undo(here, change_set, actor=STAFF)
    here.modules = modules

    assert not can(here, ann)
