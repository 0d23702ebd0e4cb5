"""Adding the people of an import to a static group."""

from collections.abc import Sequence

from flask import Response, request, url_for
from wtforms.fields.choices import SelectChoice

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.batches.forms import SourceForm
from app.batches.models import Batch
from app.batches.queries.grouping import in_import, offered
from app.batches.routes import bp
from app.batches.services.grouping import add_to_group
from app.db import now
from app.groups.models import Group
from app.groups.queries import sets
from app.groups.queries.scope import scope_of
from app.groups.routes.adding import added, by_hand_or_404
from app.web import htmx
from app.web.forms import refuse
from app.words import _

PATH = "/groups/<int:group_id>/members/import"


@bp.get(PATH)
@requires(Permission.EDIT)
def group_sources(group_id: int) -> Response:
    """Which import, and how many would join."""
    group, form = by_hand_or_404(group_id), SourceForm(formdata=request.args)
    return _page(group, form, offered(current_workspace))


@bp.post(PATH)
@requires(Permission.EDIT)
def add_imported(group_id: int) -> Response:
    """Add them."""
    group, form, imports = by_hand_or_404(group_id), SourceForm(), offered(current_workspace)
    batch = _chosen(form, imports)
    if not form.validate() or batch is None:
        refuse(form, "number", _("Choose an import or batch."))
        return _page(group, form, imports, status=422)
    meant = _counted(group, batch, form).meant
    note = form.note.data or ""
    outcome = add_to_group(current_workspace, batch, form.chosen_whom(), group, note=note, actor=actor())
    return added(group, outcome, meant=meant)


def _chosen(form: SourceForm, imports: Sequence[Batch]) -> Batch | None:
    return next((batch for batch in imports if batch.number == form.chosen_number()), None)


def _counted(group: Group, batch: Batch, form: SourceForm) -> sets.Change:
    scope = scope_of(current_workspace, None, at=now())
    return sets.change(scope, group, in_import(batch, form.chosen_whom()))


def _offer(batch: Batch) -> str:
    return batch.name if batch.kind.is_entered else f"{batch.number}: {batch.name}"


def _page(group: Group, form: SourceForm, imports: Sequence[Batch], *, status: int = 200) -> Response:
    form.number.choices = [
        SelectChoice("", _("Choose an import or batch…")),
        *(SelectChoice(str(batch.number), _offer(batch)) for batch in imports),
    ]
    form.whom.data = form.chosen_whom().value
    batch = _chosen(form, imports)
    return htmx.render(
        "batches/group_sources.html",
        fragment="batches/_group_sources.html",
        status=status,
        title=_("Add the people of an import or batch to “{name}”", name=group.name),
        group=group,
        form=form,
        imports=imports,
        batch=batch,
        change=_counted(group, batch, form) if batch else None,
        here=url_for(".group_sources", group_id=group.id),
    )
