"""Adding one restriction to many people: those of the list, of a group, or the selected rows."""

from flask import Response, request

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.consent.domain.acts import StaffAct
from app.consent.forms import ManyRestrictedForm
from app.consent.queries import topics
from app.consent.routes.person import start_of, today
from app.consent.services import Told
from app.db import db, now
from app.profiles.queries import people
from app.profiles.routes import bp
from app.profiles.routes.export import Wanted, asked_for, wanted
from app.profiles.routes.people import url
from app.profiles.services.restricting import MOST, Otherwise, Reach, Restricted, reach_of, restrict_many
from app.web import htmx
from app.web.forms import refuse
from app.web.selected import selected
from app.words import N_, _, plural

TOO_MANY = N_(
    "At most {most} people at once. Narrow the list, or import a file of restrictions, which takes any "
    "number and shows each row first.",
    most=f"{MOST:,}",
)
CHANGED = N_(
    "These are not the people who were counted before. Look at the new numbers. Nothing was changed."
)


@bp.get("/constituents/restriction")
@requires(Permission.EDIT)
def choose_restriction() -> Response:
    """Which restriction, and why."""
    return _page(_form(), _wanted())


@bp.post("/constituents/restriction")
@requires(Permission.EDIT)
def restrict_people() -> Response:
    """First how many it would reach; once that was seen, it is added."""
    form, who = _form(), _wanted()
    if not form.validate() or form.is_wrong(today()):
        return _page(form, who, status=422)
    told, expected = _told(form), request.form.get("expected", type=int)
    if expected is None or form.is_unmeant(expected):
        return _counted(form, who, told)
    outcome = restrict_many(
        current_workspace,
        who.who,
        told,
        expected=expected,
        words=who.journal,
        groups=who.groups,
        actor=actor(),
    )
    match outcome:
        case Restricted(count):
            db.session.commit()
            htmx.toast(
                plural(
                    count,
                    "Added for {n} person. It holds from now on.",
                    "Added for {n} people. It holds from now on.",
                )
            )
            return htmx.redirect(url(asked_for()))
        case Otherwise(reach):
            db.session.rollback()
            refuse(form, None, CHANGED)
            return _page(form, _wanted(), reach, status=422)


def _counted(form: ManyRestrictedForm, who: Wanted, told: Told) -> Response:
    reach = reach_of(current_workspace, who.who, told)
    if reach.lacking > MOST:
        refuse(form, None, TOO_MANY)
        return _page(form, who, status=422)
    return _page(form, who, reach, status=422 if form.errors else 200)


def _told(form: ManyRestrictedForm) -> Told:
    what, until = form.what, form.until.data
    return Told(
        what=what,
        at=now(),
        evidence=form.evidence.data or "",
        until=start_of(until) if until and what.act is StaffAct.PAUSE else None,
        source=_("added by hand to many people at once"),
    )


def _form() -> ManyRestrictedForm:
    form = ManyRestrictedForm(prefix="restrict")
    form.offer([(topic.id, topic.name) for topic in topics(current_workspace)])
    return form


def _wanted() -> Wanted:
    found = people.understood(current_workspace, asked_for(), at=now())
    return wanted(found.asked, found.scope)


def _page(
    form: ManyRestrictedForm, who: Wanted, reach: Reach | None = None, *, status: int = 200
) -> Response:
    ids, asked = selected(), asked_for()
    typed = (form.kind, form.until, form.evidence)
    return htmx.render(
        "profiles/restrict.html",
        fragment="profiles/_restrict.html",
        status=status,
        title=_("Add a restriction to many people"),
        form=form,
        words=who.words,
        reach=reach,
        chosen=next((each.label for each in form.kind.iter_choices() if each.selected), ""),
        asks=reach is not None and form.asks(reach.lacking),
        sent={field.name: field.data or "" for field in typed} if reach else {},
        fields={"in": request.values.get("in", "")} if ids else asked.query,
        ids=ids,
        back=url(asked),
    )
