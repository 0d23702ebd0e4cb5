"""Gifts, registrations and email events have one writer, which keeps in step what rests on them."""

import ast
from collections.abc import Iterator

import pytest

from app.config import ROOT

HOMES = ("app.activity.models", "app.activity.rollup_models")
WRITERS = "app/activity/services/"
_DML = {"insert", "update", "delete", "insert_all", "update_all", "inserting", "write_later"}


def ways_of_writing(source: str) -> set[str]:
    """How a module writes facts past the services; empty when it does not."""
    tree = ast.parse(source)
    models = {
        each.asname or each.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in HOMES
        for each in node.names
    }
    return set(_ways(tree, models)) if models else set()


def _ways(tree: ast.Module, models: set[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if isinstance(node.func, ast.Name) and called in models:
            yield f"makes a {called}"
        if called in _DML and node.args and _first_name(node.args[0]) in models:
            yield f"{called}({_first_name(node.args[0])})"


def _first_name(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def test_nothing_but_the_services_of_activity_writes_facts() -> None:
    files = sorted((ROOT / "app").rglob("*.py"))
    ways = {str(path.relative_to(ROOT)): ways_of_writing(path.read_text()) for path in files}

    others = {name: found for name, found in ways.items() if found and not name.startswith(WRITERS)}

    assert not others, "ask app.activity.services: record, change or remove"


BREACHES = [
    "from app.activity.models import Donation\nfrom sqlalchemy import delete\ndelete(Donation)",
    "from app.activity.models import Event as E\nupdate(E.__table__)",
    "from app.activity.models import Registration\ndb.session.add(Registration(fee=5))",
    "from app.activity.rollup_models import Rollup\ninsert_all(Rollup, [])",
]


@pytest.mark.parametrize("source", BREACHES)
def test_a_new_writer_is_seen(source: str) -> None:
    assert ways_of_writing(source)


def test_reading_is_let_be() -> None:
    assert not ways_of_writing("from app.activity.models import Donation\nselect(Donation.id)")
