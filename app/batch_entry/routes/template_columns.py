"""The columns of a template: which, in which order, with what in a new row. Works without script."""

from flask import Response, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.batch_entry.domain import choosing
from app.batch_entry.domain.choosing import ColumnFlaw
from app.batch_entry.domain.columns import Column, columns_of
from app.batch_entry.domain.templates import Stale
from app.batch_entry.forms.templates import ColumnsForm
from app.batch_entry.models import BatchTemplate
from app.batch_entry.routes import bp
from app.batch_entry.routes.template_edit import ONE, say_stale
from app.batch_entry.routes.templates import template_or_404
from app.batch_entry.services import templates as services
from app.batch_entry.services.defaults import unreadable
from app.db import db
from app.web import htmx
from app.web.forms import FormError
from app.words import _


@bp.get(f"{ONE}/columns")
@requires(Permission.MANAGE)
def template_columns(template_id: int) -> Response:
    """The columns as they are saved."""
    template = template_or_404(template_id)
    form = ColumnsForm(formdata=None, data={"version": template.version})
    return _page(template, form, columns_of(template.columns))


@bp.post(f"{ONE}/columns")
@requires(Permission.MANAGE)
def template_choose(template_id: int) -> Response:
    """Save the columns, or only do one act with those on the page: nothing is saved by that."""
    template, form = template_or_404(template_id), ColumnsForm()
    columns = _typed(template)
    act, __, field_id = str(form.do.data or "").partition(":")
    if act:
        field_id = str(form.add.data or "") if act == "add" else field_id
        changed = choosing.acted(template.kind, columns, act, field_id)
        return _page(template, form, changed, at=_next_focus(act, field_id, changed))
    if wrong := (*choosing.flaws(columns), *unreadable(current_workspace, template.kind, columns)):
        return _page(template, form, columns, wrong, status=422)
    saved = services.write_columns(template, columns, version=form.seen_version, actor=actor())
    if isinstance(saved, Stale):
        say_stale(form, template, saved)
        return _page(template, form, columns, status=422)
    db.session.commit()
    htmx.toast(_("The columns are saved. Batches that exist keep theirs."))
    return htmx.redirect(url_for(".template", template_id=template_id))


def _typed(template: BatchTemplate) -> tuple[Column, ...]:
    ids = request.form.getlist("column")
    defaults = {id: request.form.get(f"default-{id}", "") for id in ids}
    required = (id for id in ids if request.form.get(f"required-{id}"))
    return choosing.chosen(template.kind, ids, defaults, required)


def _next_focus(act: str, field_id: str, columns: tuple[Column, ...]) -> str:
    """The id of the control that goes on where the act was done."""
    order = [column.field_id for column in columns]
    if act == "add" and field_id in order:
        return f"default-{field_id}" if choosing.takes_default(field_id) else f"required-{field_id}"
    if field_id not in order:
        return "add"
    if act == "top":
        return f"down-{field_id}"
    is_end = order[0 if act == "up" else -1] == field_id
    return f"{'down' if (act == 'up') == is_end else 'up'}-{field_id}"


def _page(
    template: BatchTemplate,
    form: ColumnsForm,
    columns: tuple[Column, ...],
    wrong: tuple[ColumnFlaw, ...] = (),
    *,
    at: str = "",
    status: int = 200,
) -> Response:
    labels = {column.field_id: column.label for column in columns}
    errors = [FormError(_control(each), f"{labels[each.field_id]}: {each.reason}") for each in wrong]
    return htmx.render(
        "batch_entry/template_columns.html",
        fragment="batch_entry/_template_columns.html",
        status=status,
        title=_("Columns of {name}", name=template.name),
        template=template,
        form=form,
        columns=columns,
        wrong={each.field_id: each.reason for each in wrong},
        errors=[*errors, *(FormError(None, message) for message in form.form_errors)],
        left=choosing.left_to_add(template.kind, columns),
        staying=choosing.staying(template.kind),
        takes_default=choosing.takes_default,
        always_required=choosing.always_required,
        at=at,
    )


def _control(flaw: ColumnFlaw) -> str:
    first = "default" if choosing.takes_default(flaw.field_id) else "required"
    return f"{first}-{flaw.field_id}"
