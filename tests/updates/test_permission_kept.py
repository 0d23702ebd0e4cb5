"""No update plan, whatever the rules and whatever staff chose, makes somebody mailable who was not."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from app.accounts.models import Workspace
from app.consent import queries, services
from app.consent.domain.barrier import Barrier, Gate
from app.consent.domain.effect import Shift
from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.domain.verdict import Verdict
from app.constituents.domain.record import Band, Email, Existing, Incoming, Kind, Name, PointType
from app.constituents.services import Rewrite, write
from app.db import now
from app.updates.domain.applied import apply
from app.updates.domain.entry import Choice, EntryKind
from app.updates.domain.plan import UpdatePlan, override
from app.updates.domain.rules import PrimaryRule, SameTypeRule, UpdateRules
from app.updates.services import Applied, Task, apply_all
from tests.consent.makers import STAFF, workspace
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both
TODAY = date(2026, 11, 22)
HOME, WORK = PointType.HOME, PointType.WORK
RULES = {
    "as usual": UpdateRules(),
    "always primary": UpdateRules(primary=PrimaryRule.ALWAYS, same_type=SameTypeRule.KEEP),
}
HOW: Mapping[str, tuple[str, PointType, Choice | None]] = {
    "by rule": ("new", HOME, None),
    "by rule, of another type": ("new", WORK, None),
    "added by hand": ("new", HOME, Choice.ADD),
    "added beside by hand": ("new", HOME, Choice.BESIDE),
    "written over by hand": ("new", HOME, Choice.UPDATE),
    "an ended one added by hand": ("past", HOME, Choice.ADD),
    "an ended one written over by hand": ("past", HOME, Choice.UPDATE),
}
STOPS = {
    "unsubscribed": (EventKind.UNSUBSCRIBED, True, None),
    "unsubscribed at the address": (EventKind.UNSUBSCRIBED, False, None),
    "complained": (EventKind.COMPLAINED, True, None),
    "complained at the address": (EventKind.COMPLAINED, False, None),
    "bounced": (EventKind.BOUNCED, True, None),
    "held": (EventKind.SUPPRESSED, True, SuppressionReason.HELD),
    "imported": (EventKind.SUPPRESSED, False, SuppressionReason.IMPORTED),
    "erased": (EventKind.SUPPRESSED, False, SuppressionReason.ERASED),
    "do not contact": (EventKind.DO_NOT_CONTACT_SET, True, None),
    "paused": (EventKind.PAUSED, True, None),
    "nothing": None,
}


@pytest.fixture
def here(inside: World) -> Workspace:
    return workspace(inside.ours)


def people(here: Workspace, count: int) -> list[Existing]:
    """So many, each with a primary address and one that ended."""
    made = []
    for number in range(count):
        emails = (
            Email(f"old{number}@example.org", HOME, primary=True),
            Email(f"past{number}@example.org", HOME, active=False, end=date(2019, 1, 1)),
        )
        made.append(Existing(Kind.INDIVIDUAL, Name(first="Ann", last=f"Number {number}"), emails=emails))
    return write(here.id, [Rewrite(Existing(Kind.INDIVIDUAL, Name()), each) for each in made])


def stop(here: Workspace, stops: Iterable[tuple[Existing, str]]) -> None:
    """Everybody is restricted as it is said beside her."""
    lines = []
    for who, how in stops:
        if (told := STOPS[how]) is None:
            continue
        kind, is_hers, reason = told
        at_address = kind not in (EventKind.DO_NOT_CONTACT_SET, EventKind.PAUSED)
        lines.append(
            services.Line(
                kind=kind,
                at=now() - timedelta(days=1),
                subject=who.id if is_hers else None,
                address=who.emails[0].address if at_address else "",
                reason=reason,
                until=now() + timedelta(days=90) if kind is EventKind.PAUSED else None,
            )
        )
    services.restrict(here, lines, party=Party.PROVIDER, actor=STAFF)


def planned(who: Existing, number: int, how: str, rules: UpdateRules) -> UpdatePlan:
    """What becomes of her when an address arrives this way."""
    word, kind, choice = HOW[how]
    arriving = Email(f"{word}{number}@example.org", kind, primary=True)
    return override(
        who,
        Incoming(Kind.INDIVIDUAL, who.name, emails=(arriving,)),
        rules,
        band=Band.POSSIBLE,
        entry=EntryKind.ADD_FORM,
        today=TODAY,
        choices={f"emails:{arriving.key}": choice} if choice else {},
    )


def verdicts(here: Workspace, who: Iterable[Existing]) -> dict[int, Verdict]:
    return queries.verdicts(here, [each.id for each in who], at=now())


def barriers(verdict: Verdict) -> dict[Gate, Barrier | None]:
    return {result.gate: result.barrier for result in verdict.gates}


def applied(here: Workspace, plans: Iterable[tuple[Existing, UpdatePlan]]) -> list[Existing]:
    tasks = [
        Task(plan=plan, kind=who.kind, constituent_id=who.id, version=who.version, source="test")
        for who, plan in plans
    ]
    return [each.record for each in apply_all(here.id, tasks, actor=STAFF) if isinstance(each, Applied)]


def test_nobody_becomes_mailable_and_the_screen_foresaw_every_verdict(here: Workspace) -> None:
    cases = list(product(STOPS, HOW, RULES))
    who = people(here, len(cases))
    stop(here, zip(who, (case[0] for case in cases), strict=True))
    before = verdicts(here, who)
    plans = [
        planned(each, n, case[1], RULES[case[2]])
        for n, (each, case) in enumerate(zip(who, cases, strict=True))
    ]
    foreseen = [
        queries.effect_of(here, apply(each, plan), at=now()) for each, plan in zip(who, plans, strict=True)
    ]

    applied(here, zip(who, plans, strict=True))

    after = verdicts(here, who)
    for each, case, told in zip(who, cases, foreseen, strict=True):
        assert barriers(told.after) == barriers(after[each.id]), case
        assert told.before is not None
        assert barriers(told.before) == barriers(before[each.id]), case
        assert told.shift is not Shift.LOOSER, case
        assert before[each.id].eligible is (case[0] == "nothing"), case
        assert after[each.id].eligible is (case[0] == "nothing"), case


@pytest.mark.parametrize("stopped", ["nothing", "unsubscribed", "do not contact"])
def test_an_address_for_somebody_who_had_none_opens_only_that_gate(here: Workspace, stopped: str) -> None:
    [ann] = write(
        here.id, [Rewrite(Existing(Kind.INDIVIDUAL, Name()), Existing(Kind.INDIVIDUAL, Name(first="Ann")))]
    )
    if STOPS[stopped]:
        kind = EventKind.UNSUBSCRIBED if stopped == "unsubscribed" else EventKind.DO_NOT_CONTACT_SET
        line = services.Line(kind=kind, at=now(), subject=ann.id)
        services.restrict(here, [line], party=Party.STAFF, actor=STAFF)
    plan = planned(ann, 0, "by rule", UpdateRules())

    told = queries.effect_of(here, apply(ann, plan), at=now())
    applied(here, [(ann, plan)])

    assert told.shift is Shift.OPENED
    assert told.headline.startswith(
        "Can be emailed from now on" if stopped == "nothing" else "Cannot be emailed"
    )
    assert verdicts(here, [ann])[ann.id].eligible is (stopped == "nothing")


def test_an_arriving_address_that_is_blocked_makes_it_stricter(here: Workspace) -> None:
    [ann] = people(here, 1)
    line = services.Line(kind=EventKind.BOUNCED, at=now(), address="new0@example.org")
    services.restrict(here, [line], party=Party.PROVIDER, actor=STAFF)
    plan = planned(ann, 0, "by rule", UpdateRules())

    told = queries.effect_of(here, apply(ann, plan), at=now())

    assert (told.shift, told.after.headline) == (Shift.STRICTER, Barrier.BOUNCED)
    assert queries.would_be(here, apply(ann, plan), at=now()) == told.after


def test_somebody_new_is_judged_by_her_address_and_state(here: Workspace) -> None:
    line = services.Line(kind=EventKind.COMPLAINED, at=now(), address="new@example.org")
    services.restrict(here, [line], party=Party.PROVIDER, actor=STAFF)
    blocked = Existing(
        Kind.INDIVIDUAL, Name(first="Bo"), emails=(Email("new@example.org", HOME, primary=True),)
    )
    free = replace(blocked, emails=(Email("free@example.org", HOME, primary=True),))

    found = [
        queries.would_be(here, each, at=now()).headline
        for each in (blocked, free, replace(free, deceased=True))
    ]

    assert found == [Barrier.COMPLAINED, None, Barrier.DECEASED]


def test_holding_costs_the_same_statements_for_any_number(here: Workspace) -> None:
    who = people(here, 42)
    stop(here, ((each, "bounced") for each in who))
    plans = [
        (each, planned(each, n, "an ended one added by hand", UpdateRules())) for n, each in enumerate(who)
    ]

    def statements(part: list[tuple[Existing, UpdatePlan]]) -> int:
        with count_statements() as counted:
            applied(here, part)
        return len(counted)

    assert statements(plans[:2]) == statements(plans[2:])
