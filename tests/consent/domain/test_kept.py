"""What is kept of a standing holds as long as it says: time alone changes it at the end, and not before."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.consent.domain.barrier import Barrier
from app.consent.domain.facts import Basis, EventKind, Occasion, Party, SuppressionReason
from app.consent.domain.kept import FREE, HEADLINES, REASON_MARKS, UNSUBSCRIBED, Kept, edition, kept
from app.consent.domain.policy import FrequencyCap, Policy, Rules
from app.consent.domain.standing import (
    Consent,
    Dealing,
    Fact,
    PrimaryEmail,
    Recorded,
    Restriction,
    Standing,
)

ZONE = ZoneInfo("Pacific/Auckland")
AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
SOON, LATER, BEFORE = AT + timedelta(days=9), AT + timedelta(days=90), AT - timedelta(days=20)
OUT = Rules(Policy.OPT_OUT, zone=ZONE)
IN = Rules(Policy.OPT_IN, implied_months=6, implied_by=frozenset(Occasion), zone=ZONE)
FINE = Standing(
    module=Fact(True),
    deceased=Fact(False),
    active=Fact(True),
    email=PrimaryEmail("ann@example.org", True),
    recorded=Recorded(),
)
PARTY = {"event": 1, "since": BEFORE, "party": Party.SUPPORTER, "subject": 1}
PAUSE = Restriction(**PARTY, kind=EventKind.PAUSED, until=SOON)  # type: ignore[arg-type]
YES = Consent(**PARTY, basis=Basis.EXPRESS)  # type: ignore[arg-type]


def recorded(*found: Restriction | Consent) -> Standing:
    return replace(
        FINE,
        recorded=Recorded(
            tuple(each for each in found if isinstance(each, Restriction)),
            tuple(each for each in found if isinstance(each, Consent)),
        ),
    )


def gave(*days: str, counts: bool = True) -> Standing:
    gifts = tuple(Dealing(Occasion.GIFT, date.fromisoformat(day), counts) for day in days)
    return replace(FINE, dealings=gifts)


def midnight(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=ZONE)


CASES = {
    "nothing to end": (FINE, OUT, FREE, None, None),
    "a pause": (recorded(PAUSE), OUT, HEADLINES[Barrier.PAUSED], None, SOON),
    "a pause that ended": (recorded(replace(PAUSE, until=BEFORE)), OUT, FREE, BEFORE, None),
    "a consent that expires": (recorded(replace(YES, expires_at=LATER)), IN, FREE, BEFORE, LATER),
    "one that comes later": (
        recorded(replace(YES, since=SOON)),
        *(IN, HEADLINES[Barrier.NO_CONSENT], None, SOON),
    ),
    "one about a topic": (recorded(replace(YES, topic=5)), IN, HEADLINES[Barrier.NO_CONSENT], None, None),
    "an implied one lapses": (
        recorded(replace(YES, basis=Basis.IMPLIED)),
        *(IN, FREE, BEFORE, midnight("2027-05-01")),
    ),
    "a gift lapses": (gave("2026-08-31"), IN, FREE, midnight("2026-08-31"), midnight("2027-02-28")),
    "a gift of tomorrow": (
        gave("2026-11-23"),
        *(IN, HEADLINES[Barrier.NO_CONSENT], None, midnight("2026-11-23")),
    ),
    "gifts of an import": (gave("2026-08-31", counts=False), IN, HEADLINES[Barrier.NO_CONSENT], None, None),
    "gifts where nothing is implied": (gave("2026-08-31"), OUT, FREE, None, None),
}


@pytest.mark.parametrize(("standing", "rules", "headline", "since", "until"), CASES.values(), ids=CASES)
def test_it_holds_between_the_instants_at_which_time_alone_may_change_it(
    standing: Standing, rules: Rules, headline: int, since: datetime | None, until: datetime | None
) -> None:
    found = kept(standing, rules=rules, at=AT)

    assert (found.headline, found.holds_from, found.holds_until) == (headline, since, until)


HOURS = (AT + timedelta(days=n, hours=3) for n in range(-9, 9))
INSTANTS = st.sampled_from([BEFORE, AT, SOON, LATER, *HOURS])
CONSENTS = st.builds(
    lambda since, basis, ends: replace(YES, since=since, basis=basis, expires_at=ends),
    INSTANTS,
    st.sampled_from(list(Basis)),
    st.none() | INSTANTS,
)
PAUSES = st.builds(lambda until: replace(PAUSE, until=until), INSTANTS)
DEALINGS = st.builds(
    Dealing, st.sampled_from(list(Occasion)), st.dates(date(2026, 4, 1), date(2026, 12, 31)), st.booleans()
)
STANDINGS = st.builds(
    lambda found, dealings: replace(recorded(*found), dealings=tuple(dealings)),
    st.lists(CONSENTS | PAUSES, max_size=3),
    st.lists(DEALINGS, max_size=3),
)
RULES = st.builds(
    lambda policy, months: Rules(policy, months, frozenset({Occasion.GIFT}), zone=ZONE),
    st.sampled_from(list(Policy)),
    st.sampled_from([None, 1, 6]),
)


@given(STANDINGS, RULES, INSTANTS, st.integers(-300, 300), st.integers(-86_400, 86_400))
def test_as_long_as_it_holds_deciding_anew_finds_the_same(
    standing: Standing, rules: Rules, at: datetime, days: int, seconds: int
) -> None:
    found = kept(standing, rules=rules, at=at)
    ends = [each - timedelta(microseconds=1) for each in (found.holds_until,) if each]
    begins = [each for each in (found.holds_from,) if each]
    other = at + timedelta(days=days, seconds=seconds)

    for moment in (*begins, *ends, other):
        if _lasts(found, moment):
            again = kept(standing, rules=rules, at=moment)
            assert (again.headline, again.marks) == (found.headline, found.marks)


def _lasts(found: Kept, at: datetime) -> bool:
    begun = found.holds_from is None or found.holds_from <= at
    return begun and (found.holds_until is None or at < found.holds_until)


def test_marks_tell_an_unsubscribe_from_a_pause_and_every_reason() -> None:
    stopped = {
        reason: Restriction(**PARTY, kind=EventKind.SUPPRESSED, reason=reason)  # type: ignore[arg-type]
        for reason in SuppressionReason
    }
    unsubscribed = Restriction(**PARTY, kind=EventKind.UNSUBSCRIBED)  # type: ignore[arg-type]

    def marks(*found: Restriction) -> int:
        return kept(recorded(*found), rules=OUT, at=AT).marks

    assert marks(unsubscribed) & UNSUBSCRIBED
    assert marks(PAUSE)
    assert not marks(PAUSE) & UNSUBSCRIBED
    every = sum(REASON_MARKS.values())
    assert {reason: marks(each) & every for reason, each in stopped.items()} == REASON_MARKS


def test_other_rules_are_another_edition_but_for_the_limit_of_a_sending() -> None:
    others = [
        OUT,
        IN,
        replace(IN, implied_months=7),
        replace(IN, implied_by=frozenset()),
        replace(IN, soft_opt_in_since=date(2026, 1, 1)),
        replace(IN, soft_opt_in_by=frozenset({Occasion.FORM})),
        replace(IN, zone=ZoneInfo("America/Los_Angeles")),
    ]

    assert len({edition(each, has_module=on) for each in others for on in (True, False)}) == 14
    assert edition(replace(IN, cap=FrequencyCap(1, 7)), has_module=True) == edition(IN, has_module=True)
