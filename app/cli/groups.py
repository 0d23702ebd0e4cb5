"""Counting and listing groups, by a rule in a file or by name."""

import json
import sys

import click

from app.accounts.models import Workspace
from app.cli.context import in_workspace, print_json, the_app
from app.cli.group_history import find_anew, tell_history
from app.cli.group_list import list_groups
from app.cli.group_rules import explain_person, say_rule
from app.cli.rules_given import asked_now, given_group, given_rule, refuse
from app.consent.domain.links import for_trial_only
from app.consent.services import LinksOf, links_in_files
from app.db import reading
from app.groups.domain.kinds import GroupKind
from app.groups.domain.sentence import sentence
from app.groups.queries import members
from app.groups.queries.export import head, rows
from app.groups.queries.scope import Scope
from app.web.spreadsheet import csv_lines


@click.group("groups")
def groups() -> None:
    """Count and list audience groups, and find their members anew. People are never changed by that."""


@groups.command("count")
@click.option("--rule", "file", required=True, metavar="FILE", help="The rule as JSON; - is standard input.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@in_workspace
@reading()
def count(workspace: Workspace, file: str, as_json: bool) -> None:
    """How many people a rule means, and how many of them can be emailed."""
    rule = given_rule(file)
    scope = asked_now(workspace, rule)
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
        refuse("Give either --rule FILE or --group NAME.")
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
        refuse(f"{why} With --trial the links are added all the same.")
    return links_in_files(workspace, base_url)


def _by_rule(workspace: Workspace, file: str) -> tuple[Scope, members.Who]:
    rule = given_rule(file)
    scope = asked_now(workspace, rule)
    return scope, members.who_meets(rule, scope)


def _by_name(workspace: Workspace, name: str) -> tuple[Scope, members.Who]:
    group = given_group(workspace, name)
    scope = asked_now(workspace, members.rule_of(group) if group.kind is GroupKind.DYNAMIC else None)
    return scope, members.who_is_in(group, scope)


groups.add_command(list_groups)
groups.add_command(say_rule)
groups.add_command(explain_person)
groups.add_command(find_anew)
groups.add_command(tell_history)
