"""Putting groups together: union, intersection, difference, with the numbers before anything is made."""

from typing import Any

from flask import Response, request, url_for
from wtforms.fields.choices import SelectChoice

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.db import db, now
from app.groups import services
from app.groups.domain.combination import MOST, Act, keeps, region_told, sizes, told, total
from app.groups.forms.lists import CombinationForm, NameForm
from app.groups.models import Group
from app.groups.queries import lists, sets
from app.groups.routes import bp
from app.groups.services import Refused
from app.web import htmx
from app.web.forms import refuse
from app.words import N_, _, plural

SHOWN = 16
"""How many overlaps are listed, the largest first."""

MEND = N_("Mend it first: until then nobody knows who is in it.")
GONE = N_("One of the groups you chose is not in use any more. Choose again; nothing has been saved.")


@bp.get("/groups/combine")
@requires(Permission.EDIT)
def combine() -> Response:
    """Which groups, and how many people each way of combining them has."""
    return _page(NameForm(formdata=None))


@bp.post("/groups/combine")
@requires(Permission.EDIT)
def save_combination() -> Response:
    """Make the new group of the people of now."""
    form, chosen = NameForm(), _chosen()
    if not form.validate():
        return _page(form, status=422)
    groups = _groups(chosen)
    if groups is None:
        return _page(form, status=422)
    name = form.name.data or ""
    outcome = services.combine(current_workspace, name, _act(chosen), groups, actor=actor())
    if isinstance(outcome, Refused):
        db.session.rollback()
        refuse(form, outcome.field, outcome.why)
        return _page(form, status=422)
    key, count = outcome.group.id, outcome.group.member_count or 0
    db.session.commit()
    htmx.toast(
        plural(count, "“{name}” is saved with {n} person.", "“{name}” is saved with {n} people.", name=name)
    )
    return htmx.redirect(url_for(".show", group_id=key))


def _chosen() -> CombinationForm:
    return CombinationForm(formdata=request.values)


def _act(chosen: CombinationForm) -> Act:
    asked = str(chosen.act.data or "")
    return Act(asked) if asked in list(Act) else Act.UNION


def _groups(chosen: CombinationForm) -> list[Group] | None:
    """The chosen groups, the one to start from first; None where one of them is not in use any more.

    Without it the others would mean other people: whom it was to leave out would stay in.
    """
    known = {group.id: group for group in lists.groups(current_workspace)}
    keys = chosen.chosen()
    return [known[key] for key in keys] if known.keys() >= set(keys) else None


def _page(form: NameForm, *, status: int = 200) -> Response:
    chosen = _chosen()
    found = [SelectChoice(str(key), name) for key, name in lists.choices(current_workspace)]
    chosen.first.choices = [SelectChoice("", _("Choose a group…")), *found]
    chosen.others.choices = found
    chosen.act.data = _act(chosen).value
    return htmx.render(
        "groups/combine.html",
        fragment="groups/_combined.html",
        status=status,
        title=_("Combine groups"),
        chosen=chosen,
        form=form,
        found=found,
        most=MOST,
        **_numbers(_act(chosen), _groups(chosen)),
    )


def _numbers(act: Act, groups: list[Group] | None) -> dict[str, Any]:
    """The overlaps and what comes of them; nothing until there are two groups."""
    if groups is None:
        return {"groups": [], "told": "", "broken": GONE}
    if not 2 <= len(groups) <= MOST:
        return {"groups": groups, "told": "", "broken": ""}
    both = sets.together(current_workspace, groups, at=now())
    if both.broken:
        return {"groups": groups, "told": "", "broken": f"{both.broken} {MEND}"}
    regions, names = sets.regions(both.scope, both.whos), [group.name for group in groups]
    rows = [
        (region_told(region.inside, names), region, keeps(act, region.inside)) for region in regions[:SHOWN]
    ]
    return {
        "groups": groups,
        "told": told(act, names),
        "broken": "",
        "at": both.scope.at,
        "sizes": sizes(regions, len(groups)),
        "rows": rows,
        "rest": sum(region.count for region in regions[SHOWN:]),
        "act": act,
        "totals": [(each, total(each, regions)) for each in Act],
        "count": total(act, regions),
    }
