"""Making and changing groups. The posted form is the whole state, so the builder works without JavaScript."""

import json
from dataclasses import dataclass
from typing import Any

from flask import Response, abort, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.places import countries
from app.accounts.domain.roles import Permission
from app.cultivation.domain.stages import Stage
from app.db import db, now
from app.groups import services
from app.groups.domain.kinds import GroupKind
from app.groups.domain.rule_json import parse_rule
from app.groups.domain.rules import Bracket, InSegment, Match, Rule, pruned
from app.groups.domain.segments import Segment
from app.groups.domain.sentence import sentence
from app.groups.forms import Block, GroupForm, act, draft_of, lines, read_draft, rule_of
from app.groups.forms.typed import KINDS, PERIODS
from app.groups.models import Group
from app.groups.queries import lists, members, people
from app.groups.queries.scope import Scope, missing, scope_of
from app.groups.routes import bp
from app.groups.routes.group import GROUP, group_or_404, reasons
from app.groups.services import Draft, Refused, Saved
from app.web import htmx
from app.web.filters import Region
from app.web.forms import refuse


@dataclass(frozen=True, slots=True)
class Preview:
    """What the rule means now, of the conditions that are finished."""

    sentence: str
    summary: members.Summary
    funnel: members.Funnel
    examples: list[members.Member]
    unfinished: list[tuple[str, str]]
    missing: list[str]


@bp.get("/groups/new")
@requires(Permission.EDIT)
def new() -> Response:
    """A new group; a dynamic one may start from a quick segment, or from a whole rule as JSON."""
    if request.args.get("type") == GroupKind.STATIC:
        return _static_page(GroupForm(), None)
    if told := request.args.get("rule", ""):
        return _page(GroupForm(), draft_of(_told_rule(told), _region()), None)
    segment = request.args.get("segment", "")
    parts = (InSegment(Segment(segment)),) if segment in list(Segment) else ()
    form = GroupForm(data={"name": Segment(segment).label if parts else ""})
    return _page(form, draft_of(Rule(Bracket(Match.ALL, parts)), _region()), None)


def _told_rule(text: str) -> Rule:
    try:
        rule = parse_rule(json.loads(text))
    except (ValueError, RecursionError):
        rule = None
    if not isinstance(rule, Rule):
        abort(400, description="This link does not hold a rule that can be read. Nothing was saved.")
    return rule


@bp.post("/groups/new")
@requires(Permission.EDIT)
def create() -> Response:
    """A button of the builder, or saving."""
    if request.form.get("type") == GroupKind.STATIC:
        return _save(GroupForm(), None, None)
    return _builder_post(None)


@bp.get(f"{GROUP}/edit")
@requires(Permission.EDIT)
def edit(group_id: int) -> Response:
    """The group in the builder."""
    group = group_or_404(group_id)
    form = GroupForm(obj=group)
    if group.kind is GroupKind.STATIC:
        return _static_page(form, group)
    return _page(form, draft_of(members.rule_of(group), _region()), group)


@bp.post(f"{GROUP}/edit")
@requires(Permission.EDIT)
def change(group_id: int) -> Response:
    """A button of the builder, or saving the changes."""
    group = group_or_404(group_id)
    if group.kind is GroupKind.STATIC:
        return _save(GroupForm(), None, group)
    return _builder_post(group)


@bp.post("/groups/preview")
@requires(Permission.EDIT)
def preview() -> Response:
    """What the posted rule means, while it is being typed."""
    return _page(GroupForm(), read_draft(request.form, _region()), None, fragment="groups/_preview.html")


def _builder_post(group: Group | None) -> Response:
    do, form = request.form.get("do", "save"), GroupForm()
    draft = act(read_draft(request.form, _region()), do, _region())
    if do != "save":
        return _page(form, draft, group)
    if unfinished := [line for line in lines(draft) if line.condition is None]:
        numbers = ", ".join(line.key for line in unfinished)
        refuse(form, None, f"Finish or remove condition {numbers} first.")
        return _page(form, draft, group, status=422)
    return _save(form, draft, group)


def _save(form: GroupForm, draft: Block | None, group: Group | None) -> Response:
    if not form.validate():
        return _again(form, draft, group)
    made = Draft(
        name=form.name.data or "",
        purpose=form.purpose.data or "",
        rule=None if draft is None else rule_of(draft),
    )
    outcome = _write(made, group, form.seen_version)
    match outcome:
        case Refused(field, why):
            refuse(form, field if field != "rule" else None, why)
            return _again(form, draft, group)
        case Saved(saved, rule_changed):
            if rule_changed and saved.kind is GroupKind.DYNAMIC:
                services.recalculate(current_workspace, saved, by=actor().id)
            db.session.commit()
            htmx.toast(f"The group “{made.name}” is saved.")
            return htmx.redirect(url_for(".show", group_id=saved.id))


def _write(made: Draft, group: Group | None, version: int) -> Saved | Refused:
    if group is None:
        return services.create(current_workspace, made, actor=actor())
    return services.update(current_workspace, group, made, version=version, actor=actor())


def _again(form: GroupForm, draft: Block | None, group: Group | None) -> Response:
    if draft is None:
        return _static_page(form, group, status=422)
    return _page(form, draft, group, status=422)


# --- pages


def _static_page(form: GroupForm, group: Group | None, *, status: int = 200) -> Response:
    title = f"Edit “{group.name}”" if group else "New static group"
    return htmx.render(
        "groups/static.html",
        fragment="groups/_static_form.html",
        status=status,
        title=title,
        form=form,
        group=group,
        action=_action(group),
    )


def _page(
    form: GroupForm,
    draft: Block,
    group: Group | None,
    *,
    status: int = 200,
    fragment: str = "groups/_builder.html",
) -> Response:
    rule, who = rule_of(draft), request.form.get("who", "").strip()
    scope = scope_of(current_workspace, rule, at=now())
    return htmx.render(
        "groups/builder.html",
        fragment=fragment,
        status=status,
        title=f"Edit “{group.name}”" if group else "New dynamic group",
        form=form,
        draft=draft,
        group=group,
        action=_action(group),
        preview=(seen := _preview(scope, rule, draft)),
        preview_counts=reasons(seen.summary),
        who=who,
        tested=people.tested(scope, rule, who),
        choices=_choices(scope, group),
    )


def _action(group: Group | None) -> str:
    return url_for(".change", group_id=group.id) if group else url_for(".create")


def _region() -> Region:
    return Region(current_workspace.locale, current_workspace.timezone, current_workspace.currency)


def _preview(scope: Scope, rule: Rule, draft: Block) -> Preview:
    who = members.who_meets(rule, scope)
    return Preview(
        sentence(rule, scope.speech),
        members.summary(scope, who),
        members.funnel(scope, rule),
        members.examples(scope, who) if pruned(rule.root) else [],
        [(line.key, line.problem) for line in lines(draft) if line.condition is None],
        missing(rule, scope),
    )


def _choices(scope: Scope, group: Group | None) -> dict[str, Any]:
    """What the selects of the builder offer."""
    own = group.id if group else 0
    return {
        "kinds": KINDS,
        "periods": PERIODS,
        "segments": [(each.value, each.label) for each in Segment],
        "stages": [(each.value, each.label) for each in Stage],
        "events": lists.events(current_workspace),
        "interests": [(key, topic.name) for key, topic in scope.topics.items()],
        "groups": [(key, known.name) for key, known in scope.groups.items() if key != own],
        "countries": countries(),
    }
