"""What was judged and decided is a value: nobody changes it afterwards, or adds to it."""

from dataclasses import FrozenInstanceError, fields
from typing import Any

import pytest

from app.matching.domain.decide import Ambiguous, Automatic, MatchingSettings, NoMatch, Possible, Thresholds
from app.matching.domain.population import Population
from app.matching.domain.result import Contribution, Match
from tests.matching.domain.persons import Person, judged

MATCH = Match(1, 98.0, (Contribution("email", 98.0, "same"),))


@pytest.mark.parametrize(
    "value",
    [
        Thresholds(),
        MatchingSettings(),
        Automatic(MATCH),
        Possible(MATCH),
        Ambiguous((MATCH,)),
        NoMatch(),
        MATCH,
        MATCH.contributions[0],
        Population(1),
        judged([(Person(), Person())]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_value_stays_what_it_is(value: Any) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(value, fields(value)[0].name, None)
    assert not hasattr(value, "__dict__")
