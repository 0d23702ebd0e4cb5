"""Reports about people who are not here yet."""

from flask import Flask

from app.constituents.queries import existing
from app.inbound import services
from tests.consent import makers
from tests.factories import World, inside
from tests.inbound import payloads
from tests.inbound.makers import come, opened
from tests.statements import count_statements


def test_a_save_reads_no_more_of_what_waits_than_is_about_its_people(app: Flask, world: World) -> None:
    """A list at a service may be much longer than the one here."""
    come(
        app,
        opened(app, world),
        [payloads.sendgrid("group_unsubscribe", 1, "zoe@example.org", asm_group_id="Trips")],
    )

    with inside(app, world.ours):
        ann = makers.person(makers.workspace(world.ours), "ann@example.org").id
        records = list(existing(world.ours, [ann]).values())
        with count_statements() as seen:
            services.match_new(world.ours, records)

    reading = [each for each in seen if "FROM email_reports" in each]
    assert len(reading) == 2
    assert all("LIMIT" in each or " IN (" in each for each in reading)
