"""A rule that the page shows and a browser sends back is the same rule, whatever has gone meanwhile."""

import json
from html.parser import HTMLParser

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.activity.domain.arrivals import NewEvent
from app.activity.services import record_events
from app.db import db
from app.groups.domain.rule_json import rule_to_json
from app.groups.domain.rules import VERSION, Rule
from app.groups.forms import read_draft, rule_of
from app.groups.queries import lists
from app.web.filters import Region
from tests import factories
from tests.factories import World
from tests.groups.makers import AT, read_rule

GONE = 987_654_321
RULES = {
    "an interest group that is gone": {"type": "can_be_emailed", "topic": GONE},
    "a choice about one that is gone": {"type": "interest_in", "interest": GONE, "choice": "never"},
    "a group that is gone": {"type": "in_group", "group": GONE},
    "an event that is gone": {"type": "registrations", "op": "exactly", "n": 0, "event": GONE},
    "a campaign that is gone": {
        "type": "emails",
        "what": "opened",
        "op": "at_most",
        "n": 2,
        "campaign": GONE,
    },
    "days to come where none are offered": {
        "type": "gift_count",
        "op": "at_least",
        "n": 1,
        "period": {"type": "next", "n": 3, "unit": "days"},
    },
    "a country that nobody lists": {"type": "place_is", "country": "Utopia"},
    "several statuses": {
        "type": "registrations",
        "op": "at_least",
        "n": 1,
        "statuses": ["attended", "no_show"],
    },
}


class Browser(HTMLParser):
    """What a browser would send: of a select what is selected, or its first option."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self.select, self.taken = "", False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "select":
            self.select, self.taken = told["name"], False
        elif tag == "option" and self.select and not self.taken:
            self.taken = "selected" in told
            if self.taken or self.select not in self.sent:
                self.sent[self.select] = told["value"]
        elif tag == "input" and (told.get("type") != "checkbox" or "checked" in told):
            self.sent[told.get("name", "")] = told.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""


def opened(client: FlaskClient, told: dict[str, object]) -> tuple[Rule, str]:
    """A rule of one condition, and the builder with it."""
    rule = read_rule({"version": VERSION, "match": "all", "conditions": [told]})
    page = client.get("/groups/new", query_string={"rule": json.dumps(rule_to_json(rule))})
    assert page.status_code == 200
    return rule, page.text.split('id="rules"')[1]


def sent_back(page: str) -> Rule:
    return rule_of(read_draft(Browser(page).sent, Region("en_US", "UTC", "USD")))


@pytest.mark.parametrize("told", RULES.values(), ids=RULES.keys())
def test_what_is_gone_stays_in_the_rule_until_somebody_chooses(
    as_bob: FlaskClient, told: dict[str, object]
) -> None:
    rule, page = opened(as_bob, told)

    assert sent_back(page) == rule


def test_an_event_of_long_ago_that_is_not_offered_keeps_its_name(
    app: Flask, as_bob: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "MOST_EVENTS", 0)
    with factories.inside(app, world.ours):
        event = record_events(world.ours, [NewEvent(name="Gala of 1999", starts_at=AT)]).ids[0]
        db.session.commit()

    rule, page = opened(as_bob, {"type": "registered_for", "event": event})

    assert f'<option value="{event}" selected>Gala of 1999</option>' in page
    assert sent_back(page) == rule
