"""What a record says of life and activity names its day or reason, or that it is not known."""

import pytest

from app.consent.domain.barrier import Gate
from app.consent.domain.policy import Policy, Rules
from app.consent.domain.recorded_facts import active, deceased
from app.consent.domain.verdict import decide
from app.constituents.domain.partial import PartialDate
from tests.consent.domain.ledger import NOW, standing


@pytest.mark.parametrize(
    ("told", "gate", "detail"),
    [
        ({"deceased": deceased(False)}, Gate.NOT_DECEASED, "not recorded as deceased"),
        (
            {"deceased": deceased(True, PartialDate(2025, 12, 2))},
            Gate.NOT_DECEASED,
            "deceased: Dec 2, 2025",
        ),
        ({"deceased": deceased(True, PartialDate(2025))}, Gate.NOT_DECEASED, "deceased: 2025"),
        ({"deceased": deceased(True)}, Gate.NOT_DECEASED, "deceased: on a day that is not known"),
        ({"active": active(True)}, Gate.ACTIVE, "active"),
        ({"active": active(False, "moved away")}, Gate.ACTIVE, "inactive: moved away"),
        ({"active": active(False)}, Gate.ACTIVE, "inactive: for a reason that is not known"),
    ],
)
def test_the_gate_names_the_day_or_the_reason_or_that_it_is_not_known(told, gate, detail):
    verdict = decide(standing(**told), rules=Rules(Policy.OPT_OUT), topic=None, at=NOW)

    found = next(result for result in verdict.gates if result.gate is gate)
    assert (found.detail, found.source) == (detail, "" if found.passed else "on the record")
