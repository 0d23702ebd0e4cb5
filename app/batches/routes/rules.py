"""The settings of update rules: what becomes of a known record when an incoming one differs."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.audit.domain.meanwhile import Meanwhile
from app.batches.routes import replay_view
from app.batches.routes.meanwhile import Sides, again
from app.batches.routes.replay_view import Question
from app.batches.services.replaying import replay_rules
from app.db import db
from app.updates.domain.examples import worked
from app.updates.domain.rules import UpdateRules
from app.updates.domain.topics import TOPICS, in_areas, label_of
from app.updates.forms import RulesForm, basis_of, filled
from app.updates.queries.settings import last_change, rules_of
from app.updates.services.settings import change
from app.web import htmx
from app.words import N_, _

bp = Blueprint("updates", __name__, url_prefix="/settings/update-rules")
_FIRST = TOPICS[0].rule
_INTRO = N_(
    "Tries what is set above on rows about people on record, of the open imports and of the one committed"
    " last, beside the rules that are saved. A possible duplicate is tried as if a person had confirmed it"
    " and left every field to the rules. Conflicts and errors are left out. Nothing is changed by it."
)
_NONE = N_(
    "There are no rows about people on record, neither in an open import nor in the one committed last."
)


@bp.get("")
@requires(Permission.MANAGE)
def settings() -> Response:
    """The page; as a fragment what is chosen and not saved yet would mean, with the replay on demand."""
    form = RulesForm(formdata=request.args if _FIRST in request.args else None, data=_saved())
    rules = form.rules if form.validate() else rules_of(current_workspace)
    if not htmx.is_fragment():
        return _page(form, rules)
    return htmx.render(
        "updates/settings.html",
        fragment="batches/_replay.html",
        also=[] if _is_asked() else examples_of(rules),
        **_replayed(rules),
    )


@bp.post("")
@requires(Permission.MANAGE)
def save() -> Response:
    """Save the rules, or go where they are only tried out."""
    form = RulesForm(data=_saved())
    if not form.validate():
        return _page(form, rules_of(current_workspace), status=422)
    if request.form.get("do") == "replay":
        sent = {**form.texts, "basis": form.basis.data}
        return htmx.redirect(url_for(".settings", **sent, do="replay", _anchor="replay"))
    changes = change(current_workspace, form.rules, shown=form.was_shown, actor=actor())
    if isinstance(changes, Meanwhile):
        mended = _mended(form, changes)
        return _page(mended, mended.rules, status=422)
    db.session.commit()
    htmx.toast(
        _("The update rules are saved.") if changes else _("Nothing was different, so nothing was changed.")
    )
    return htmx.redirect(url_for(".settings"))


def _mended(form: RulesForm, theirs: Meanwhile) -> RulesForm:
    """What was chosen, over what somebody else saved meanwhile."""
    saved = rules_of(current_workspace)
    sides = Sides(filled(form.was_shown), filled(saved), form.texts)
    return again(_blank, sides, theirs.who, label_of)


def _blank(values: Mapping[str, Any]) -> RulesForm:
    return RulesForm(formdata=None, data={**_saved(), **values})


def _page(form: RulesForm, rules: UpdateRules, *, status: int = 200) -> Response:
    return htmx.render(
        "updates/settings.html",
        fragment="updates/_form.html",
        status=status,
        title=_("Update rules"),
        form=form,
        areas=in_areas(),
        examples={topic.rule: worked(topic.rule, rules) for topic in TOPICS},
        **replay_view.around(current_workspace.id, last_change(current_workspace.id)),
        **_replayed(rules),
    )


def examples_of(rules: UpdateRules) -> list[htmx.Part]:
    """The worked example of every rule, each for its own place."""
    return [
        htmx.part("updates/_worked.html", f"#worked-{each.rule}", rule=each.rule, examples=found)
        for each, found in ((topic, worked(topic.rule, rules)) for topic in TOPICS)
    ]


def _is_asked() -> bool:
    """Whether somebody wants to know what the rules would change."""
    return request.args.get("do") == "replay"


def _replayed(rules: UpdateRules) -> dict[str, Any]:
    """What these rules would change, where somebody asked."""
    question = Question(
        url_for(".settings"),
        intro=_INTRO,
        none=_NONE,
        saved=_("Nothing: these are the rules that are saved."),
        head=_("With the saved rules"),
        who=_("Record"),
        about=_("Field"),
        in_fields=True,
    )
    if not _is_asked():
        return replay_view.shown(question)
    if rules == rules_of(current_workspace):
        return replay_view.as_saved(question)
    return replay_view.shown(question, replay_rules(current_workspace, rules))


def _saved() -> dict[str, Any]:
    rules = rules_of(current_workspace)
    return {**filled(rules), "basis": basis_of(rules)}
