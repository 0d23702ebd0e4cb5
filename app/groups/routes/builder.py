"""Making and changing groups. The posted form is the whole state, so the builder works without JavaScript."""

import json
from collections.abc import Sequence

from flask import Response, abort, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.connections import reading
from app.db import db, new_id
from app.groups import services
from app.groups.domain.gone import CANNOT_BE_READ
from app.groups.domain.kinds import GroupKind
from app.groups.domain.rule_json import parse_rule
from app.groups.domain.rules import MAX_CONDITIONS, Bracket, InSegment, Match, Rule
from app.groups.domain.segments import Segment
from app.groups.forms import GroupForm, Tree, act, draft_of, lines, read_draft, rule_of
from app.groups.forms.kinds import FAMILIES
from app.groups.forms.refusing import unsavable
from app.groups.forms.starters import STARTERS, Starter, starter
from app.groups.models import Group
from app.groups.queries import members
from app.groups.routes import bp
from app.groups.routes.group import GROUP, group_or_404
from app.groups.routes.preview import asked_now, choices, meaning, region
from app.groups.services import Draft, Refused, Saved
from app.web import htmx
from app.web.forms import FormError, error_list, refuse
from app.words import N_, _

_LOOK_BACK = N_("Nothing has been changed. The tab Rule has its earlier versions: you can go back to one.")
RULES, WHOLE = "groups/_rules.html", "groups/_builder.html"


@bp.get("/groups/new")
@requires(Permission.EDIT)
def new() -> Response:
    """A new group; a dynamic one may start from a quick segment, a starting point, or a rule as JSON."""
    if request.args.get("type") == GroupKind.STATIC:
        return _static_page(GroupForm(), None)
    name, tree = _started()
    return _page(GroupForm(data={"name": name}), tree, None)


def _started() -> tuple[str, Tree]:
    """The name and the rule that the address asks to start from; nothing otherwise."""
    asked = request.args
    if told := asked.get("rule", ""):
        return "", draft_of(_told_rule(told), region())
    if found := starter(asked.get("start", "")):
        return found.name, found.tree(region())
    if (segment := asked.get("segment", "")) in list(Segment):
        rule = Rule(Bracket(Match.ALL, (InSegment(Segment(segment)),)))
        return Segment(segment).label, draft_of(rule, region())
    return "", Tree()


def _told_rule(text: str) -> Rule:
    try:
        rule = parse_rule(json.loads(text))
    except (ValueError, RecursionError):
        rule = None
    if not isinstance(rule, Rule):
        abort(400, description=_("This link does not hold a rule that can be read. Nothing was saved."))
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
    return _page(form, draft_of(_readable_rule(group), region()), group)


def _readable_rule(group: Group) -> Rule:
    """An empty builder would be saved over a rule that only cannot be read here."""
    rule = members.rule_of(group)
    if not rule.readable:
        abort(409, description=f"{CANNOT_BE_READ} {_LOOK_BACK}")
    return rule


@bp.post(f"{GROUP}/edit")
@requires(Permission.EDIT)
def change(group_id: int) -> Response:
    """A button of the builder, or saving the changes."""
    group = group_or_404(group_id)
    if group.kind is GroupKind.STATIC:
        return _save(GroupForm(), None, group)
    _readable_rule(group)
    return _builder_post(group)


def _builder_post(group: Group | None) -> Response:
    do, form = request.form.get("do", "save"), GroupForm()
    tree = read_draft(request.form, region())
    if do != "save":
        focus = act(tree, do, region())
        db.session.commit()  # a button writes nothing: nobody has to wait until it has counted
        with reading():
            return _page(form, tree, group, fragment=RULES, focus=focus)
    if wrong := unsavable(tree):
        return _page(form, tree, group, status=422, wrong=wrong)
    return _save(form, tree, group)


def _save(form: GroupForm, tree: Tree | None, group: Group | None) -> Response:
    if not form.validate():
        return _again(form, tree, group)
    rule = None if tree is None else rule_of(tree)
    made = Draft(
        name=form.name.data or "", purpose=form.purpose.data or "", rule=rule, note=form.note.data or ""
    )
    outcome = _write(made, group, form.seen_version)
    match outcome:
        case Refused(field, why):
            refuse(form, field if field != "rule" else None, why)
            return _again(form, tree, group)
        case Saved(saved, rule_changed):
            if rule_changed and saved.kind is GroupKind.DYNAMIC:
                services.recalculate(current_workspace, saved, by=actor().id)
            db.session.commit()
            htmx.toast(_("The group “{name}” is saved.", name=made.name))
            return htmx.redirect(url_for(".show", group_id=saved.id))


def _write(made: Draft, group: Group | None, version: int) -> Saved | Refused:
    if group is None:
        return services.create(current_workspace, made, actor=actor())
    return services.update(current_workspace, group, made, version=version, actor=actor())


def _again(form: GroupForm, tree: Tree | None, group: Group | None) -> Response:
    if tree is None:
        return _static_page(form, group, status=422)
    return _page(form, tree, group, status=422)


# --- pages


def _static_page(form: GroupForm, group: Group | None, *, status: int = 200) -> Response:
    title = _("Edit “{name}”", name=group.name) if group else _("New static group")
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
    tree: Tree,
    group: Group | None,
    *,
    status: int = 200,
    fragment: str = WHOLE,
    focus: str = "",
    wrong: Sequence[FormError] = (),
) -> Response:
    """The builder; asked by a button only for its conditions, what they mean is asked for after it."""
    counts, scope = not (fragment == RULES and htmx.is_fragment()), asked_now(tree)
    return htmx.render(
        "groups/builder.html",
        fragment=fragment,
        status=status,
        title=_("Edit “{name}”", name=group.name) if group else _("New dynamic group"),
        form=form,
        tree=tree,
        group=group,
        action=_action(group),
        choices=choices(tree, group, scope),
        families=FAMILIES,
        full=sum(1 for __ in lines(tree)) >= MAX_CONDITIONS,
        starters=_starters() if not (group or tree.root.parts) else {},
        segments=list(Segment),
        focus=focus,
        wrong=[*error_list(form), *wrong],
        refused=bool(wrong),
        mended=False,
        **(meaning(tree, group, scope) if counts else {"recount": new_id()}),
    )


def _starters() -> dict[str, list[Starter]]:
    """The starting points by family."""
    families = dict.fromkeys(each.family for each in STARTERS)
    return {family: [each for each in STARTERS if each.family == family] for family in families}


def _action(group: Group | None) -> str:
    return url_for(".change", group_id=group.id) if group else url_for(".create")
