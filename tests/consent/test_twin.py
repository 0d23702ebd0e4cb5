"""The decision in SQL is the decision in Python: gate for gate, on whatever people stand to each other."""

from collections.abc import Collection
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.accounts.models import Workspace
from app.consent import queries
from app.consent.domain.barrier import Barrier
from app.consent.domain.policy import FrequencyCap
from app.consent.domain.rules_json import rules_from_json, rules_to_json
from app.consent.queries import ExcludedIf, Sending
from app.constituents.models import Constituent
from app.db import db
from tests.consent import crowd
from tests.consent.makers import OPT_IN, OPT_OUT, workspace
from tests.factories import World

pytestmark = pytest.mark.both
ZONE = ZoneInfo("Pacific/Auckland")
SENDINGS = [
    None,
    Sending(),
    Sending(cap=FrequencyCap(1, 7)),
    # For whom no year of birth is known, the condition is neither true nor false.
    Sending((ExcludedIf("born late", Constituent.birth_year > 1950),)),
    Sending((ExcludedIf("asked already", Constituent.lookup_number % 5 == 0),), FrequencyCap(2, 7)),
]
Found = dict[int, tuple[bool, str | None, list[str | None]]]


@pytest.fixture
def here(inside: World) -> Workspace:
    """A workspace where it is a day ahead of the clock in Greenwich half the time."""
    found = workspace(inside.ours)
    found.timezone = str(ZONE)
    db.session.flush()
    return found


@pytest.fixture
def ids(here: Workspace) -> list[int]:
    return crowd.people(here)


def by_python(here: Workspace, ids: Collection[int], **asked: object) -> Found:
    verdicts = queries.verdicts(here, ids, **asked)  # type: ignore[arg-type]
    return {
        who: (verdict.eligible, verdict.headline, [result.barrier for result in verdict.gates])
        for who, verdict in verdicts.items()
    }


def by_sql(here: Workspace, **asked: object) -> Found:
    query = select(
        Constituent.id,
        queries.can_be_emailed(here, **asked).label("can"),  # type: ignore[arg-type]
        queries.headline(here, **asked).label("why"),  # type: ignore[arg-type]
        *(
            barrier.label(gate.value)
            for gate, barrier in queries.barriers(here, **asked).items()  # type: ignore[arg-type]
        ),
    ).where(Constituent.workspace_id == here.id)
    return {who: (bool(can), why, gates) for who, can, why, *gates in db.session.execute(query)}


def test_sql_and_python_find_the_same_at_every_gate(here: Workspace, ids: list[int]) -> None:
    seen: set[str | None] = set()

    @settings(
        max_examples=20,
        phases=[Phase.generate],  # a smaller seed is no simpler crowd
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(
        seed=st.integers(0, 2**32),
        at=st.sampled_from(crowd.INSTANTS),
        topic_id=st.sampled_from([None, OPT_IN, OPT_OUT]),
        sending=st.sampled_from(SENDINGS),
    )
    def hold(seed: int, at: datetime, topic_id: int | None, sending: Sending | None) -> None:
        with db.session.begin_nested() as point:
            chance = Random(seed)
            rules = crowd.rules(chance, ZONE)
            here.consent_policy, here.consent_rules = rules.policy.value, rules_to_json(rules)
            assert queries.rules_of(here) == rules
            crowd.deal(chance, here, ids, at, rules)
            topic = queries.topic(here, topic_id) if topic_id else None
            asked = {"at": at, "topic": topic, "sending": sending}

            found = by_sql(here, **asked)

            assert found == by_python(here, ids, **asked)
            seen.update(barrier for _, _, gates in found.values() for barrier in gates)
            point.rollback()

    hold()
    # Whether the module is on is no matter of people; it has a test of its own.
    assert seen == {None, *Barrier} - {Barrier.MODULE_OFF}


def test_rules_are_kept_as_they_were_chosen() -> None:
    for seed in range(20):
        rules = crowd.rules(Random(seed), ZONE)
        assert rules_from_json(rules.policy, rules_to_json(rules), ZONE) == rules
