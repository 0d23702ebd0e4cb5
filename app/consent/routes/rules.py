"""What the organization asks for before somebody may be emailed: its settings of permission."""

import json

from flask import Response, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.audit.domain.meanwhile import Meanwhile
from app.consent import queries, services
from app.consent.domain.policy import Rules
from app.consent.domain.rules_json import rules_from_json, rules_to_json
from app.consent.forms import RulesForm, filled
from app.consent.queries.effects import moved_by
from app.consent.routes import bp
from app.db import db, now
from app.web import htmx
from app.web.forms import refuse
from app.words import _

PAGE = "/settings/consent"


@bp.get(PAGE)
@requires(Permission.MANAGE)
def rules() -> Response:
    """The rules as they are kept, and what each comes to in people."""
    kept = queries.rules_of(current_workspace)
    return _page(RulesForm(data=filled(kept)), kept, kept)


@bp.post(PAGE)
@requires(Permission.MANAGE)
def change_rules() -> Response:
    """Keep them, or only show what they would come to."""
    kept = queries.rules_of(current_workspace)
    form, shown = RulesForm(), _shown(kept)
    if not form.validate():
        return _page(form, shown, kept, status=422)
    typed = form.rules(kept.zone)
    if request.form.get("do") == "preview":
        return _page(form, shown, typed)
    outcome = services.change_rules(current_workspace, typed, shown=shown, actor=actor())
    if isinstance(outcome, Meanwhile):
        said = _("{name} changed these rules meanwhile. Look at them once more, then save.", name=outcome.who)
        refuse(form, None, said)
        return _page(form, kept, typed, status=422)
    db.session.commit()
    htmx.toast(_("The rules are saved.") if outcome else _("Nothing was different, so nothing was changed."))
    return htmx.redirect(url_for(".rules"))


def _shown(kept: Rules) -> Rules:
    """The rules that were kept when the page was opened; those of now where it does not say."""
    try:
        told = json.loads(request.form["shown"])
        return rules_from_json(told.pop("policy"), told, kept.zone)
    except (ValueError, TypeError, KeyError, AttributeError):
        return kept


def _page(form: RulesForm, shown: Rules, asked: Rules, *, status: int = 200) -> Response:
    """The page, with the number of people whom the rules asked about let in and keep out."""
    is_kept = asked == queries.rules_of(current_workspace)
    return htmx.render(
        "consent/rules.html",
        fragment="consent/_rules.html",
        status=status,
        title=_("Who may be emailed"),
        form=form,
        shown=json.dumps({"policy": shown.policy.value, **rules_to_json(shown)}),
        asked=asked,
        is_kept=is_kept,
        moved=None if is_kept else moved_by(current_workspace, asked, at=now()),
        effects=queries.effects_of(current_workspace, asked, at=now()),
    )
