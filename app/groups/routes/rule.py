"""A dynamic group's rule in words, what it was before, and going back to that."""

from flask import Response, abort, request, url_for

from app.accounts import queries as accounts
from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.db import db, now
from app.groups import services
from app.groups.domain.kinds import GroupKind
from app.groups.domain.rule_json import parse_rule
from app.groups.domain.rules import Rule
from app.groups.domain.sentence import sentence
from app.groups.models import Group, GroupVersion
from app.groups.queries import history, people
from app.groups.queries.effects import effect
from app.groups.queries.judging import together
from app.groups.queries.scope import missing, scope_of
from app.groups.routes import bp
from app.groups.routes import group as frame
from app.groups.routes.group import GROUP, group_or_404
from app.groups.services import Refused
from app.web import htmx
from app.web.forms import Form
from app.words import _

VERSION = f"{GROUP}/rule/<int:number>"


def by_rule_or_404(group_id: int) -> Group:
    """The dynamic group of this workspace; a static one has no rule."""
    group = group_or_404(group_id)
    if group.kind is not GroupKind.DYNAMIC:
        abort(404)
    return group


@bp.get(f"{GROUP}/rule")
@requires(Permission.VIEW)
def rule(group_id: int) -> Response:
    """The rule, who is in it by it, and its versions; a static group has its members instead."""
    what = frame.opened(group_or_404(group_id))
    if what.rule is None:
        return htmx.redirect(url_for(".show", group_id=group_id))
    kept = history.versions(what.group)
    asked = request.args.get("who", "")[:200]
    return frame.show(
        what,
        "rule",
        "groups/_rule.html",
        sentence=sentence(what.rule, what.scope.speech),
        versions=kept,
        names=accounts.names_of({each.by for each in kept}),
        who=asked,
        tested=people.tested(what.scope, what.rule, asked),
    )


@bp.get(VERSION)
@requires(Permission.EDIT)
def version(group_id: int, number: int) -> Response:
    """One version, and what going back to it would change."""
    group = by_rule_or_404(group_id)
    return _page(group, _version_or_404(group, number))


@bp.post(VERSION)
@requires(Permission.EDIT)
def go_back(group_id: int, number: int) -> Response:
    """Let the rule be again what it was in this version."""
    group = by_rule_or_404(group_id)
    kept, seen = _version_or_404(group, number), request.form.get("version", "")
    if number == group.rule_version:
        abort(404)
    at = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0
    outcome = services.go_back(current_workspace, group, kept, version=at, actor=actor())
    if isinstance(outcome, Refused):
        return _page(group, kept, why=outcome.why, status=422)
    services.recalculate(current_workspace, group, by=actor().id)
    db.session.commit()
    htmx.toast(_("The rule is what it was in version {number}. Its members are found anew.", number=number))
    return htmx.redirect(url_for(".rule", group_id=group_id))


def _version_or_404(group: Group, number: int) -> GroupVersion:
    found = history.version(group, number)
    if found is None:
        abort(404)
    return found


def _page(group: Group, kept: GroupVersion, *, why: str = "", status: int = 200) -> Response:
    read = parse_rule(kept.rule)
    old = read if isinstance(read, Rule) else Rule()
    at, is_now = now(), kept.version == group.rule_version
    scope = scope_of(current_workspace, together([old]), at=at)
    gone = missing(old, scope) if isinstance(read, Rule) else [_("This version cannot be read any more.")]
    return htmx.render(
        "groups/version.html",
        fragment="groups/_version.html",
        status=status,
        title=_("Version {version} of “{name}”", version=kept.version, name=group.name),
        group=group,
        kept=kept,
        form=Form(),
        names=accounts.names_of({kept.by}),
        sentence=sentence(old, scope.speech),
        gone=gone,
        effect=None if gone or is_now or group.archived_at else effect(current_workspace, group, old, at=at),
        why=why,
    )
