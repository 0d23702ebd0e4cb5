"""Adding people to a static group from a file that names them."""

from flask import Response, current_app

from app.accounts.access import requires
from app.accounts.domain.roles import Permission
from app.db import db
from app.groups.forms.lists import PasteForm
from app.groups.models import Group
from app.groups.routes.adding import by_hand_or_404, take
from app.imports import services
from app.imports.domain.refusal import Refused
from app.imports.forms import ListForm
from app.imports.routes import bp
from app.imports.routes.upload import largest, limits
from app.web import htmx
from app.web.asked import one_line
from app.web.forms import refuse
from app.words import _

PATH = "/groups/<int:group_id>/members/file"


@bp.get(PATH)
@requires(Permission.EDIT)
def people_list(group_id: int) -> Response:
    """Choose a file."""
    return _page(by_hand_or_404(group_id), ListForm(formdata=None))


@bp.post(PATH)
@requires(Permission.EDIT)
def add_from_file(group_id: int) -> Response:
    """Add those whom the file names; where some are not found, show them first. The file is not kept."""
    form = ListForm()
    by_hand_or_404(group_id)
    if not form.file.data or not form.file.data.filename:
        refuse(form, "file", _("Choose a file."))
        return _page(by_hand_or_404(group_id), form, status=422)
    words = _read(form)
    group = by_hand_or_404(group_id)
    if isinstance(words, Refused):
        refuse(form, "file", str(words))
        return _page(group, form, status=422)
    return take(group, PasteForm(formdata=None), list(dict.fromkeys(words)), frozenset())


def _read(form: ListForm) -> list[str] | Refused:
    name = one_line(form.file.data.filename)[-200:]
    db.session.commit()  # unpacking a workbook takes time, and must not keep others from saving
    text = services.as_text(form.file.data.stream, filename=name, largest=largest(), limits=limits())
    if isinstance(text, Refused):
        return text
    with text:
        return services.people_named(text, filename=name, limits=limits())


def _page(group: Group, form: ListForm, *, status: int = 200) -> Response:
    return htmx.render(
        "imports/people_list.html",
        fragment="imports/_people_list.html",
        status=status,
        title=_("Add people of a file to “{name}”", name=group.name),
        group=group,
        form=form,
        settings=current_app.config["SETTINGS"],
    )
