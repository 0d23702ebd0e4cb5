"""Answers out of kept standings are the exact answers, whatever happens to people and whatever time it is."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, insert, select, update

from app.accounts.domain.roles import Module
from app.accounts.models import Workspace
from app.consent import queries
from app.consent.domain.barrier import Barrier, Gate
from app.consent.domain.facts import SuppressionReason
from app.consent.domain.rules_json import rules_to_json
from app.consent.models import AddressHash, ConsentInForce, RestrictionInForce
from app.consent.queries import Sending
from app.consent.services import standings
from app.consent.standing_models import KeptStanding
from app.constituents.models import Constituent, EmailAddress
from app.constituents.touched_models import Touch
from app.db import db
from tests.consent import crowd
from tests.consent.makers import AT, OPT_IN, OPT_OUT, person, workspace
from tests.consent.test_twin import by_python
from tests.factories import World

pytestmark = pytest.mark.both
ZONE = ZoneInfo("Pacific/Auckland")
SEEDS = (3, 8)
Answer = tuple[bool, str | None]


@pytest.fixture
def here(inside: World) -> Workspace:
    found = workspace(inside.ours)
    found.timezone = str(ZONE)
    db.session.flush()
    return found


@pytest.fixture
def ids(here: Workspace) -> list[int]:
    return crowd.people(here)


def forget_touches(here: Workspace) -> None:
    db.session.execute(delete(Touch).where(Touch.workspace_id == here.id))


def keep(here: Workspace, ids: Collection[int], at: datetime) -> None:
    """Everybody's standing is kept as of an instant, and nobody is unsure."""
    db.session.flush()
    standings.refresh(here, ids, at=at)
    forget_touches(here)


def answers(here: Workspace, *, exactly: bool = False, **asked: object) -> dict[int, Answer]:
    query = select(
        Constituent.id,
        queries.can_be_emailed(here, exactly=exactly, **asked).label("can"),  # type: ignore[arg-type]
        queries.headline(here, exactly=exactly, **asked).label("why"),  # type: ignore[arg-type]
    ).where(Constituent.workspace_id == here.id)
    return {row.id: (bool(row.can), row.why) for row in db.session.execute(query)}


def decided(here: Workspace, ids: Collection[int], **asked: object) -> dict[int, Answer]:
    return {who: (can, why) for who, (can, why, _) in by_python(here, ids, **asked).items()}


def sure(here: Workspace, at: datetime) -> queries.Plain | None:
    """How to ask kept standings where they hold for everybody."""
    plain = queries.plain(here, at=at)
    return None if plain is None or set(db.session.scalars(plain.unsure)) else plain


def free(plain: queries.Plain) -> set[int]:
    """Who can be emailed by what is kept, of whom that is sure."""
    kept = select(KeptStanding.constituent_id).where(plain.here, plain.eligible)
    return set(db.session.scalars(kept.where(KeptStanding.constituent_id.not_in(plain.unsure))))


def all_marked(here: Workspace) -> None:
    """What is kept says that everybody is dead: whoever reads it can be told by that."""
    dead = {"headline": 2, "marks": 2}
    db.session.execute(update(KeptStanding).where(KeptStanding.workspace_id == here.id).values(**dead))


def test_what_is_kept_answers_as_decide_does_at_any_instant_about_any_topic(
    here: Workspace, ids: list[int]
) -> None:
    seen: set[str | None] = set()
    topics = [None, *(queries.topic(here, each) for each in (OPT_IN, OPT_OUT))]

    for seed in SEEDS:
        with db.session.begin_nested() as point:
            chance, then = Random(seed), crowd.INSTANTS[seed % len(crowd.INSTANTS)]
            rules = crowd.rules(chance, ZONE)
            here.consent_policy, here.consent_rules = rules.policy.value, rules_to_json(rules)
            crowd.deal(chance, here, ids, then, rules)
            keep(here, ids, then)
            for at in (then, *chance.sample(crowd.moments(then, rules), 2)):
                for topic in topics:
                    found = answers(here, at=at, topic=topic)

                    assert found == decided(here, ids, at=at, topic=topic), seed
                    seen.update(why for _, why in found.values())
            point.rollback()

    assert None in seen
    assert len(seen) > 10


def test_kept_standings_answer_and_who_was_touched_is_asked_at_every_gate(here: Workspace) -> None:
    ann, bea = (person(here, f"{name}@example.org").id for name in ("ann", "bea"))
    keep(here, [ann, bea], AT)
    all_marked(here)
    dead, fine = (False, "deceased"), (True, None)

    assert answers(here, at=AT) == {ann: dead, bea: dead}
    assert answers(here, at=AT, exactly=True) == {ann: fine, bea: fine}
    assert answers(here, at=AT, sending=Sending()) == {ann: fine, bea: fine}

    db.session.execute(update(EmailAddress).where(EmailAddress.constituent_id == bea).values(end=None))
    assert answers(here, at=AT) == {ann: dead, bea: fine}

    assert standings.follow(here) == 1
    assert answers(here, at=AT) == {ann: dead, bea: fine}
    assert db.session.scalar(select(KeptStanding.headline).where(KeptStanding.constituent_id == bea)) == 0


