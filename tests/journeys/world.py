"""A workspace in which every page of the product has something to show."""

from dataclasses import dataclass, replace
from datetime import timedelta

from app import jobs
from app.accounts.domain.roles import Role
from app.accounts.models import Workspace
from app.accounts.services import reset_link
from app.accounts.services.invitations import Invited, invite
from app.activity_imports.services.checking import KIND as ACTIVITY_CHECK
from app.activity_imports.services.committing import KIND as ACTIVITY_COMMIT
from app.audiences import services as audiences
from app.audiences.domain.question import Part, Question
from app.audit.domain.source import Subject
from app.audit.queries import history
from app.consent import services as consent
from app.consent.domain.facts import EventKind, Party
from app.consent.models import InterestGroup
from app.consent.services import InterestDraft, Line
from app.constituents.models import Removal
from app.constituents.queries import existing
from app.db import db, now
from app.groups import services as groups
from app.groups.models import Group
from app.imports.queries import saved_mappings
from app.imports.services.saved import LONGEST
from app.restrictions.services.checking import KIND as RESTRICTION_CHECK
from app.updates.rewriting import rewrite
from app.work.queries import alive
from tests import factories
from tests.activity_imports import makers as payments
from tests.batches import makers, scenes
from tests.campaigns.makers import some_campaign
from tests.cultivation.makers import cultivated
from tests.events.makers import some_event
from tests.giving.makers import some_gift
from tests.groups.pages import some_groups
from tests.inbound.makers import some_reports
from tests.journeys.batch_pages import Batches, some_batches
from tests.journeys.live import Live
from tests.profiles.makers import ALICE, maria
from tests.restrictions import makers as restrictions

REFUSALS = "Email,Status,Since\nmaria@example.org,unsubscribed,2024-01-02\nn@example.org,odd,2099-01-01\n"


PAYMENTS = payments.stripe(
    "ch_1,2026-03-01,50.00,0.00,Paid,maria.lopez@example.org",
    "ch_2,2026-03-02,20.00,5.00,Paid,john.smith@example.com",
    "ch_3,2026-03-03,10.00,0.00,Paid,who@example.org",
    "ch_4,2026-03-04,1o.00,0.00,Paid,who@example.org",
    "ch_5,2036-03-05,10.00,0.00,Paid,else@example.org",
)
GONE = 4_001
"""The former id of somebody who was added, and removed as that was undone."""


@dataclass(frozen=True, slots=True)
class Furnished:
    """Where the things are. Imports: 1 in review, 2 new, 3 committed, 4 being committed, 5 being checked;
    of restrictions 6 in review, 7 being checked; of payments 8 in review, 9 new, 10 committed, 11 checking.
    """

    staff: factories.World
    person: int
    lifted: int
    entry: int
    act: int
    dynamic: int
    static: int
    interest: int
    audience: int
    campaign: int
    gift: int
    event: int
    registration: int
    note: int
    role: int
    change: int
    mapping: int
    invitation: str
    reset: str
    stop: str
    choose: str
    batches: Batches


def furnish(kith: Live) -> Furnished:
    """Fill it; commits."""
    with kith.app.app_context():
        staff = factories.world()
        reset = reset_link("vera@example.org") or ""
        db.session.commit()
    person = maria(kith.app, staff.ours).id
    dynamic, static, _ = some_groups(kith.app, staff.ours)
    _imports(kith, staff.ours)
    batches = some_batches(kith, staff.ours)
    audience = _audience(kith, staff.ours, dynamic)
    with factories.inside(kith.app, staff.ours):
        workspace = db.session.get_one(Workspace, staff.ours)
        board = db.session.get_one(Group, (staff.ours, static))
        groups.add_members(workspace, board, [person], actor=ALICE, note="table 4")
        some_reports(workspace)
        interest = consent.create_interest(workspace, _newsletter(), actor=ALICE)
        assert isinstance(interest, InterestGroup)
        line = Line(
            kind=EventKind.DO_NOT_CONTACT_SET,
            at=now() - timedelta(days=3),
            subject=person,
            evidence="asked by phone",
        )
        db.session.add(
            Removal(workspace_id=staff.ours, constituent_id=GONE, lookup_number=900, actor="Alice")
        )
        written = consent.restrict(workspace, [line], party=Party.STAFF, actor=ALICE)
        invited = invite(workspace, email="new@example.org", role=Role.EDITOR, by=Role.OWNER, actor=ALICE)
        assert isinstance(invited, Invited)
        workspace.public_email, workspace.accent = "hello@example.org", "#7a2b5f"
        links = consent.links_for(workspace, "", person, "")
        found = Furnished(
            staff,
            person,
            written.ids[0],
            _entry(staff.ours, person),
            _act(staff.ours, person),
            dynamic,
            static,
            interest.id,
            audience,
            some_campaign(workspace, person, "Spring letter")["campaign_id"],
            some_gift(workspace, person, "Roof")["donation"],
            *some_event(workspace, person, "Gala").values(),  # type: ignore[arg-type]
            *cultivated(staff.ours, person),
            _mapping(staff.ours),
            f"/invitations/{workspace.slug}/{invited.token}",
            reset,
            links.unsubscribe_url,
            links.preferences_url,
            batches,
        )
        db.session.commit()
    return found


