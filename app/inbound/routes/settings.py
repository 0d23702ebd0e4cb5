"""Turning services on, and saying how their reports are checked."""

from typing import Any

from flask import Response, abort, current_app, make_response, render_template, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.consent import queries as consent
from app.db import db
from app.inbound import queries, services
from app.inbound.domain.providers import Provider
from app.inbound.domain.rules import EventRules
from app.inbound.domain.topics import Doubled, mapped, written
from app.inbound.forms import DoorForm, RulesForm
from app.inbound.routes import bp
from app.web import htmx
from app.web.forms import refuse
from app.web.origin import host_of
from app.words import _


@bp.get("/settings/email-events")
@requires(Permission.MANAGE)
def index() -> Response:
    """Every service with what it told lately, what staff should know, and the rules."""
    rules = queries.rules_of(current_workspace)
    return _index(RulesForm(data=rules.to_json()))


@bp.post("/settings/email-events")
@requires(Permission.MANAGE)
def save_rules() -> Response:
    """Save the rules."""
    form = RulesForm()
    if not form.validate():
        return _index(form, status=422)
    rules = EventRules(soft_bounces=form.soft_bounces.data or 0, days=form.days.data or 0)
    changed = services.change_rules(current_workspace, rules, actor=actor())
    db.session.commit()
    htmx.toast(_("The rules are saved.") if changed else _("Nothing was different, so nothing was changed."))
    return htmx.redirect(url_for(".index"))


def _index(form: RulesForm, *, status: int = 200) -> Response:
    page = render_template(
        "inbound/index.html",
        title=_("Email events"),
        form=form,
        invalid=status == 422,
        providers=Provider,
        doors=queries.doors(current_workspace.id),
        traffic=queries.traffic(current_workspace.id),
        notes=queries.notes(current_workspace.id),
    )
    return make_response(page, status)


@bp.get("/settings/email-events/<provider>")
@requires(Permission.MANAGE)
def door(provider: str) -> Response:
    """One service: its address, how it is checked, and what its topics are here."""
    service = _service_or_404(provider)
    found = queries.door(current_workspace.id, service)
    return _door(service, DoorForm(data={"checks_certificate": found is None or found.checks_certificate}))


@bp.post("/settings/email-events/<provider>")
@requires(Permission.MANAGE)
def save_door(provider: str) -> Response:
    """Save how it is checked and what its topics are."""
    service, form = _service_or_404(provider), DoorForm()
    known = {each.interest.id for each in consent.interests(current_workspace)}
    topics = mapped({key: request.form.get(f"topic-{key}", "") for key in known})
    if isinstance(topics, Doubled):
        form.validate()
        refuse(
            form,
            None,
            _("“{name}” stands at two interest groups. It can be only one of them.", name=topics.name),
        )
        return _door(service, form, status=422)
    if not form.validate():
        return _door(service, form, status=422)
    outcome = services.save_door(
        current_workspace,
        service,
        signing_key=form.typed_key,
        checks_certificate=bool(form.checks_certificate.data) or service is not Provider.SES,
        topics=topics,
        actor=actor(),
    )
    if isinstance(outcome, services.NoSuchDoor):
        abort(404)
    db.session.commit()
    htmx.toast(_("Saved how {label} is checked.", label=service.label))
    return htmx.redirect(url_for(".door", provider=service.value))


@bp.post("/settings/email-events/<provider>/address")
@requires(Permission.MANAGE)
def new_address(provider: str) -> Response:
    """Turn the service on, or give it a new address, which is shown this one time."""
    service = _service_or_404(provider)
    secret = services.open_door(current_workspace, service, actor=actor())
    db.session.commit()
    base = (current_app.config["SETTINGS"].public_url or request.host_url).rstrip("/")
    url = base + url_for(".hook", provider=service.value, token=secret)
    return _door(service, DoorForm(formdata=None, data={"checks_certificate": True}), url=url)


@bp.post("/settings/email-events/<provider>/stop")
@requires(Permission.MANAGE)
def stop(provider: str) -> Response:
    """Take nothing more from it."""
    service = _service_or_404(provider)
    if isinstance(services.turn_off(current_workspace, service, actor=actor()), services.NoSuchDoor):
        abort(404)
    db.session.commit()
    htmx.toast(_("{label} is off. Its address does nothing any more.", label=service.label))
    return htmx.redirect(url_for(".index"))


def _service_or_404(provider: str) -> Provider:
    return Provider(provider) if provider in set(Provider) else abort(404)


def _door(service: Provider, form: DoorForm, *, url: str = "", status: int = 200) -> Response:
    found = queries.door(current_workspace.id, service)
    page = render_template(
        "inbound/door.html",
        title=service.label,
        service=service,
        door=found,
        form=form,
        invalid=status == 422,
        url=url,
        only_here=host_of(url).partition(":")[0] in ("localhost", "127.0.0.1"),
        topics=_topics(found.topics if found else {}),
    )
    return make_response(page, status)


def _topics(saved: dict[str, Any]) -> list[tuple[int, str, str]]:
    """Each interest group in use: its id, its name, and what it is called at the service."""
    names = written(saved)
    return [
        (
            each.interest.id,
            each.interest.name,
            request.form.get(f"topic-{each.interest.id}", names.get(each.interest.id, "")),
        )
        for each in consent.interests(current_workspace)
        if each.interest.archived_at is None
    ]