def _other_policy(here: Workspace) -> None:
    here.consent_policy = "opt_in"


def _module_off(here: Workspace) -> None:
    here.modules = [each for each in here.modules if each != Module.EMAIL]


def _stale(here: Workspace) -> None:
    here.standings_stale = True


@pytest.mark.parametrize("change", [_other_policy, _module_off, _stale])
def test_other_rules_make_everybody_unsure_at_once(
    here: Workspace, change: Callable[[Workspace], None]
) -> None:
    ann = person(here, "ann@example.org").id
    keep(here, [ann], AT)
    all_marked(here)

    change(here)
    db.session.flush()

    assert answers(here, at=AT) == decided(here, [ann], at=AT)
    assert sure(here, AT) is None


def test_so_many_touches_that_nobody_looks_through_them_make_everybody_unsure(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, bea = (person(here, f"{name}@example.org").id for name in ("ann", "bea"))
    keep(here, [ann, bea], AT)
    all_marked(here)
    monkeypatch.setattr("app.consent.queries.kept.MOST", 1)
    touch = {"workspace_id": here.id, "is_fresh": True, "kind": "profile", "address_key": ""}
    db.session.execute(insert(Touch), [touch | {"constituent_id": 7 + n} for n in range(2)])

    assert answers(here, at=AT) == {ann: (True, None), bea: (True, None)}


def test_a_few_who_are_unsure_leave_the_others_sure_and_many_do_not(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, bea, cat = (person(here, f"{name}@example.org").id for name in ("ann", "bea", "cat"))
    keep(here, [ann, bea, cat], AT)
    monkeypatch.setattr("app.consent.queries.kept.FEW", 1)

    db.session.execute(update(EmailAddress).where(EmailAddress.constituent_id == bea).values(end=None))
    plain = queries.plain(here, at=AT)
    assert plain
    assert (free(plain), set(db.session.scalars(plain.unsure))) == ({ann, cat}, {bea})

    db.session.execute(update(EmailAddress).where(EmailAddress.constituent_id == cat).values(end=None))
    assert queries.plain(here, at=AT) is None


def test_a_restriction_at_an_address_reaches_whoever_has_it_before_anything_is_kept_anew(
    here: Workspace,
) -> None:
    ann, bea = (person(here, "home@example.org").id for _ in range(2))
    keep(here, [ann, bea], AT)
    key = db.session.scalar(select(AddressHash.address_key).limit(1))
    bare = {"kind": "bounced", "gate": Gate.NOT_SUPPRESSED, "reason": "hard_bounce", "address_key": key}
    row = {"workspace_id": here.id, "event_id": 5, "since": AT, "party": "provider", "source": ""}
    db.session.execute(insert(RestrictionInForce), [row | bare])
    stopped = (False, "bounced")

    assert answers(here, at=AT) == {ann: stopped, bea: stopped}
    standings.follow(here)
    forget_touches(here)
    assert answers(here, at=AT) == {ann: stopped, bea: stopped}


def test_asked_without_the_people_the_same_are_found(here: Workspace, ids: list[int]) -> None:
    chance = Random(5)
    rules = crowd.rules(chance, ZONE)
    crowd.deal(chance, here, ids, AT, rules)
    keep(here, ids, AT)
    plain = sure(here, AT)
    assert plain

    marks = {
        "eligible": (plain.eligible, queries.can_be_emailed(here, at=AT, exactly=True)),
        "unsubscribed": (plain.unsubscribed, queries.unsubscribed()),
        "do not contact": (plain.do_not_contact, queries.do_not_contact()),
        "suppressed": (plain.suppressed(), queries.suppressed()),
        **{
            reason.value: (plain.suppressed(reason), queries.suppressed([reason]))
            for reason in SuppressionReason
        },
        **{
            each.value: (plain.stopped_by(each), queries.headline(here, at=AT, exactly=True) == each.value)
            for each in Barrier
        },
    }
    everybody, found = select(Constituent.id).where(Constituent.workspace_id == here.id), 0
    for name, (kept, exact) in marks.items():
        told = set(db.session.scalars(select(KeptStanding.constituent_id).where(plain.here, kept)))
        wanted = set(db.session.scalars(everybody.where(exact)))
        assert told == wanted, name
        found += bool(wanted)
    assert found > 10


def test_what_time_ends_is_unsure_from_that_instant_on(here: Workspace) -> None:
    here.consent_policy = "opt_in"
    ann = person(here, "ann@example.org").id
    end = AT + timedelta(days=3)
    consent = {"event_id": 5, "since": AT, "party": "supporter", "source": "", "basis": "express"}
    row = {"workspace_id": here.id, "subject_id": ann, "expires_at": end, **consent}
    db.session.execute(insert(ConsentInForce), [row])
    keep(here, [ann], AT)

    before, after = end - timedelta(seconds=1), end
    assert sure(here, before)
    assert sure(here, after) is None
    assert answers(here, at=before) == {ann: (True, None)}
    assert answers(here, at=after) == {ann: (False, "consent_expired")}
    assert sure(here, AT - timedelta(seconds=1)) is None
