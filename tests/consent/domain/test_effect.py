"""What a planned change does to the permission to email, in words."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.consent.domain.effect import Effect, Shift
from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.domain.policy import Policy, Rules
from app.consent.domain.standing import Fact, PrimaryEmail, Recorded, Restriction, Standing
from app.consent.domain.verdict import Verdict, decide
from tests.consent.domain.ledger import ANN, START, day

WORKS = PrimaryEmail("ann@example.org", True)
_REASONS = {
    EventKind.BOUNCED: SuppressionReason.HARD_BOUNCE,
    EventKind.COMPLAINED: SuppressionReason.COMPLAINT,
}


def standing(
    *kinds: EventKind, email: PrimaryEmail | None = WORKS, held: bool = False, **more: Fact
) -> Standing:
    """Ann under these restrictions; `held` puts her address on hold as well."""
    made = [_restriction(number, kind, _REASONS.get(kind)) for number, kind in enumerate(kinds, 1)]
    if held:
        made.append(_restriction(99, EventKind.SUPPRESSED, SuppressionReason.HELD))
    facts = {"module": Fact(True), "deceased": Fact(False), "active": Fact(True), **more}
    return Standing(email=email, recorded=Recorded(tuple(made)), **facts)


def _restriction(event: int, kind: EventKind, reason: SuppressionReason | None = None) -> Restriction:
    return Restriction(
        event=event, kind=kind, since=START, party=Party.SUPPORTER, subject=ANN, reason=reason, until=day(90)
    )


def verdict(who: Standing) -> Verdict:
    return decide(who, rules=Rules(Policy.OPT_OUT), topic=None, at=day(20))


def effect(before: Standing | None, after: Standing) -> Effect:
    return Effect(before and verdict(before), verdict(after))


@pytest.mark.parametrize(
    ("before", "after", "shift", "headline"),
    [
        (standing(), standing(), Shift.SAME, "Can be emailed, as before."),
        (
            standing(EventKind.UNSUBSCRIBED),
            standing(EventKind.UNSUBSCRIBED, email=PrimaryEmail("new@example.org", True)),
            Shift.SAME,
            "Cannot be emailed: unsubscribed. That stays so.",
        ),
        (
            standing(),
            standing(EventKind.BOUNCED),
            Shift.STRICTER,
            "Cannot be emailed: bounced. Until now it was allowed.",
        ),
        (
            standing(EventKind.BOUNCED),
            standing(held=True),
            Shift.SAME,
            "Cannot be emailed: suppressed. Until now: bounced.",
        ),
        (
            standing(EventKind.UNSUBSCRIBED),
            standing(held=True),
            Shift.STRICTER,
            "Cannot be emailed: suppressed. Until now: unsubscribed.",
        ),
        (
            standing(email=None),
            standing(),
            Shift.OPENED,
            "Can be emailed from now on: there is an email address, and nothing stands in the way.",
        ),
        (
            standing(EventKind.DO_NOT_CONTACT_SET, email=None),
            standing(EventKind.DO_NOT_CONTACT_SET),
            Shift.OPENED,
            "Cannot be emailed: do not contact. That stays so.",
        ),
        (standing(EventKind.BOUNCED), standing(), Shift.LOOSER, "Can be emailed from now on"),
        (None, standing(), Shift.SAME, "Can be emailed."),
        (None, standing(email=None), Shift.SAME, "Cannot be emailed: no email address."),
    ],
)
def test_the_screen_says_what_holds_before_and_after(
    before: Standing | None, after: Standing, shift: Shift, headline: str
) -> None:
    found = effect(before, after)

    assert found.shift is shift
    assert found.headline.startswith(headline)


def test_only_the_gates_that_change_are_told() -> None:
    found = effect(
        standing(EventKind.UNSUBSCRIBED, email=None), standing(EventKind.UNSUBSCRIBED, EventKind.BOUNCED)
    )

    assert [each.words for each in found.gates] == [
        "There is an email address now: ann@example.org.",
        "Stricter than before: the address bounced for good.",
    ]
    assert effect(standing(), standing()).gates == ()


def test_what_still_stops_mail_after_another_address_came_is_told() -> None:
    found = effect(
        standing(EventKind.BOUNCED), standing(held=True, email=PrimaryEmail("new@example.org", True))
    )

    assert [each.words for each in found.gates] == [
        "Has a working primary email: new@example.org.",
        "Still stopped: on hold because it replaced a suppressed address.",
    ]


def test_an_unsubscribe_that_stays_with_the_old_address_is_not_gone() -> None:
    found = effect(standing(EventKind.UNSUBSCRIBED), standing(held=True))

    assert found.gates[1].shift is Shift.HELD
    assert found.gates[1].words == "So far: unsubscribed from all mail. The new address is on hold instead."


@pytest.mark.parametrize(
    ("before", "after", "tone"),
    [
        (standing(), standing(), "ready"),
        (standing(), standing(EventKind.COMPLAINED), "error"),
        (standing(EventKind.COMPLAINED), standing(), "error"),
        (standing(EventKind.UNSUBSCRIBED), standing(EventKind.UNSUBSCRIBED), "neutral"),
    ],
)
def test_what_gets_stricter_stands_out(before: Standing, after: Standing, tone: str) -> None:
    assert effect(before, after).tone == tone


restricted = st.sets(st.sampled_from([kind for kind in EventKind if kind.restricts]))
standings = st.builds(
    lambda kinds, email, held, dead: replace(standing(*kinds, email=email, held=held), deceased=Fact(dead)),
    restricted,
    st.sampled_from([None, WORKS, PrimaryEmail("ann", False)]),
    st.booleans(),
    st.booleans(),
)


@given(standings, standings)
def test_whoever_becomes_mailable_without_having_lacked_an_address_is_told_as_looser(
    before: Standing, after: Standing
) -> None:
    found = effect(before, after)
    freed = found.after.eligible and found.before is not None and not found.before.eligible
    lacked = [gate.gate for gate in found.before.barriers] == ["primary_email"] if found.before else False

    assert not freed or (found.shift is (Shift.OPENED if lacked else Shift.LOOSER))
