"""The settings of matching: from which score on what happens, on what records here score."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.audit.domain.meanwhile import Meanwhile
from app.batches.routes import matching_view as view
from app.batches.routes.meanwhile import Sides, again
from app.db import db
from app.matching.domain.decide import MatchingSettings
from app.matching.forms import MatchingForm, NamePairForm, basis_of, filled, said, was_shown
from app.matching.queries.names import listed
from app.matching.queries.settings import settings_of
from app.matching.services.settings import change
from app.web import htmx
from app.words import _

bp = Blueprint("matching", __name__, url_prefix="/settings/matching")


@bp.get("")
@requires(Permission.MANAGE)
def settings() -> Response:
    """The page; as a fragment the pictures and worked differences for what is typed and not saved yet."""
    form = MatchingForm(formdata=request.args if "batch_automatic" in request.args else None, data=_saved())
    if not htmx.is_fragment():
        return page(form)
    form.validate()
    if view.is_asked():
        return htmx.render(
            "matching/settings.html",
            fragment="batches/_replay.html",
            **view.replayed(current_workspace, form),
        )
    shown = view.effect(current_workspace, form)
    again = [htmx.part("batches/_replay.html", "#replay", **view.replayed(current_workspace, form))]
    return htmx.render(
        "matching/settings.html",
        fragment="matching/_imports_picture.html",
        also=[
            htmx.part("matching/_hand_picture.html", "#hand-picture", **shown),
            htmx.part("matching/_differences.html", "#differences", **shown),
            *(again if form.rows.data else []),  # the pictures come once more while nothing was typed
        ],
        **shown,
    )


@bp.post("")
@requires(Permission.MANAGE)
def save() -> Response:
    """Save the settings, or only show what they would mean."""
    shown = was_shown(request.form.get("basis"), settings_of(current_workspace))
    form = MatchingForm(data=_held(shown))
    if not form.validate():
        return page(form, status=422)
    if request.form.get("do") == "preview":
        return page(form, pictured=True)
    if request.form.get("do") == "replay":
        sent = {**form.texts, "basis": form.basis.data}
        return htmx.redirect(url_for(".settings", **sent, do="replay", _anchor="replay"))
    changes = change(current_workspace, form.settings, shown=shown, actor=actor())
    if isinstance(changes, Meanwhile):
        return page(_mended(form, shown, changes), pictured=True, status=422)
    db.session.commit()
    htmx.toast(_("Matching is saved.") if changes else _("Nothing was different, so nothing was changed."))
    return htmx.redirect(url_for(".settings"))


def _mended(form: MatchingForm, shown: MatchingSettings, theirs: Meanwhile) -> MatchingForm:
    """What was typed, over what somebody else saved meanwhile."""
    sides = Sides(filled(shown), filled(settings_of(current_workspace)), filled(form.settings))
    return again(_blank, sides, theirs.who, said)


def _blank(values: Mapping[str, Any]) -> MatchingForm:
    return MatchingForm(formdata=None, data={**_saved(), **values})


def page(
    form: MatchingForm | None = None,
    names: NamePairForm | None = None,
    *,
    pictured: bool = False,
    status: int = 200,
) -> Response:
    """The whole page, by default as it is saved; its pictures come later, unless it is `pictured`."""
    form = form or MatchingForm(formdata=None, data=_saved())
    return htmx.render(
        "matching/settings.html",
        fragment="matching/_names.html",
        status=status,
        title=_("Matching"),
        form=form,
        **listed_names(names),
        **view.around(current_workspace),
        **view.effect(current_workspace, form, pictured=pictured),
        **view.replayed(current_workspace, form),
    )


def listed_names(form: NamePairForm | None = None) -> dict[str, Any]:
    """What the list of names shows."""
    return {"names": listed(current_workspace.id), "names_form": form or NamePairForm(formdata=None)}


def _saved() -> dict[str, Any]:
    return _held(settings_of(current_workspace))


def _held(settings: MatchingSettings) -> dict[str, Any]:
    return {**filled(settings), "basis": basis_of(settings)}


from app.batches.routes import matching_names  # noqa: E402  # it adds its views

__all__ = ["bp", "matching_names"]
