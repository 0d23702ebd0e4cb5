"""The bars from everybody in a group to who can be emailed."""

from hypothesis import given, settings
from hypothesis import strategies as some

from app.consent.domain.barrier import Barrier
from app.groups.domain.falling import FULL, fall


@settings(max_examples=40)
@given(some.dictionaries(some.sampled_from(Barrier), some.integers(1, 10**6)), some.integers(0, 10**6))
def test_the_bars_lie_one_beside_the_other_and_end_at_who_can_be_emailed(
    counts: dict[Barrier, int], eligible: int
) -> None:
    people = eligible + sum(counts.values())

    found = fall(people, eligible, counts.items())

    ends = [FULL if people else 0.0, *(bar.left for bar in found.bars)]
    assert all(abs(bar.left + bar.width - end) < 0.05 for bar, end in zip(found.bars, ends, strict=False))
    assert abs(ends[-1] - (found.share if found.bars or not people else FULL)) < 0.05
    assert people == found.eligible + sum(bar.count for bar in found.bars)
    assert [bar.barrier for bar in found.bars] == [barrier for barrier in Barrier if barrier in counts]


def test_every_reason_says_what_may_be_done() -> None:
    found = fall(len(Barrier), 0, [(barrier, 1) for barrier in Barrier])

    assert all(bar.remedy.endswith(".") for bar in found.bars)
    assert [bar.remedy for bar in found.bars if bar.barrier is Barrier.NO_EMAIL] == [
        "Add an email address, or make an active one the primary one."
    ]
