"""What a rule says, and whether somebody meets it, condition by condition."""

from typing import Any

import click

from app.accounts.models import Workspace
from app.cli.context import in_workspace, print_json
from app.cli.rules_given import asked_now, given_group, given_rule, here_and_now, refuse
from app.constituents.directory import Listed, find
from app.db import reading
from app.groups.domain.explain import ClauseResult
from app.groups.domain.gone import CANNOT_BE_READ
from app.groups.domain.kinds import GroupKind, Side
from app.groups.domain.rule_json import rule_to_json
from app.groups.domain.rules import Rule
from app.groups.domain.sentence import sentence
from app.groups.models import Group
from app.groups.queries import members, people, pins
from app.groups.queries.scope import missing

_FILE = click.option("--rule", "file", metavar="FILE", help="The rule as JSON; - is standard input.")
_NAME = click.option("--group", "name", metavar="NAME", help="A dynamic group of the workspace.")


@click.command("rule")
@_FILE
@_NAME
@click.option("--json", "as_json", is_flag=True, help="Print the rule as JSON, as --rule reads it.")
@in_workspace
@reading()
def say_rule(workspace: Workspace, file: str | None, name: str | None, as_json: bool) -> None:
    """The rule in a file or of a dynamic group, as a sentence."""
    rule, _ = _given(workspace, file, name)
    scope = here_and_now(workspace, rule)
    if as_json:
        print_json(rule_to_json(rule))
        return
    click.echo(sentence(rule, scope.speech))
    for gone in missing(rule, scope):
        click.echo(gone)


@click.command("explain")
@_FILE
@_NAME
@click.option("--person", "text", required=True, metavar="WHO", help="A lookup ID, email address or name.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@in_workspace
@reading()
def explain_person(
    workspace: Workspace, file: str | None, name: str | None, text: str, as_json: bool
) -> None:
    """Is this person in it, and why? Every condition with what the record says about it."""
    rule, group = _given(workspace, file, name)
    scope = asked_now(workspace, rule)
    person = _person(workspace, text)
    met, clauses = people.explained(scope, rule, person.id) or (False, [])
    pin = pins.pin_of(workspace, group.id, person.id) if group else None
    is_in = met if pin is None else pin.side is Side.IN
    if as_json:
        print_json(_told(person, is_in, pin, clauses))
        return
    pinned = f" Staff keep them {pin.side} by hand." if pin else ""
    click.echo(f"{person.lookup_id} {person.name} is {'' if is_in else 'not '}in it.{pinned}")
    for clause in clauses:
        said = "fits" if clause.fits else "keeps out" if clause.keeps_out else "does not fit"
        words = clause.words if clause.wanted else f"leaves out people who {clause.words}"
        click.echo(f"{clause.path} {said}: {words} · {clause.evidence}")


def _told(person: Listed, is_in: bool, pin: pins.Pin | None, clauses: list[ClauseResult]) -> dict[str, Any]:
    return {
        "person": person.lookup_id,
        "name": person.name,
        "is_in": is_in,
        "pinned": pin.side.value if pin else None,
        "clauses": [
            {
                "path": clause.path,
                "wanted": clause.wanted,
                "words": clause.words,
                "satisfied": clause.satisfied,
                "keeps_out": clause.keeps_out,
                "evidence": clause.evidence,
            }
            for clause in clauses
        ],
    }


def _given(workspace: Workspace, file: str | None, name: str | None) -> tuple[Rule, Group | None]:
    if file is not None and name is None:
        return given_rule(file), None
    if name is None or file is not None:
        refuse("Give either --rule FILE or --group NAME.")
    group = given_group(workspace, name)
    if group.kind is not GroupKind.DYNAMIC:
        refuse(f"“{name}” is a static group: it has a list, and no rule.")
    rule = members.rule_of(group)
    if not rule.readable:
        refuse(f"“{name}” is broken. {CANNOT_BE_READ}")
    return rule, group


def _person(workspace: Workspace, text: str) -> Listed:
    found = find(workspace, text, limit=2)
    if not found:
        refuse(f"Nobody is found by “{text}”.")
    if len(found) > 1:
        refuse(f"More than one person is found by “{text}”. Give a lookup ID, like {found[0].lookup_id}.")
    return found[0]
