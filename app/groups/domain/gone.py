"""What a rule refers to that is gone: such a rule is broken, and means nobody, inside "none" too."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.groups.domain.places import each, placed
from app.groups.domain.rules import Condition, Rule, refers
from app.words import N_, _

CANNOT_BE_READ = N_("Its rule cannot be read: it was written by a newer version of Kith, or is damaged.")


@dataclass(frozen=True, slots=True)
class Other:
    """Another group that a rule may refer to; a static one has no rule."""

    name: str
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class There:
    """Names of what a rule may refer to, by id. `ended` has those that are not in use any more.

    The keys of `ended` are a kind of thing ("interest", "import") and an id or number. Imports are called
    with the word for them: "import 12 “Members 2024”", or "batch “GIFT-0007 Gifts”".
    """

    events: Mapping[int, str] = field(default_factory=dict)
    campaigns: Mapping[int, str] = field(default_factory=dict)
    interests: Mapping[int, str] = field(default_factory=dict)
    imports: Mapping[int, str] = field(default_factory=dict)
    groups: Mapping[int, Other] = field(default_factory=dict)
    ended: Mapping[tuple[str, int], str] = field(default_factory=dict)


def gone(rule: Rule, there: There) -> Iterator[str]:
    """What the rule and the rules of the groups in it refer to that is gone, as sentences that say where.

    Of a rule that cannot be read itself, that is all that is said.
    """
    return _gone(rule, there, frozenset())


def _gone(rule: Rule, there: There, inside: frozenset[int]) -> Iterator[str]:
    if not rule.readable:
        yield str(CANNOT_BE_READ)
    for it in each(placed(rule)):
        for thing in _lost(it.condition, there):
            yield _("Condition {place} names {thing}.", place=it.place, thing=thing)
        for key in sorted(refers(it.condition).groups & there.groups.keys() - inside):
            yield from _of_group(it.place, there.groups[key], there, inside | {key})


def _of_group(path: str, other: Other, there: There, inside: frozenset[int]) -> Iterator[str]:
    if other.rule and not other.rule.readable:
        yield _(
            "Condition {place} is about the group “{name}”, whose rule cannot be read.",
            place=path,
            name=other.name,
        )
    elif other.rule:
        for said in _gone(other.rule, there, inside):
            yield _(
                "Condition {place} is about the group “{name}”, which is broken: {reason}",
                place=path,
                name=other.name,
                reason=said[0].lower() + said[1:],
            )


def _lost(condition: Condition, there: There) -> Iterator[str]:
    """Each thing that the condition refers to and that is not there, in words."""
    asked = refers(condition)
    for kind, words, keys, known in (
        ("event", _("an event"), asked.events, there.events),
        ("campaign", _("a campaign"), asked.campaigns, there.campaigns),
        ("interest", _("an interest group"), asked.interests, there.interests),
        ("import", _("an import or batch"), asked.imports, there.imports),
        ("group", _("a group"), asked.groups, there.groups),
    ):
        for key in sorted(keys - known.keys()):
            name = there.ended.get((kind, key))
            yield _ENDED[kind].format(name=name) if name else _("{thing} that no longer exists", thing=words)


_ENDED = {
    "interest": N_("the interest group “{name}”, which is archived"),
    "import": N_("{name}, which is undone"),
}
