"""The templates of batches: all of them, one of them, a new one."""

from typing import Any

from flask import Response, abort, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.batch_entry.domain.columns import columns_of
from app.batch_entry.domain.layout import in_the_grid, stated_system
from app.batch_entry.domain.numbering import code, free_prefix
from app.batch_entry.domain.offers import Offer, offer_of
from app.batch_entry.domain.templates import NotSaved, rule_lines, thresholds_told
from app.batch_entry.forms.templates import NamingForm
from app.batch_entry.models import BatchTemplate
from app.batch_entry.queries import templates as queries
from app.batch_entry.routes import bp
from app.batch_entry.routes.starting import is_on, offers
from app.batch_entry.services.holding import TemplateGone
from app.batch_entry.services.templates import create
from app.batches.domain.status import ENTERED, BatchKind
from app.db import db
from app.matching.domain.decide import Thresholds
from app.matching.queries.settings import settings_of
from app.updates.queries.settings import rules_of
from app.web import htmx
from app.web.forms import refuse
from app.web.ids import id_in
from app.words import _


def template_or_404(template_id: int) -> BatchTemplate:
    """The template of this workspace."""
    return queries.get(current_workspace.id, template_id) or abort(404)


@bp.errorhandler(TemplateGone)
def say_it_went(error: TemplateGone) -> Response:
    """Somebody deleted the template while a batch started with it, or while it was changed."""
    db.session.rollback()
    is_start = request.endpoint == "batch_entry.start"
    htmx.toast(
        _("Somebody deleted this template a moment ago. Nothing was started. Choose another.")
        if is_start
        else _("Somebody deleted this template a moment ago. Nothing was saved."),
        tone="failed",
    )
    return htmx.redirect(url_for(".new" if is_start else ".templates"))


@bp.get("/batches/templates")
@requires(Permission.VIEW)
def templates() -> Response:
    """All of them, with the ready-made ones that nobody has used yet."""
    return htmx.render(
        "batch_entry/templates.html",
        fragment="batch_entry/_templates.html",
        title=_("Batch templates"),
        templates=queries.templates(current_workspace.id),
        used=queries.used(current_workspace.id),
        offers=offers(),
        code=code,
    )


@bp.get("/batches/templates/<int:template_id>")
@requires(Permission.VIEW)
def template(template_id: int) -> Response:
    """Everything that one says, and whether it is its own or the workspace's."""
    return template_page(template_or_404(template_id))


def template_page(shown: BatchTemplate, *, refused: str = "", status: int = 200) -> Response:
    """The page of one template; with what was refused."""
    usual, own = settings_of(current_workspace), shown.thresholds
    columns = columns_of(shown.columns)
    return htmx.render(
        "batch_entry/template.html",
        fragment="batch_entry/_template.html",
        status=status,
        title=shown.name,
        template=shown,
        refused=refused,
        columns=in_the_grid(columns),
        system=stated_system(columns),
        used=queries.used(current_workspace.id).get(shown.id, 0),
        last=queries.last_change(shown),
        next_code=code(shown.prefix, shown.next_number),
        matching_is_on=usual.on,
        thresholds=thresholds_told(Thresholds.from_json(own) if own else usual.batch),
        rules=rule_lines(shown.rules, rules_of(current_workspace)),
        may_start=shown.retired_at is None and is_on(shown.kind),
    )


@bp.get("/batches/templates/new")
@requires(Permission.MANAGE)
def template_new() -> Response:
    """A new one of a kind, or like another."""
    source = _source(request.args.get("like", ""), request.args.get("kind", ""))
    return _new_page(_filled(source) if source else None)


@bp.post("/batches/templates/new")
@requires(Permission.MANAGE)
def template_create() -> Response:
    """Make it; its columns are those of what it is made from."""
    form = NamingForm()
    source = _source(str(form.like.data or ""), str(form.kind.data or ""))
    if source is None:
        return _new_page(None, status=422)
    if not form.validate():
        return _new_page(form, status=422)
    made = create(
        current_workspace.id,
        source.kind,
        form.naming,
        source.columns if isinstance(source, Offer) else columns_of(source.columns),
        thresholds=None if isinstance(source, Offer) else source.thresholds,
        rules=None if isinstance(source, Offer) else source.rules,
        actor=actor(),
    )
    if isinstance(made, NotSaved):
        refuse(form, made.field, made.reason)
        return _new_page(form, status=422)
    db.session.commit()
    htmx.toast(_("“{name}” is there. Look at its columns, then start a batch.", name=made.name))
    return htmx.redirect(url_for(".template", template_id=made.id))


def _source(like: str, kind: str) -> BatchTemplate | Offer | None:
    """The template to copy, or the ready-made one of the kind."""
    if like:
        return template_or_404(id_in(like))
    offered = {each.value for each in ENTERED if is_on(each)}
    return offer_of(BatchKind(kind)) if kind in offered else None


def _filled(source: BatchTemplate | Offer) -> NamingForm:
    is_copy = isinstance(source, BatchTemplate)
    values: dict[str, Any] = {
        "name": _("Copy of {name}", name=source.name)[:80] if is_copy else "",
        "prefix": free_prefix(source.prefix, queries.prefixes(current_workspace.id)),
        "next_number": 1,
        "needs_approval": source.needs_approval if isinstance(source, BatchTemplate) else False,
        "kind": "" if is_copy else source.kind.value,
        "like": str(source.id) if isinstance(source, BatchTemplate) else "",
    }
    return NamingForm(formdata=None, data=values)


def _new_page(form: NamingForm | None, *, status: int = 200) -> Response:
    copied = template_or_404(id_in(str(form.like.data))) if form and form.like.data else None
    return htmx.render(
        "batch_entry/template_new.html",
        fragment="batch_entry/_template_new.html",
        status=status,
        title=_("Copy {name}", name=copied.name) if copied else _("New template"),
        form=form,
        copied=copied,
        kinds=[each for each in (BatchKind.UPDATE, BatchKind.REVENUE) if is_on(each)],
        offer_of=offer_of,
    )
