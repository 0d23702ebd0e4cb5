"""How rows of a template's batches are matched, and what becomes of records: its own, or the workspace's."""

from flask import Response, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.batch_entry.domain.templates import Stale, thresholds_told
from app.batch_entry.forms.templates import INHERITED, OWN, TemplateRulesForm, ThresholdsForm
from app.batch_entry.models import BatchTemplate
from app.batch_entry.routes import bp
from app.batch_entry.routes.template_edit import ONE, say_stale
from app.batch_entry.routes.templates import template_or_404
from app.batch_entry.services import templates as services
from app.batches.routes.rules import examples_of
from app.db import db
from app.matching.domain.decide import Thresholds
from app.matching.queries.settings import settings_of
from app.updates.domain.examples import worked
from app.updates.domain.rules import UpdateRules
from app.updates.domain.topics import TOPICS, in_areas
from app.updates.forms import filled
from app.updates.queries.settings import rules_of
from app.web import htmx
from app.words import _

_FIRST = TOPICS[0].rule


@bp.get(f"{ONE}/matching")
@requires(Permission.MANAGE)
def template_matching(template_id: int) -> Response:
    """Its thresholds; where it has none of its own the fields hold those of the workspace."""
    template = template_or_404(template_id)
    return _matching_page(template, ThresholdsForm(formdata=None, data=_held(template)))


@bp.post(f"{ONE}/matching")
@requires(Permission.MANAGE)
def template_match(template_id: int) -> Response:
    """Give it thresholds of its own, or those of the workspace."""
    template = template_or_404(template_id)
    form = ThresholdsForm(data=_held(template))
    if not form.validate():
        return _matching_page(template, form, status=422)
    saved = services.write_thresholds(template, form.thresholds, version=form.seen_version, actor=actor())
    if isinstance(saved, Stale):
        say_stale(form, template, saved)
        return _matching_page(template, form, status=422)
    return _saved(template_id, _("The matching is saved. Batches that exist keep theirs."))


@bp.get(f"{ONE}/rules")
@requires(Permission.MANAGE)
def template_rules(template_id: int) -> Response:
    """Its update rules, by default those of the workspace; as a fragment what the chosen ones would do."""
    template = template_or_404(template_id)
    if _FIRST in request.args:
        form = TemplateRulesForm(formdata=request.args, data=_chosen(template))
        rules = form.rules if form.validate() else rules_of(current_workspace)
        return htmx.partials(
            *examples_of(rules), otherwise=url_for(".template_rules", template_id=template_id)
        )
    return _rules_page(template, TemplateRulesForm(formdata=None, data=_chosen(template)))


@bp.post(f"{ONE}/rules")
@requires(Permission.MANAGE)
def template_rule(template_id: int) -> Response:
    """Give it update rules of its own, or those of the workspace."""
    template = template_or_404(template_id)
    form = TemplateRulesForm(data=_chosen(template))
    if not form.validate():
        return _rules_page(template, form, status=422)
    saved = services.write_rules(template, form.own, version=form.seen_version, actor=actor())
    if isinstance(saved, Stale):
        say_stale(form, template, saved)
        return _rules_page(template, form, status=422)
    return _saved(template_id, _("The update rules are saved. Batches that exist keep theirs."))


def _saved(template_id: int, told: str) -> Response:
    db.session.commit()
    htmx.toast(told)
    return htmx.redirect(url_for(".template", template_id=template_id))


def _held(template: BatchTemplate) -> dict[str, object]:
    usual = settings_of(current_workspace).batch
    held = Thresholds.from_json(template.thresholds) if template.thresholds else usual
    values = {"automatic": held.automatic, "possible": held.possible, "version": template.version}
    return {**values, "whose": OWN if template.thresholds else INHERITED}


def _chosen(template: BatchTemplate) -> dict[str, object]:
    held = rules_of(current_workspace) if template.rules is None else UpdateRules.from_json(template.rules)
    whose = INHERITED if template.rules is None else OWN
    return {**filled(held), "version": template.version, "whose": whose}


def _matching_page(template: BatchTemplate, form: ThresholdsForm, *, status: int = 200) -> Response:
    usual = settings_of(current_workspace)
    return htmx.render(
        "batch_entry/template_matching.html",
        fragment="batch_entry/_template_matching.html",
        status=status,
        title=_("Matching of {name}", name=template.name),
        template=template,
        form=form,
        usual=thresholds_told(usual.batch),
        is_on=usual.on,
    )


def _rules_page(template: BatchTemplate, form: TemplateRulesForm, *, status: int = 200) -> Response:
    usual = rules_of(current_workspace)
    rules = form.rules if status == 200 else usual
    return htmx.render(
        "batch_entry/template_rules.html",
        fragment="batch_entry/_template_rules.html",
        status=status,
        title=_("Update rules of {name}", name=template.name),
        template=template,
        form=form,
        areas=in_areas(),
        usual=usual.sentences(),
        examples={topic.rule: worked(topic.rule, rules) for topic in TOPICS},
    )
