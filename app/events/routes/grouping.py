"""Participants saved as a static group."""

from flask import Response, request, url_for
from wtforms import SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.activity.domain.kinds import RegistrationStatus
from app.activity.models import Event
from app.db import db
from app.events.domain.words import STATUS
from app.events.queries import events
from app.events.queries.registrations import taking_part
from app.events.routes import bp
from app.events.routes.event import EVENT, event_or_404
from app.groups.services import Refused, save_people
from app.web import htmx
from app.web.forms import Form, refuse
from app.words import N_, _, any_of, plural


class GroupForm(Form):
    """Which participants, and what the group is called."""

    name = StringField(
        N_("Name of the group"),
        [
            DataRequired(N_("Give the group a name.")),
            Length(max=80, message=N_("Use at most 80 characters.")),
        ],
        filters=[lambda text: (text or "").strip()],
    )
    statuses = SelectMultipleField(
        N_("Whom?"),
        [InputRequired(N_("Tick at least one."))],
        choices=[SelectChoice(each.value, STATUS[each]) for each in RegistrationStatus],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


@bp.get(f"{EVENT}/group")
@requires(Permission.EDIT)
def choose_group(event: int) -> Response:
    """Who would be in it, by status."""
    found = event_or_404(event)
    wanted = request.args.getlist("status") or [RegistrationStatus.ATTENDED.value]
    return _page(found, GroupForm(data={"name": found.name[:80], "statuses": wanted}))


@bp.post(f"{EVENT}/group")
@requires(Permission.EDIT)
def save_group(event: int) -> Response:
    """Make the group: the people of now, who stay in it whatever becomes of their registrations."""
    found, form = event_or_404(event), GroupForm()
    if not form.validate():
        return _page(found, form, status=422)
    statuses = [RegistrationStatus(each) for each in form.statuses.data or ()]
    who = taking_part(current_workspace.id, event, statuses)
    said = any_of([STATUS[each].lower() for each in statuses])
    told = _("Participants of “{event}”: {statuses}.", event=found.name, statuses=said)
    outcome = save_people(current_workspace, form.name.data or "", who, told=told, actor=actor())
    if isinstance(outcome, Refused):
        db.session.rollback()
        refuse(form, "name", outcome.why)
        return _page(event_or_404(event), form, status=422)
    key, count, name = outcome.group.id, outcome.group.member_count or 0, outcome.group.name
    db.session.commit()
    htmx.toast(
        plural(count, "“{name}” is saved with {n} person.", "“{name}” is saved with {n} people.", name=name)
    )
    return htmx.redirect(url_for("groups.show", group_id=key))


def _page(event: Event, form: GroupForm, *, status: int = 200) -> Response:
    return htmx.render(
        "events/group.html",
        fragment="events/_group_form.html",
        status=status,
        title=_("Save as group"),
        event=event,
        form=form,
        places=events.places(current_workspace, event),
        statuses=list(RegistrationStatus),
    )
