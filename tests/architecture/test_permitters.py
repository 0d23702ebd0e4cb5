"""Permission is written by its services alone, and what works in bulk can do nothing but restrict."""

from pathlib import Path

import pytest

from app.config import ROOT
from tests.architecture.permitters import loosening, modules, uses, ways_of_writing

HOME = "app/consent/services/"
SOURCES = {
    name: text for name, text in modules(ROOT / "app").items() if "consent" in text or "models" in text
}
LOOSENING = loosening({Path(name).stem: text for name, text in SOURCES.items() if name.startswith(HOME)})

MAY_LOOSEN = {
    "app/consent/routes/joining.py": "staff about one person who joins a topic, with evidence",
    "app/consent/routes/person.py": "staff about one person, with evidence",
    "app/preferences/services/choosing.py": "a supporter about herself, by her own link",
    "app/preferences/services/undoing.py": "a supporter takes back what she has just done herself",
    "app/sample/services/permission.py": "the past of a demonstration, in a workspace that is being made",
}
"""Who takes a service that can do more than restrict; each is about one person at a time."""


def test_nothing_but_the_services_writes_permission() -> None:
    writing = {name: sorted(ways_of_writing(text)) for name, text in SOURCES.items()}

    others = {name: ways for name, ways in writing.items() if ways and not name.startswith(HOME)}
    assert not others, "write a line by app.consent.services.restrict, or let staff do it by hand"
    assert writing[f"{HOME}ledger.py"]
    assert writing[f"{HOME}projections.py"]


def test_only_the_named_modules_can_do_more_than_restrict() -> None:
    taken = {name: sorted(uses(text, LOOSENING)) for name, text in SOURCES.items()}

    others = {name: names for name, names in taken.items() if names and not name.startswith(HOME)}
    assert others.keys() == MAY_LOOSEN.keys(), others


def test_what_can_loosen_is_found_through_other_functions() -> None:
    assert {"permit", "lift"} <= LOOSENING
    assert not {"restrict", "hold_successors", "hold_returned", "forget_person", "rebuild"} & LOOSENING
    told = "def a(): return b()\ndef b(): return _write()\ndef c(): restrict()"
    assert loosening({"ledger": told}) == {"a", "b"}
    assert loosening({"files": told}) == set()


WRITES = {
    "an insert": "from app.consent.models import ConsentEvent\ninsert_all(ConsentEvent, rows)",
    "an object": "from app.consent.models import RestrictionInForce as R\ndb.session.add(R(kind=1))",
    "a deletion": "from app.consent.models import RestrictionInForce\ndelete(RestrictionInForce)",
    "a loop": "from app.consent.models import TopicJoined\nfor model in (TopicJoined,):\n    delete(model)",
    "a table": "from app.consent.models import TopicJoined\nupdate(TopicJoined.__table__)",
    "the module of the models": "from app.consent import models\ndelete(models.ConsentInForce)",
    "SQL": "execute('DELETE FROM restrictions')",
}


@pytest.mark.parametrize("source", WRITES.values(), ids=WRITES.keys())
def test_a_new_writer_of_permission_is_seen(source: str) -> None:
    assert ways_of_writing(source)


TAKES = {
    "the function": "from app.consent.services import permit",
    "by another name": "from app.consent.services import lift as restrict",
    "its module": "from app.consent.services.ledger import permit",
    "the package": "from app.consent import services as consent\nconsent.permit(1)",
    "a module of it": "from app.consent.services import ledger\nledger.lift(1)",
    "the whole name": "import app.consent.services\napp.consent.services.permit(1)",
    "a name at run time": "from app.consent import services\ngetattr(services, 'per' + 'mit')(1)",
}


@pytest.mark.parametrize("source", TAKES.values(), ids=TAKES.keys())
def test_whoever_can_do_more_than_restrict_is_seen(source: str) -> None:
    assert uses(source, {"permit", "lift"})


def test_who_only_restricts_or_reads_is_let_be() -> None:
    source = "from app.consent import services\nfrom app.consent.models import ConsentEvent\n"

    assert not uses(f"{source}services.restrict(1)", {"permit", "lift"})
    assert not ways_of_writing(f"{source}select(ConsentEvent.id)")
