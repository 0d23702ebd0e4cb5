"""What a rule means while it is built: the sentence, how many, who of them, and why somebody is in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import Response, request

from app.accounts.access import current_workspace, requires
from app.accounts.domain.places import countries
from app.accounts.domain.roles import Permission
from app.connections import only_reads
from app.db import now
from app.groups.domain.kinds import GroupKind
from app.groups.domain.places import place_words
from app.groups.domain.rules import Bracket, Match, Rule, pruned
from app.groups.domain.sentence import part_words, sentence
from app.groups.forms import Block, Line, Tree, lines, read_draft, rule_of
from app.groups.forms.refusing import unsavable
from app.groups.forms.spans import SPANS, TO_COME, UNITS
from app.groups.models import Group
from app.groups.queries import lists, members, people, pins
from app.groups.queries.effects import Effect, effect
from app.groups.queries.offered import offered
from app.groups.queries.scope import Scope, missing, scope_of
from app.groups.routes import bp
from app.groups.routes.group import reasons
from app.web import htmx
from app.web.filters import Region
from app.words import _, plural


@dataclass(frozen=True, slots=True)
class Step:
    """How many are left after one part of the rule, which stands at this place."""

    place: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What the rule means now, of the conditions that are finished."""

    sentence: str
    summary: members.Summary
    everybody: int
    steps: Sequence[Step]
    examples: Sequence[members.Member]
    unfinished: Sequence[Line]
    missing: Sequence[str]


@bp.post("/groups/preview")
@requires(Permission.EDIT)
@only_reads
def preview() -> Response:
    """What the posted rule means; beside it, the state of each condition."""
    tree, text = read_draft(request.form, region()), request.form.get("group", "")
    group = lists.get(current_workspace, int(text)) if text.isascii() and text.isdigit() else None
    states = [
        htmx.part("groups/_condition_state.html", f"#c{_css(line.key)}-state", part=line)
        for line in lines(tree)
    ]
    return htmx.render(
        "groups/preview.html",
        fragment="groups/_preview.html",
        also=[*states, *_refused(tree)],
        title=_("What the rule means"),
        group=group,
        **meaning(tree, group, asked_now(tree)),
    )


def asked_now(tree: Tree) -> Scope:
    """The workspace at this moment, with what the finished conditions refer to."""
    return scope_of(current_workspace, rule_of(tree), at=now())


def _refused(tree: Tree) -> Iterator[htmx.Part]:
    """What is left of why saving was refused, where the page still shows it."""
    if "refused" in request.form:
        left = unsavable(tree)
        yield htmx.part("groups/_refused.html", "#refused", wrong=left, refused=left, mended=True)


def _css(key: str) -> str:
    """A key inside a selector, where a point begins a class."""
    return key.replace(".", "\\.")


def meaning(tree: Tree, group: Group | None, scope: Scope) -> dict[str, Any]:
    """What the preview shows of a tree; of a group that has another rule, also what would change."""
    rule, who = rule_of(tree), _asked_about()
    found = _preview(scope, rule, tree)
    return {
        "preview": found,
        "preview_counts": reasons(found.summary),
        "effect": _effect(group, rule) if group else None,
        "pins": _pins(group, scope) if group else None,
        "who": who,
        "tested": _placed(people.tested(scope, rule, who), tree),
    }


def _asked_about() -> str:
    """Who was typed; or whose button was pressed, of those who were found by it."""
    __, pressed, lookup_id = request.form.get("do", "").partition("who:")
    return lookup_id if pressed else request.form.get("who", "").strip()


def _effect(group: Group, rule: Rule) -> Effect | None:
    if group.kind is GroupKind.STATIC or members.rule_of(group) == rule:
        return None
    return effect(current_workspace, group, rule, at=now())


def _pins(group: Group, scope: Scope) -> pins.Pins | None:
    known = scope.groups.get(group.id)
    return pins.counts(group.workspace_id, group.id) if known and known.pinned else None


def region() -> Region:
    """How this workspace writes."""
    return Region(current_workspace.locale, current_workspace.timezone, current_workspace.currency)


def _preview(scope: Scope, rule: Rule, tree: Tree) -> Preview:
    who = members.who_meets(rule, scope)
    funnel, summary = members.funnel(scope, rule), members.summary(scope, who)
    return Preview(
        sentence(rule, scope.speech),
        summary,
        funnel.everybody,
        list(_steps(scope, rule, funnel, tree)),
        members.examples(scope, who, among=summary.count) if pruned(rule.root) else [],
        [line for line in lines(tree) if line.condition is None],
        missing(rule, scope),
    )


def _steps(scope: Scope, rule: Rule, funnel: members.Funnel, tree: Tree) -> Iterator[Step]:
    """The parts of the outermost bracket with their places; those left out come last."""
    leaves_out, root = any(line.condition for line in lines(tree.out)), pruned(rule.root)
    wraps = leaves_out and tree.root.match is not Match.ALL
    places = [""] if wraps else [part.key for part in tree.root.parts if _is_finished(part)]
    counts = list(zip(places, funnel.steps, strict=False))
    yield from (Step(place, step.words, step.count) for place, step in counts)
    if root and leaves_out and isinstance(left := root.parts[-1], Bracket):
        before = counts[-1][1].count if counts else funnel.everybody
        words = part_words(replace(left, match=Match.ANY), scope.speech)
        after = funnel.steps[-1].count
        yield Step(
            "–",
            plural(
                before - after,
                "left out: {n} person of those who {conditions}",
                "left out: {n} people who {conditions}",
                conditions=words,
            ),
            after,
        )


def _is_finished(part: Line | Block) -> bool:
    if isinstance(part, Line):
        return part.condition is not None
    return any(line.condition for line in lines(part))


def _placed(tested: people.Tested | None, tree: Tree) -> people.Tested | None:
    """The same answer with the places that the conditions have on the page."""
    if tested is None:
        return None
    keys = [place_words(line.key) for line in lines(tree) if line.condition]
    clauses = zip(tested.clauses, keys, strict=False)
    return replace(tested, clauses=[replace(clause, path=key) for clause, key in clauses])


def choices(tree: Tree, group: Group | None, scope: Scope) -> Mapping[str, Sequence[tuple[str, str]]]:
    """What the controls offer, by name: of the workspace's things only those that one of them shows.

    `named` are names of what is chosen, for a control that does not offer it: an event of long ago.
    """
    asked = {field.offered for line in lines(tree) for field in line.what.fields if field.offered}
    said, own = scope.speech, group.id if group else 0
    others = lists.choices(current_workspace) if "groups" in asked else []
    names = [said.events, said.campaigns, said.interests, said.groups]
    found: dict[str, Sequence[tuple[str, str]]] = {
        "spans": SPANS,
        "spans_to_come": (*SPANS, *TO_COME),
        "units": UNITS,
        "countries": list(countries().items()) if "countries" in asked else [],
        "interests": [(str(key), topic.name) for key, topic in scope.topics.items()],
        "groups": [(str(key), name) for key, name in others if key != own],
        "named": [*TO_COME, *((str(key), name) for each in names for key, name in each.items())],
    }
    return found | offered(current_workspace, asked)
