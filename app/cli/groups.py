"""Counting and listing groups, by a rule in a file or by name."""

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from app.accounts.models import Workspace
from app.cli.context import in_workspace, print_json, the_app, to_stderr
from app.consent.domain.links import for_trial_only
from app.consent.services import LinksOf, links_in_files
from app.db import now, reading
from app.groups.domain.kinds import GroupKind
from app.groups.domain.reading import Invalid
from app.groups.domain.rule_json import parse_rule
from app.groups.domain.rules import Rule
from app.groups.domain.sentence import sentence
from app.groups.queries import lists, members
from app.groups.queries.export import head, rows
from app.groups.queries.scope import Scope, missing, scope_of
from app.web.filters import Region, use
from app.web.spreadsheet import csv_lines

LARGEST_RULE = 1_000_000


@click.group("groups")
def groups() -> None:
    """Count and list audience groups. Nothing is changed by that."""


@groups.command("count")
@click.option("--rule", "file", required=True, metavar="FILE", help="The rule as JSON; - is standard input.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@in_workspace
@reading()
def count(workspace: Workspace, file: str, as_json: bool) -> None:
    """How many people a rule means, and how many of them can be emailed."""
    rule = _rule(file)
    scope = _scope(workspace, rule)
    found = members.summary(scope, members.who_meets(rule, scope))
    said = sentence(rule, scope.speech)
    if as_json:
        print_json({"count": found.count, "eligible": found.eligible, "sentence": said})
    else:
        click.echo(f"{said}\n{found.count} people, {found.eligible} of whom can be emailed.")


@groups.command("members")
@click.option("--rule", "file", metavar="FILE", help="The rule as JSON; - is standard input.")
@click.option("--group", "name", metavar="NAME", help="A group of the workspace.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV; otherwise JSON, one person on each line.")
@click.option(
    "--links", "with_links", is_flag=True, help="Add a link to unsubscribe and one to choose topics."
)
@click.option("--trial", is_flag=True, help="Add them although they do not begin with https.")
@in_workspace
@reading()
def list_members(
    workspace: Workspace, file: str | None, name: str | None, as_csv: bool, with_links: bool, trial: bool
) -> None:
    """Everybody in a group or whom a rule means, with who can be emailed."""
    if (file is None) == (name is None):
        _refuse("Give either --rule FILE or --group NAME.")
    links = _links(workspace, trial) if with_links else None
    scope, who = _by_name(workspace, name) if name is not None else _by_rule(workspace, file or "")
    named = head(everybody=True, links=with_links)
    found = rows(scope, who, everybody=True, links=links)
    if as_csv:
        for piece in csv_lines([named, *found]):
            sys.stdout.write(piece)
        return
    keys = [label.lower().replace(" ", "_") for label in named]
    for row in found:
        click.echo(json.dumps(dict(zip(keys, row, strict=True)), ensure_ascii=False))


def _links(workspace: Workspace, trial: bool) -> LinksOf:
    base_url = the_app().config["SETTINGS"].address
    if not trial and (why := for_trial_only(base_url)):
        _refuse(f"{why} With --trial the links are added all the same.")
    return links_in_files(workspace, base_url)


def _by_rule(workspace: Workspace, file: str) -> tuple[Scope, members.Who]:
    rule = _rule(file)
    scope = _scope(workspace, rule)
    return scope, members.who_meets(rule, scope)


def _by_name(workspace: Workspace, name: str) -> tuple[Scope, members.Who]:
    group = lists.named(workspace, name)
    if group is None:
        _refuse(f"There is no group named “{name}”.")
    scope = _scope(workspace, members.rule_of(group) if group.kind is GroupKind.DYNAMIC else None)
    return scope, members.who_is_in(group, scope)


def _scope(workspace: Workspace, rule: Rule | None) -> Scope:
    use(Region(workspace.locale, workspace.timezone, workspace.currency))
    scope = scope_of(workspace, rule, at=now())
    if rule and (gone := missing(rule, scope)):
        _refuse(f"The rule cannot be asked. {' '.join(gone)}")
    return scope


def _rule(file: str) -> Rule:
    rule = parse_rule(_decoded(file))
    if isinstance(rule, Invalid):
        where = rule.path or "the rule"
        _refuse(f"This is no rule: {where} is {rule.what}; expected {rule.expected}.")
    return rule


def _decoded(file: str) -> Any:
    try:
        data = sys.stdin.buffer.read(LARGEST_RULE + 1) if file == "-" else _read(Path(file))
        if len(data) > LARGEST_RULE:
            _refuse(f"{file} is too large for a rule.")
        return json.loads(data.decode("utf-8-sig"))
    except OSError as error:
        _refuse(f"{file} cannot be read: {error.strerror}. Check the name and try again.")
    except (ValueError, RecursionError):
        _refuse(f"{file} is not JSON. Check it with a JSON viewer and try again.")


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST_RULE + 1)


def _refuse(why: str) -> NoReturn:
    print_json({"refused": why})
    to_stderr(why)
    raise SystemExit(2)
