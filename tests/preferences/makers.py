"""Ann with a link to stop and a link to choose, and what is in force about her."""

import re
from dataclasses import dataclass
from html import unescape

from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.consent import queries
from app.consent.domain.gates import Topic
from app.consent.models import ConsentEvent
from app.consent.services import differences, links_for
from app.db import db, now
from tests import factories
from tests.consent.makers import OPT_IN, OPT_OUT, person, workspace
from tests.factories import World

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
ADDRESS = "ann@example.org"


@dataclass(frozen=True, slots=True)
class Ann:
    """Somebody in our workspace, and the paths of her links."""

    id: int
    stop: str
    stop_trips: str
    page: str


def ann(app: Flask, world: World, *, policy: str = "opt_out", address: str = ADDRESS) -> Ann:
    """Ann under this policy; "Trips" is opt-in, "Newsletter" is opt-out."""
    with factories.inside(app, world.ours):
        found = db.session.get(Workspace, world.ours)
        assert found
        here = workspace(world.ours, policy) if not queries.topics(found) else found
        who = person(here, address).id
        all_mail = links_for(here, "", who, address)
        trips = links_for(here, "", who, address, OPT_IN)
        db.session.commit()
    return Ann(who, all_mail.unsubscribe_url, trips.unsubscribe_url, all_mail.preferences_url)


def reached(app: Flask, world: World, who: int) -> set[str]:
    """What she can be emailed about: "all", "Trips", "Newsletter". The projections must equal the ledger."""
    topics = {"all": None, "Trips": Topic(OPT_IN, "Trips", True), "Newsletter": Topic(OPT_OUT, "News", False)}
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        assert differences(here.id) == []
        return {
            name
            for name, topic in topics.items()
            if queries.verdicts(here, [who], at=now(), topic=topic)[who].eligible
        }


def ledger(app: Flask, world: World) -> list[ConsentEvent]:
    """Every line, in order."""
    with factories.inside(app, world.ours):
        found = db.session.query(ConsentEvent).order_by(ConsentEvent.sequence).all()
        db.session.expunge_all()
        return found


def forged(path: str) -> str:
    """The link with one letter changed."""
    return path[:50] + chr(ord(path[50]) ^ 1) + path[51:]


def mistake_in(text: str) -> str:
    """The note of the form that takes it back."""
    found = re.search(r'name="mistake" value="([\w-]+)"', text)
    assert found
    return found[1]


def said(text: str) -> str:
    """The words of a page."""
    body = re.sub(r"(?s)<head>.*?</head>|<svg.*?</svg>", "", text)
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", body))).strip()


BOTH = ["1", "2"]


def seen(client: FlaskClient, who: Ann) -> dict[str, str]:
    """The field that says which state of things her page shows."""
    found = re.search(r'name="seen" value="(\d+)"', client.get(who.page).text)
    assert found
    return {"seen": found[1]}


def post(client: FlaskClient, who: Ann, do: str, *topics: int, **more: str) -> str:
    """Press a button of her page with these topics ticked."""
    data = {"do": do, "shown": BOTH, "topic": [str(topic) for topic in topics], **seen(client, who), **more}
    answer = client.post(who.page, data=data)
    assert answer.status_code == 200
    return answer.text
