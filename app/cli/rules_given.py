"""Reading a rule that a command was given, and refusing in words what is none."""

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

from app.accounts.models import Workspace
from app.cli.context import print_json, to_stderr
from app.db import now
from app.groups.domain.reading import Invalid
from app.groups.domain.rule_json import parse_rule
from app.groups.domain.rules import Rule
from app.groups.models import Group
from app.groups.queries import lists
from app.groups.queries.scope import Scope, missing, scope_of
from app.web.filters import Region, use

LARGEST_RULE = 1_000_000


def given_rule(file: str) -> Rule:
    """The rule in a file, or on standard input for "-"; ends the command when there is none."""
    rule = parse_rule(_decoded(file))
    if isinstance(rule, Invalid):
        where = rule.path or "the rule"
        refuse(f"This is no rule: {where} is {rule.what}; expected {rule.expected}.")
    return rule


def given_group(workspace: Workspace, name: str) -> Group:
    """The group of this name; ends the command when there is none."""
    group = lists.named(workspace, name)
    if group is None:
        refuse(f"There is no group named “{name}”.")
    return group


def here_and_now(workspace: Workspace, rule: Rule | None) -> Scope:
    """What the rule needs; something that it refers to may be gone."""
    use(Region(workspace.locale, workspace.timezone, workspace.currency))
    return scope_of(workspace, rule, at=now())


def asked_now(workspace: Workspace, rule: Rule | None) -> Scope:
    """What the rule needs; ends the command when something that it refers to is gone."""
    scope = here_and_now(workspace, rule)
    if rule and (gone := missing(rule, scope)):
        refuse(f"The rule cannot be asked. {' '.join(gone)}")
    return scope


def refuse(why: str) -> NoReturn:
    """Say why, to people and to programs, and end the command with status 2."""
    print_json({"refused": why})
    to_stderr(why)
    raise SystemExit(2)


def _decoded(file: str) -> Any:
    try:
        data = sys.stdin.buffer.read(LARGEST_RULE + 1) if file == "-" else _read(Path(file))
        if len(data) > LARGEST_RULE:
            refuse(f"{file} is too large for a rule.")
        return json.loads(data.decode("utf-8-sig"))
    except OSError as error:
        refuse(f"{file} cannot be read: {error.strerror}. Check the name and try again.")
    except (ValueError, RecursionError):
        refuse(f"{file} is not JSON. Check it with a JSON viewer and try again.")


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST_RULE + 1)
