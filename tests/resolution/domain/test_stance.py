"""What a form says about each line, and what is kept of it."""

import pytest

from app.constituents.domain.record import Name, PartialDate
from app.resolution.domain.stance import Stance, Stances
from app.updates.domain.entry import Choice
from tests.resolution.domain.sheets import DISCARD, chosen, shown
from tests.updates.domain.people import arriving, on_record

POSTED = {"choice:birth": "update", "choice:name.first": "rules", "choice:emails:a@example.org": "beside"}
DISCARDED = {"choice:birth": "ignore", "choice:emails:a": "add", "discarded": "1"}
FORMS: list[tuple[str, dict[str, str], str, Stance]] = [
    ("what was chosen", POSTED, "birth", Stance.UPDATE),
    ("what the rules chose", POSTED, "name.first", Stance.RULES),
    ("a contact point", POSTED, "emails:a@example.org", Stance.BESIDE),
    ("what nobody chose", POSTED, "kind", Stance.OPEN),
    ("the rules for the rest", {**POSTED, "do": "rules"}, "kind", Stance.RULES),
    ("what was chosen before the rules", {**POSTED, "do": "rules"}, "birth", Stance.UPDATE),
    ("the rules after a discard", {**DISCARDED, "do": "rules"}, "birth", Stance.RULES),
    ("what was chosen after a discard", {**DISCARDED, "do": "rules"}, "emails:a", Stance.ADD),
    ("a discard that nobody took back", DISCARDED, "birth", Stance.IGNORE),
    ("everything discarded", {**POSTED, "do": "discard"}, "birth", Stance.IGNORE),
    ("a word that is none", {"choice:birth": "perhaps"}, "birth", Stance.OPEN),
    ("a word that is not sent", {"choice:birth": "open"}, "birth", Stance.OPEN),
]


@pytest.mark.parametrize(("what", "form", "ref", "stance"), FORMS, ids=[each[0] for each in FORMS])
def test_a_form_says_where_each_line_stands(
    what: str, form: dict[str, str], ref: str, stance: Stance
) -> None:
    assert Stances.from_form(form).of(ref) is stance


def test_a_decision_of_before_leaves_the_rest_to_the_rules() -> None:
    before = Stances.from_choices({"birth": Choice.UPDATE})

    assert (before.of("birth"), before.of("name.first")) == (Stance.UPDATE, Stance.RULES)


def test_it_starts_open_or_with_the_rules() -> None:
    assert Stances.starting(is_open=True).of("birth") is Stance.OPEN
    assert Stances.starting(is_open=False).of("birth") is Stance.RULES


def test_everything_discarded_is_known_as_such() -> None:
    old, new = (
        on_record(birth=PartialDate(1971)),
        arriving(name=Name(first="Bob", last="Miller"), birth=PartialDate(1972)),
    )

    assert shown(old, new, DISCARD).is_discarded
    assert not shown(old, new, chosen(Stance.IGNORE, "name.first")).is_discarded
    assert not shown(old, arriving(), DISCARD).is_discarded
