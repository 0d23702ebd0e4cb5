"""The planner: what would become of a record when another one arrives. No clock, no database."""

from collections.abc import Mapping
from datetime import date

from app.constituents.domain.record import Band, Existing, Incoming, Kind, blank
from app.updates.domain.births import plan_birth
from app.updates.domain.changes import Add, Change, Ignore, NeedsReview
from app.updates.domain.changes import UpdatePlan as UpdatePlan
from app.updates.domain.entry import Choice, EntryKind, Policy, Situation, rules_apply
from app.updates.domain.names import plan_name
from app.updates.domain.points import plan_points
from app.updates.domain.rules import UpdateRules
from app.updates.domain.words import BY_STAFF
from app.updates.domain.written import plan_written, without_ignored
from app.words import N_, _

_NEW = N_("Part of the new record.")
_IDS = "external_ids"


def plan(
    existing: Existing,
    incoming: Incoming,
    rules: UpdateRules,
    *,
    band: Band,
    entry: EntryKind,
    today: date,
    policies: Mapping[str, Policy] | None = None,
) -> UpdatePlan:
    """What the incoming record would change in the existing one, each change with its rule in words.

    `band` is where the match score lies, `today` becomes the end date of what ends. `policies` say for
    columns what they do where a value is there. A blank changes nothing, and one change that needs review
    stops the others.
    """
    situation = Situation(rules=rules, band=band, today=today, policies=policies or {})
    return _decided(existing, incoming, situation, entry)


def override(
    existing: Existing,
    incoming: Incoming,
    rules: UpdateRules,
    *,
    band: Band,
    entry: EntryKind,
    today: date,
    choices: Mapping[str, Choice],
    policies: Mapping[str, Policy] | None = None,
) -> UpdatePlan:
    """The plan with staff's decisions in it, by `Change.ref` or field: they always win.

    The nearer decision wins over the wider: that of "emails:ann@example.org" over that of "emails". What they
    left open is as `plan` has it.
    """
    situation = Situation(rules=rules, band=band, today=today, policies=policies or {}, choices=choices)
    return _decided(existing, incoming, situation, entry)


def _decided(existing: Existing, incoming: Incoming, situation: Situation, entry: EntryKind) -> UpdatePlan:
    if not rules_apply(entry, bool(incoming.lookup_id)):
        left, ignored = without_ignored(existing, incoming, situation)
        return _planned(ignored + plan_written(existing, left) + _external_ids(existing, left, situation))
    return _planned(
        _kind(existing, incoming, situation)
        + plan_name(existing, incoming, situation)
        + plan_birth(existing, incoming, situation)
        + plan_points("emails", existing.emails, incoming.emails, situation)
        + plan_points("phones", existing.phones, incoming.phones, situation)
        + plan_points("addresses", existing.addresses, incoming.addresses, situation)
        + _external_ids(existing, incoming, situation)
    )


def create_plan(incoming: Incoming) -> UpdatePlan:
    """The plan that makes a new record of the incoming one: additions only, one primary per channel.

    It is applied to `blank(incoming.kind)`.
    """
    empty = blank(incoming.kind)
    situation = Situation(rules=UpdateRules(), band=Band.NONE, today=date.min)
    parts = [("name." + part, value) for part, value in incoming.name.to_json().items()]
    changes: list[Change] = [Add(field, None, value, _NEW, field) for field, value in parts]
    if incoming.birth is not None:
        changes.append(Add("birth", None, incoming.birth, _NEW, "birth"))
    changes += plan_points("emails", empty.emails, incoming.emails, situation)
    changes += plan_points("phones", empty.phones, incoming.phones, situation)
    changes += plan_points("addresses", empty.addresses, incoming.addresses, situation)
    return _planned(changes + _external_ids(empty, incoming, situation))


def _planned(changes: list[Change]) -> UpdatePlan:
    return UpdatePlan(tuple(changes), any(isinstance(change, NeedsReview) for change in changes))


def _kind(existing: Existing, incoming: Incoming, situation: Situation) -> list[Change]:
    """A person is never made an organization by a row, nor the reverse: somebody has to look."""
    if existing.kind is incoming.kind:
        return []
    before, after = existing.kind.value, incoming.kind.value
    if situation.choice("kind"):
        return [
            Ignore(
                "kind",
                before,
                after,
                _("The record stays an organization ({source}).", source=BY_STAFF)
                if existing.kind is Kind.ORGANIZATION
                else _("The record stays an individual ({source}).", source=BY_STAFF),
                "kind",
            )
        ]
    return [
        NeedsReview(
            "kind",
            before,
            after,
            _("The record is an organization, the row an individual.")
            if existing.kind is Kind.ORGANIZATION
            else _("The record is an individual, the row an organization."),
            "kind",
        )
    ]


def _external_ids(existing: Existing, incoming: Incoming, situation: Situation) -> list[Change]:
    fresh = [each for each in dict.fromkeys(incoming.external_ids) if each not in existing.external_ids]
    if situation.choice(_IDS) is Choice.IGNORE:
        return [
            Ignore(_IDS, None, each, _("External ID: ignored ({source}).", source=BY_STAFF), _IDS)
            for each in fresh
        ]
    return [
        Add(_IDS, None, each, _("An external ID that is not on record is added."), _IDS) for each in fresh
    ]
