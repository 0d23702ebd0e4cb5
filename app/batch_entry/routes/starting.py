"""Starting a batch by one of the templates."""

from flask import Response, abort, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Module, Permission
from app.batch_entry.domain.columns import columns_of
from app.batch_entry.domain.numbering import code
from app.batch_entry.domain.offers import OFFERS, Offer, still_offered
from app.batch_entry.models import BatchTemplate
from app.batch_entry.queries import templates as queries
from app.batch_entry.routes import bp
from app.batch_entry.routes.standing import place_of
from app.batch_entry.services import open_batch
from app.batch_entry.services.templates import of_offer
from app.batches.domain.status import BatchKind
from app.db import db
from app.web import htmx
from app.web.ids import id_in
from app.words import _


@bp.get("/batches/new")
@requires(Permission.EDIT)
def new() -> Response:
    """By which template?"""
    return _page()


@bp.post("/batches/new")
@requires(Permission.EDIT)
def start() -> Response:
    """Open a batch of the chosen template; a ready-made one is written down now."""
    template = _chosen_or_404()
    if template.retired_at is not None:
        htmx.toast(
            _("“{name}” is retired, so no batch starts with it. Choose another.", name=template.name),
            tone="failed",
        )
        return htmx.redirect(url_for(".new"))
    batch = open_batch(current_workspace, template, actor=actor())
    db.session.commit()
    htmx.toast(
        _(
            "{source} is open. Nothing is written to anybody's record before you commit it.",
            source=batch.source,
        )
    )
    return htmx.redirect(place_of(batch))


def is_on(kind: BatchKind) -> bool:
    """Whether such batches are used here: gifts need their module."""
    return kind is not BatchKind.REVENUE or current_workspace.has(Module.DONATIONS)


def offers() -> tuple[Offer, ...]:
    """The ready-made templates that nobody has used yet."""
    have = {each.kind for each in queries.templates(current_workspace.id)}
    return tuple(each for each in still_offered(have) if is_on(each.kind))


def _chosen_or_404() -> BatchTemplate:
    asked = request.form.get("template", "")
    offer = next((each for each in OFFERS if each.key == asked), None)
    if offer and is_on(offer.kind):
        return of_offer(current_workspace.id, offer, actor=actor())
    found = queries.get(current_workspace.id, id_in(asked))
    return found if found and is_on(found.kind) else abort(404)


def _page() -> Response:
    every = [each for each in queries.templates(current_workspace.id) if is_on(each.kind)]
    return htmx.render(
        "batch_entry/new.html",
        fragment="batch_entry/_choices.html",
        title=_("Start a batch"),
        templates=[each for each in every if each.retired_at is None],
        offers=offers(),
        code=code,
        columns_of=columns_of,
    )
