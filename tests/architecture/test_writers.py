"""Names, contact points and IDs in other systems are written by a few modules, and by nothing else."""

import pytest

from app.config import ROOT
from tests.architecture.writers import ways_of_writing

WRITERS = {
    "app/constituents/services.py": "the one door: records in, a few statements out",
    "app/constituents/search_keeping.py": "no value, only the words by which the door's records are found",
    "app/updates/services/applying.py": "plans, in sets",
    "app/updates/services/undoing.py": "change sets taken back, in sets",
    "app/updates/rewriting.py": "one record, as it is told, under its version",
    "app/profiles/services/journal.py": "one record, as staff typed it",
    "app/lifecycle/services/erasing.py": "one record, emptied for good",
    "app/batches/services/removing.py": "records whose addition is undone, deleted in sets",
    "app/sample/services/supporters.py": "the past of a demonstration, in a workspace that is being made",
}
"""Whoever else has something to write makes a plan, or asks one of these."""


def found() -> dict[str, set[str]]:
    files = sorted((ROOT / "app").rglob("*.py"))
    ways = {str(path.relative_to(ROOT)): ways_of_writing(path.read_text()) for path in files}
    return {name: ways for name, ways in ways.items() if ways}


def test_nothing_but_the_named_modules_writes_the_record() -> None:
    others = {name: sorted(ways) for name, ways in found().items() if name not in WRITERS}

    assert not others, "make a plan and let app.updates.services carry it out"


def test_every_named_module_still_writes() -> None:
    assert set(WRITERS) <= set(found())


BREACHES = {
    "the door": "from app.constituents.services import Rewrite as R",
    "the door by its module": "from app.constituents import services\nservices.write(1, [])",
    "a statement": "from app.constituents.models import Phone\nfrom sqlalchemy import update\nupdate(Phone)",
    "an alias": "from app.constituents.models import Address as A\nfrom sqlalchemy import delete\ndelete(A)",
    "a table": "from app.constituents.models import Phone\nimport sqlalchemy as s\ns.insert(Phone.__table__)",
    "a loop": "from app.constituents.models import Phone\nfor table in (Phone,):\n    insert_all(table, [])",
    "an object": "from app.constituents.models import EmailAddress\ndb.session.add(EmailAddress(key='a'))",
    "an attribute": "from app.constituents.models import Constituent\nget(Constituent).last = 'Lee'",
    "setattr": "from app.constituents.models import Constituent\nsetattr(x, 'last', 'Lee')",
    "the module of the models": "from app.constituents import models\nupdate(models.Phone)",
    "SQL": "execute('update  constituents set last = 1')",
}


@pytest.mark.parametrize("source", BREACHES.values(), ids=BREACHES.keys())
def test_a_new_writer_is_seen(source: str) -> None:
    assert ways_of_writing(source)


HARMLESS = {
    "reading": "from app.constituents.models import Phone\nfrom sqlalchemy import select\nselect(Phone)",
    "another table": "from app.constituents.models import Phone\nfrom app.x import Note\ndelete(Note)",
    "other services": "from app.constituents.services import next_numbers\nnext_numbers(1, 'x', 1)",
    "a value": "from app.constituents.domain.record import Email\nself.first = Email('a', 'home')",
}


@pytest.mark.parametrize("source", HARMLESS.values(), ids=HARMLESS.keys())
def test_what_does_not_write_is_let_be(source: str) -> None:
    assert not ways_of_writing(source)
