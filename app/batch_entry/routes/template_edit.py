"""Changing what a template is called and how it numbers; retiring it, bringing it back, deleting it."""

from flask import Response, url_for

from app.accounts.access import actor, requires
from app.accounts.domain.roles import Permission
from app.batch_entry.domain.templates import NotSaved, Stale
from app.batch_entry.forms.templates import NamingForm, Versioned
from app.batch_entry.models import BatchTemplate
from app.batch_entry.queries import templates as queries
from app.batch_entry.routes import bp
from app.batch_entry.routes.templates import template_or_404, template_page
from app.batch_entry.services import templates as services
from app.db import db
from app.web import htmx
from app.web.forms import refuse
from app.words import _

ONE = "/batches/templates/<int:template_id>"


def say_stale(form: Versioned, template: BatchTemplate, stale: Stale) -> None:
    """Say in the form that it is out of date; saving it again overrides."""
    form.version.data = template.version
    refuse(
        form,
        None,
        _(
            "{who} saved this template while the page was open, so nothing of yours is saved yet. "
            "Save again to put what stands here in its place, or leave the page to keep theirs.",
            who=stale.who,
        ),
    )


@bp.get(f"{ONE}/edit")
@requires(Permission.MANAGE)
def template_edit(template_id: int) -> Response:
    """Its name, its numbers, and whether its batches need approval."""
    template = template_or_404(template_id)
    names = ("name", "prefix", "next_number", "needs_approval", "version")
    values = {name: getattr(template, name) for name in names} | {"was_next": template.next_number}
    return _page(template, NamingForm(formdata=None, data=values))


@bp.post(f"{ONE}/edit")
@requires(Permission.MANAGE)
def template_rename(template_id: int) -> Response:
    """Change them."""
    template, form = template_or_404(template_id), NamingForm()
    if not form.validate():
        return _page(template, form, status=422)
    match services.rename(template, form.naming, version=form.seen_version, actor=actor()):
        case NotSaved() as wrong:
            refuse(form, wrong.field, wrong.reason)
            return _page(template, form, status=422)
        case Stale() as stale:
            say_stale(form, template, stale)
            return _page(template, form, status=422)
        case BatchTemplate():
            db.session.commit()
            htmx.toast(_("The template is saved. Batches that exist keep their numbers."))
            return htmx.redirect(url_for(".template", template_id=template_id))


@bp.post(f"{ONE}/retirement")
@requires(Permission.MANAGE)
def template_retire(template_id: int) -> Response:
    """Start no batch with it any more."""
    template = template_or_404(template_id)
    services.retire(template, actor=actor())
    db.session.commit()
    undo = url_for(".template_bring_back", template_id=template_id)
    htmx.toast(_("“{name}” is retired. Its batches go on.", name=template.name), undo=undo)
    return htmx.redirect(url_for(".templates"))


@bp.post(f"{ONE}/return")
@requires(Permission.MANAGE)
def template_bring_back(template_id: int) -> Response:
    """Start batches with it again."""
    template = template_or_404(template_id)
    services.bring_back(template, actor=actor())
    db.session.commit()
    htmx.toast(_("Batches can start with “{name}” again.", name=template.name))
    return htmx.redirect(url_for(".templates"))


@bp.get(f"{ONE}/delete")
@requires(Permission.MANAGE)
def template_confirm_delete(template_id: int) -> Response:
    """Ask before one is deleted."""
    template = template_or_404(template_id)
    title = _("Delete the template {name}?", name=template.name)
    return htmx.render(
        "batch_entry/template_delete.html",
        fragment="batch_entry/_template_delete.html",
        title=title,
        form_title=title,
        template=template,
        used=queries.used(template.workspace_id).get(template.id, 0),
    )


@bp.post(f"{ONE}/delete")
@requires(Permission.MANAGE)
def template_delete(template_id: int) -> Response:
    """Delete one that no batch was ever made by."""
    template = template_or_404(template_id)
    name = template.name
    if refused := services.delete(template, actor=actor()):
        db.session.rollback()
        return template_page(template_or_404(template_id), refused=refused.reason, status=422)
    db.session.commit()
    htmx.toast(_("“{name}” is deleted.", name=name))
    return htmx.redirect(url_for(".templates"))


def _page(template: BatchTemplate, form: NamingForm, *, status: int = 200) -> Response:
    return htmx.render(
        "batch_entry/template_edit.html",
        fragment="batch_entry/_template_edit.html",
        status=status,
        title=_("Edit {name}", name=template.name),
        template=template,
        form=form,
    )
