"""What rows of one batch do to each other, as values."""

from datetime import date

import pytest

from app.batch_entry.domain.finding_words import told
from app.batch_entry.domain.interactions import MOST_ROWS, Finding, FindingKind, Says, findings

GIFT = ("USD", 2500, date(2026, 11, 2))


def kinds(*rows: Says) -> list[tuple[FindingKind, tuple[int, ...]]]:
    return [(each.kind, each.rows) for each in findings(rows)]


def test_rows_of_different_people_do_nothing_to_each_other() -> None:
    rows = Says(1, who=7, one={"birth": "1960"}, gift=GIFT), Says(2, who=8, one={"birth": "1970"}, gift=GIFT)

    assert kinds(*rows) == []


def test_different_values_for_one_person_are_found_by_field() -> None:
    rows = [
        Says(1, who=7, one={"name.last": "lee", "birth": "1960"}),
        Says(2, who=7, one={"name.last": "leigh", "birth": "1960"}),
        Says(3, who=7, one={}),
    ]

    assert findings(rows) == [Finding(FindingKind.VALUES, (1, 2), "name.last")]


def test_two_primaries_are_found_by_channel() -> None:
    rows = [Says(1, who=7, primaries={"phones": "a"}), Says(2, who=7, primaries={"phones": "b"})]

    assert findings(rows) == [Finding(FindingKind.PRIMARIES, (1, 2), "phones")]


def test_an_id_in_two_rows_about_one_person_is_hers() -> None:
    same = [Says(1, who=7, externals=(("CRM", "9"),)), Says(2, who=7, externals=(("CRM", "9"),))]
    unknown = [Says(1, who=7, externals=(("CRM", "9"),)), Says(2, externals=(("CRM", "9"),))]

    assert kinds(*same) == []
    assert kinds(*unknown) == [(FindingKind.EXTERNAL_ID, (1, 2))]


def test_gifts_with_numbers_of_their_own_are_two_gifts() -> None:
    numbered = [Says(1, who=7, gift=GIFT, gift_number="a"), Says(2, who=7, gift=GIFT, gift_number="b")]
    alike = [Says(1, who=7, gift=GIFT), Says(2, who=7, gift=GIFT, gift_number="b")]
    same = [Says(1, gift_number="a"), Says(2, gift_number="a")]

    assert kinds(*numbered) == []
    assert kinds(*alike) == [(FindingKind.GIFT_TWICE, (1, 2))]
    assert kinds(*same) == [(FindingKind.GIFT_NUMBER, (1, 2))]


def test_a_gift_on_record_is_told_until_it_is_the_row_s_own() -> None:
    rows = [Says(1, who=7, gift=GIFT), Says(2, who=8, gift=GIFT), Says(3, who=7, gift=GIFT, is_done=True)]

    found = findings(rows[:2], {(7, GIFT)}), findings(rows[2:], {(7, GIFT)})

    assert found == ([Finding(FindingKind.ON_RECORD, (1,))], [])


def test_one_email_for_two_people_is_told_where_one_is_added() -> None:
    known = Says(1, who=7, email="a@example.org"), Says(2, who=8, email="a@example.org")
    new = Says(1, who=7, email="a@example.org"), Says(2, who=("new", 2), adds=True, email="a@example.org")

    assert kinds(*known) == []
    assert kinds(*new) == [(FindingKind.ONE_EMAIL, (1, 2))]


def test_the_most_important_come_first() -> None:
    rows = [
        Says(1, who=("new", 1), adds=True, gift=GIFT),
        Says(2, who=("new", 1), gift=GIFT),
        Says(4, like=1),
    ]

    assert [kind for kind, _ in kinds(*rows)] == [
        FindingKind.GIFT_TWICE,
        FindingKind.ALIKE,
        FindingKind.ONE_PERSON,
    ]


def test_a_finding_names_so_many_rows_and_counts_the_others() -> None:
    rows = [Says(number, gift_number="a") for number in range(1, MOST_ROWS + 4)]

    (found,) = findings(rows)

    assert (len(found.rows), found.more) == (MOST_ROWS, 3)
    assert Finding.from_json(found.to_json()) == found


@pytest.mark.parametrize("kind", FindingKind)
def test_every_finding_says_what_to_do(kind: FindingKind) -> None:
    about = {FindingKind.VALUES: "name.last", FindingKind.PRIMARIES: "emails"}.get(kind, "CRM")

    said = told(Finding(kind, (3, 7), about), {3: "Ann Lee", 7: "Ann Lee"})

    assert (said.who, said.rows) == ("Ann Lee", (3, 7))
    assert said.what.endswith(".")
    assert "{" not in said.what
