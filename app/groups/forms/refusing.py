"""Why a rule cannot be kept as it is typed."""

from app.groups.domain.reading import Invalid
from app.groups.domain.rule_json import parse_rule, rule_to_json
from app.groups.forms.draft import Tree, lines, rule_of
from app.web.forms import FormError
from app.words import _


def unsavable(tree: Tree) -> list[FormError]:
    """What has to be mended before the rule can be kept; empty when it can."""
    if unfinished := [line for line in lines(tree) if line.condition is None]:
        return [
            FormError(
                f"c{line.key}-type",
                _("Finish or remove condition {place}: {problem}.", place=line.label, problem=line.problem),
            )
            for line in unfinished
        ]
    if isinstance(parse_rule(rule_to_json(rule_of(tree))), Invalid):
        why = _("The blocks stand too deep inside each other. Take a condition out of its block.")
        return [FormError(None, why)]
    return []