def _audience(kith: Live, workspace_id: int, group: int) -> int:
    """A check that is done."""
    with factories.inside(kith.app, workspace_id):
        question = Question(topic_id=None, topic="", included=(Part(group, "Donors"),))
        workspace = db.session.get_one(Workspace, workspace_id)
        started = audiences.start(workspace, question, name="Spring appeal", actor=ALICE)
        assert isinstance(started, audiences.Started)
        audience, asked = started.check.id, started.work.id
        db.session.commit()
    jobs.work_on(kith.app, workspace_id, asked)
    return audience


def _entry(workspace_id: int, person: int) -> int:
    """A line of the journal that can be rolled back."""
    found = history(workspace_id, Subject.CONSTITUENT, person).entries
    return next(entry.id for entry in found if entry.field == "emails")


def _act(workspace_id: int, person: int) -> int:
    """A change set that can be undone."""
    who = existing(workspace_id, [person])[person]
    rewrite(workspace_id, person, lambda it: replace(it, source="a letter"), version=who.version, actor=ALICE)
    return history(workspace_id, Subject.CONSTITUENT, person).entries[0].change_set


def _mapping(workspace_id: int) -> int:
    """A saved mapping with the longest name that no line can be broken in."""
    saved = saved_mappings(workspace_id)[0]
    saved.name = "members-" + "x" * (LONGEST - len("members-"))
    return saved.id


def _newsletter() -> InterestDraft:
    return InterestDraft(name="Newsletter", description="What we did.", is_opt_in=False)


def _imports(kith: Live, workspace_id: int) -> None:
    scenes.in_review(kith.app, workspace_id)
    with factories.inside(kith.app, workspace_id):
        makers.upload(workspace_id, scenes.FILE.replace("Mobile", "Birthday"), name="new.csv")
        makers.run(kith.app, workspace_id, scenes.FILE, name="committed.csv")
        begun = makers.check(kith.app, workspace_id, "Email\nsue@example.org\n", name="committing.csv")
        makers.start_commit(begun)
        makers.start_check(makers.upload(workspace_id, scenes.FILE, name="checking.csv"))
        refused = restrictions.upload(workspace_id, REFUSALS)
        restrictions.start_check(refused)
        _run(kith, workspace_id, refused.id, RESTRICTION_CHECK)
        restrictions.start_check(restrictions.upload(workspace_id, REFUSALS, name="refusing.csv"))
    _activity(kith, workspace_id)


def _activity(kith: Live, workspace_id: int) -> None:
    """Payments: in review, at their columns, committed, being checked."""
    with factories.inside(kith.app, workspace_id):
        review = payments.upload(workspace_id, PAYMENTS)
        payments.start_check(review)
        _run(kith, workspace_id, review.id, ACTIVITY_CHECK)
        payments.upload(workspace_id, PAYMENTS, name="columns.csv")
        done = payments.upload(workspace_id, PAYMENTS.replace("ch_", "pi_"), name="recorded.csv")
        payments.start_check(done)
        _run(kith, workspace_id, done.id, ACTIVITY_CHECK)
        payments.start_commit(makers.fresh(done))
        _run(kith, workspace_id, done.id, ACTIVITY_COMMIT)
        payments.start_check(payments.upload(workspace_id, PAYMENTS, name="waits.csv"))


def _run(kith: Live, workspace_id: int, batch_id: int, kind: str) -> None:
    """Do this one piece of work; the others wait for ever."""
    found = alive(workspace_id, kind, batch_id)
    assert found is not None
    asked = found.id
    db.session.commit()
    jobs.work_on(kith.app, workspace_id, asked)
