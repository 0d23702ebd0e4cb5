"""Taking people out of a static group: those who are ticked at once, others after a look at how many."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, request
from wtforms.fields.choices import SelectChoice

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.connections import reading
from app.consent import queries as consent
from app.db import db, now
from app.groups import services
from app.groups.domain.leaving import How
from app.groups.forms.lists import RemovalForm
from app.groups.models import Group
from app.groups.queries import lists, members, sets
from app.groups.queries.members import Member, Who
from app.groups.queries.naming import named_by
from app.groups.queries.scope import Scope, scope_of
from app.groups.queries.translation import member_of
from app.groups.routes import bp
from app.groups.routes.adding import by_hand_or_404
from app.groups.routes.group import GROUP, group_or_404
from app.groups.routes.members import answered
from app.groups.services import Moved, Refused
from app.groups.services.members import MOST_AT_ONCE
from app.web import htmx
from app.web.forms import refuse
from app.web.ids import id_in
from app.words import _, figure, plural


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who would be taken out: by their ids, or as a condition about people; and what was pasted in vain."""

    scope: Scope
    who: Who
    ids: tuple[int, ...] | None = None
    unknown: tuple[str, ...] = ()
    how: How | None = None
    other: str = ""


@bp.get(f"{GROUP}/removals")
@requires(Permission.EDIT)
def choose_removal(group_id: int) -> Response:
    """Whom to take out; with people selected in a list, that it would be those."""
    group, form = by_hand_or_404(group_id), RemovalForm(formdata=None)
    ids = _selected(request.args.getlist("selected"))
    return _page(group, form, leaving=_chosen(ids) if ids else None)


@bp.post(f"{GROUP}/removals")
@requires(Permission.EDIT)
def remove(group_id: int) -> Response:
    """Take out who is ticked; of others, first show how many they are, then take them out."""
    group = group_or_404(group_id)
    if "how" not in request.form:
        ids = _selected(request.form.getlist("selected"))
        outcome = services.remove_members(current_workspace, group, ids, actor=actor())
        return _taken_out(group, outcome, "" if ids else _("Select people first."))
    if request.form.get("sure") != "yes":
        db.session.commit()  # who would leave is only counted: nobody has to wait for it
        with reading():
            return _preview(group_or_404(group_id))
    form = RemovalForm()
    found = _found(group, form) if form.validate() else None
    if found is None:
        return _page(group, form, status=422)
    outcome = services.remove_people(current_workspace, group, found.who, actor=actor())
    return _taken_out(group, outcome)


def _taken_out(group: Group, outcome: Moved | Refused, more: str = "") -> Response:
    count = outcome.count if isinstance(outcome, Moved) else 0
    done = plural(count, "{n} person taken out.", "{n} people taken out.")
    return answered(group, outcome, done, _("Nobody was taken out."), more)


def _preview(group: Group) -> Response:
    form = RemovalForm()
    found = _found(group, form) if form.validate() else None
    return _page(group, form, leaving=found, status=200 if found else 422)


def _found(group: Group, form: RemovalForm) -> Leaving | None:
    """Who is meant; None where the form says what is missing."""
    match How(form.how.data):
        case How.PASTED:
            return _pasted(form)
        case How.BARRED:
            scope = scope_of(current_workspace, None, at=now())
            barred = ~consent.can_be_emailed(current_workspace, at=scope.at)
            return Leaving(scope, barred, how=How.BARRED)
        case How.GROUP:
            return _of_group(group, form)


def _pasted(form: RemovalForm) -> Leaving | None:
    words = form.words()
    if not words or len(words) > MOST_AT_ONCE:
        least = _("Paste at least one email address or lookup ID.")
        refuse(
            form,
            "pasted",
            _("Paste at most {most} at once.", most=figure(MOST_AT_ONCE)) if words else least,
        )
        return None
    named = named_by(current_workspace, words)
    return _chosen(named.ids, How.PASTED, unknown=(*named.unknown, *named.shared))


def _selected(texts: Sequence[str]) -> list[int]:
    return [number for text in texts if (number := id_in(text))]


def _chosen(ids: Sequence[int], how: How | None = None, unknown: tuple[str, ...] = ()) -> Leaving:
    """People who are named one by one."""
    scope = scope_of(current_workspace, None, at=now())
    return Leaving(scope, sets.among(ids), tuple(ids), unknown, how)


def _of_group(group: Group, form: RemovalForm) -> Leaving | None:
    other = lists.get(current_workspace, form.source_id())
    if other is None or other.id == group.id:
        refuse(form, "source", _("Choose the other group."))
        return None
    both = sets.together(current_workspace, [other], at=now())
    if both.broken:
        refuse(form, "source", both.broken)
        return None
    return Leaving(both.scope, both.whos[0], how=How.GROUP, other=other.name)


def _page(group: Group, form: RemovalForm, *, leaving: Leaving | None = None, status: int = 200) -> Response:
    others = [other for other in lists.groups(current_workspace) if other.id != group.id]
    form.source.choices = [SelectChoice(str(other.id), other.name) for other in others]
    summary, examples = _seen(group, leaving) if leaving else (None, ())
    return htmx.render(
        "groups/removal.html",
        fragment="groups/_removal.html",
        status=status,
        title=_("Take people out of “{name}”", name=group.name),
        group=group,
        form=form,
        leaving=leaving,
        summary=summary,
        examples=examples,
    )


def _seen(group: Group, leaving: Leaving) -> tuple[members.Summary, Sequence[Member]]:
    """How many of the list would leave, why not all of them can be emailed, and some of them."""
    who = leaving.who & member_of(group.id)
    return members.summary(leaving.scope, who), members.examples(leaving.scope, who)
