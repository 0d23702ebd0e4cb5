"""What goes into a message, and what a link that comes back means."""

from urllib.parse import urlsplit

from app.consent import queries, services
from app.consent.domain.facts import EventKind, Party
from app.consent.models import RestrictionInForce
from app.consent.services import Line
from app.db import db
from tests.consent.makers import AT, STAFF, person, workspace
from tests.factories import World
from tests.statements import count_statements

HERE = "https://kith.example.org"


def test_a_message_gets_both_links_and_the_headers_of_one_click(inside: World) -> None:
    here = workspace(inside.ours)
    ann = person(here, "Ann@Example.org").id

    links = services.links_for(here, HERE, ann, "Ann@Example.org", 7)

    assert links.unsubscribe_url.startswith(f"{HERE}/u/")
    assert links.preferences_url.startswith(f"{HERE}/p/")
    assert links.headers == {
        "List-Unsubscribe": f"<{links.unsubscribe_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    assert "@" not in links.unsubscribe_url + links.preferences_url


def test_with_a_mailbox_one_can_also_write_to_stop(inside: World) -> None:
    here = workspace(inside.ours)

    links = services.links_for(here, HERE, 7, "ann@example.org", mailbox="stop@example.org")

    token = links.unsubscribe_url.rpartition("/")[2]
    assert links.headers["List-Unsubscribe"].endswith(f", <mailto:stop@example.org?subject={token}>")


def test_links_of_many_people_ask_no_database(inside: World) -> None:
    here = workspace(inside.ours)

    with count_statements() as statements:
        for number in range(50):
            services.links_for(here, HERE, number, f"ann{number}@example.org")

    assert statements == []


def test_a_link_means_the_same_person_after_her_address_changed(inside: World) -> None:
    here = workspace(inside.ours)
    ann = person(here, "ann@example.org").id
    url = services.links_for(here, HERE, ann, "ann@example.org", 7).unsubscribe_url

    link = queries.genuine(urlsplit(url).path.rpartition("/")[2])

    assert link is not None
    assert (link.workspace, link.person, link.topic) == (here.id, ann, 7)


def test_a_link_signed_by_another_workspace_means_nobody(inside: World) -> None:
    here = workspace(inside.ours)
    token = services.links_for(here, HERE, 7, "ann@example.org").unsubscribe_url.rpartition("/")[2]

    here.address_secret = b"another" * 5
    db.session.flush()

    assert queries.genuine(token) is None


def test_the_hash_of_a_link_is_enough_to_block_the_address(inside: World) -> None:
    here = workspace(inside.ours)
    ann = person(here, "ann@example.org").id
    url = services.links_for(here, HERE, ann, "an.old.one@example.org").unsubscribe_url
    link = queries.genuine(url.rpartition("/")[2])
    assert link is not None

    line = Line(kind=EventKind.UNSUBSCRIBED, at=AT, subject=ann, address_key=link.address_key)
    services.restrict(here, [line], party=Party.SUPPORTER, actor=STAFF)

    kept = db.session.query(RestrictionInForce).one()
    assert kept.address_key == link.address_key
