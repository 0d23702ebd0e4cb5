"""What a review of restrictions counts: rows, and the people whose mail ends."""

import pytest
from flask import Flask

from app.restrictions import queries
from app.restrictions.domain.reading import Reading
from app.restrictions.domain.reasons import Reason
from tests.batches.makers import add, person, rows
from tests.factories import World
from tests.restrictions.makers import checked, workspace

READING = Reading(email=0, reason=Reason.UNSUBSCRIBED)


@pytest.mark.both
def test_people_who_lose_mail_are_counted_once_however_many_rows_name_them(app: Flask, inside: World) -> None:
    workspace(inside.ours)
    add(
        inside.ours,
        person("Ann", "Lee", "ann@example.org", "ann@example.net"),
        person("Bo", "Lee", "lees@example.org"),
        person("Cy", "Lee", "lees@example.org"),
    )

    batch = checked(app, inside.ours, "Email\nann@example.org\nann@example.net\nlees@example.org\n", READING)

    assert queries.counts(batch).stops == 3
    assert [row.changes for row in rows(batch)] == [1, 1, 1]
