"""What somebody did lately, as a sentence with one name in it that can be a link."""

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol, assert_never

from app.audit.domain.source import Subject
from app.consent.domain.acts import MANY
from app.profiles.domain.entries import named
from app.words import N_, _, figure


class Line(Protocol):
    """A line of the journal, as far as its words need it."""

    @property
    def field(self) -> str: ...
    @property
    def before(self) -> Any | None: ...
    @property
    def after(self) -> Any | None: ...


class Told(NamedTuple):
    """A sentence without its actor: what stands before the name of the thing, the name, what stands after."""

    does: str
    name: str = ""
    then: str = ""


def told(subject: Subject, lines: Sequence[Line], name: str, others: int = 0) -> Told:  # noqa: C901 (a line each)
    """One act in words. `name` is that of the thing, "" when it is gone; `others` changed with a person."""
    match subject:
        case Subject.CONSTITUENT:
            return _person(lines, name or "somebody", others)
        case Subject.GROUP:
            return _group(lines, name)
        case Subject.INTEREST:
            return _interest(lines, name)
        case Subject.WORKSPACE:
            return _workspace(lines)
        case Subject.STAFF:
            return _staff(lines, name or "somebody")
        case Subject.BATCH:
            return _import(lines, name or _("an import or batch"))
        case Subject.EXPORT:
            return _export(lines, name)
        case Subject.AUDIENCE:
            return _audience(lines, name)
        case Subject.EVENT:
            return _thing(lines, name, "event")
        case Subject.CAMPAIGN:
            return _thing(lines, name, "campaign")
        case _:
            assert_never(subject)


def _person(lines: Sequence[Line], name: str, others: int) -> Told:
    if lines[0].field == "erased":
        return Told(_("erased a person for good"))
    if lines[0].field == "removed":
        return Told(_("removed people whom an import had added, by undoing it"))
    # of somebody erased neither side is left
    changed = any(line.before is not None or line.after is None for line in lines)
    verb = "changed" if changed else "recorded"
    also = _(" and {others} more", others=others) if others else ""
    return Told(verb, name, f"{also}: {_fields(lines)}")


def _group(lines: Sequence[Line], name: str) -> Told:
    last, fields = lines[0], {line.field for line in lines}
    if last.field == "deleted":
        return Told(_("deleted the group"), (last.before or {}).get("name", ""))
    if "kind" in fields:
        return Told(_("made the group"), name)
    if last.field == "members":
        return Told("recalculated", name, _(": {after} in it now", after=last.after))
    if last.field == "members added":
        return Told(_("added {people} to", people=_people(last.after)), name)
    if last.field == "members removed":
        return Told(_("took {people} out of", people=_people(last.before)), name)
    return Told(_("changed the group"), name, f": {_fields(lines)}")


def _interest(lines: Sequence[Line], name: str) -> Told:
    before = {line.field: line.before for line in lines}
    if "archived" in before:
        verb = _("took out of the archive") if before["archived"] else "archived"
        return Told(_("{verb} the interest group", verb=verb), name)
    if lines[0].field == "export" and isinstance(lines[0].after, dict):
        return Told(
            _("exported people of the interest group"), name, f": {_people(lines[0].after['people'])}"
        )
    if before.get("name", "") is None:
        return Told(_("made the interest group"), name)
    return Told(_("changed the interest group"), name, f": {_fields(lines)}")


def _workspace(lines: Sequence[Line]) -> Told:
    last = lines[0]
    if last.field in _OF_OFFICE:
        return Told(_OF_OFFICE[last.field])
    if last.field == "invitation" and last.after:
        role = str(last.after).rpartition(": ")[2]
        return Told(_("invited {article}", article=_article(role)))
    if last.field == "invitation":
        return Told(_("took back an invitation"))
    if last.field == MANY and isinstance(last.after, dict):
        return Told(_("added a restriction to {people}", people=_people(last.after.get("people"))))
    if last.field == "name_pair":
        return Told(
            _("said that {after}", after=last.after)
            if last.after
            else _("took back that {before}", before=last.before)
        )
    if last.field == "batch_template" and isinstance(last.after, dict):
        return _template(last.after["what"], last.after["name"])
    return Told(_("changed the settings: {fields}", fields=_fields(lines)))


_OF_OFFICE = {"created": N_("set up the workspace"), "sample": N_("removed the sample people")}


def _template(what: str, name: str) -> Told:
    """What was done with a template of batches: made, retired, brought back, deleted, or parts of it."""
    if what in ("made", "retired", "brought back", "deleted"):
        return Told(_("{what} the batch template {name}", what=what, name=name))
    return Told(_("changed the batch template {name}: {what}", name=name, what=what))


def _staff(lines: Sequence[Line], name: str) -> Told:
    last = lines[0]
    match last.field, last.before, last.after:
        case "role", None, role:
            return Told(_("took in"), name, _(" as {article}", article=_article(str(role))))
        case "role", _, None:
            return Told("removed", name, _(" from the workspace"))
        case "role", _, role:
            return Told("made", name, f" {_article(str(role))}")
        case "reset_link", _, _:
            return Told(_("made a link for a new password of"), name)
        case "password", _, _:
            return Told(_("set a new password of"), name)
        case _:
            return Told(_("changed the own settings of"), name)


def _import(lines: Sequence[Line], name: str) -> Told:
    field = lines[0].field
    if field == "alarms acknowledged":
        said = "said" if lines[0].after else _("took back")
        return Told(_("{said} that nothing is wrong with", said=said), name)
    return Told(_DONE.get(field, "decided about rows of"), name)


_DONE = {
    "uploaded": "uploaded",
    "commit": "committed",
    "undo": N_("began to undo"),
    "opened": "opened",
    "rows typed": N_("typed rows of"),
    "rows removed": N_("removed rows of"),
    "filled": N_("filled rows of a file into"),
    "expected totals": N_("said what is expected of"),
    "totals differ": N_("confirmed other totals of"),
    "sent for approval": N_("sent for approval"),
    "sent back": N_("sent back"),
    "exceptions": N_("moved rows that could not be committed out of"),
}
"""What was done with an import or batch, by the field of the line in the journal."""


def _export(lines: Sequence[Line], name: str) -> Told:
    if lines[0].field == "person":
        return Told(_("exported all data of"), name or "somebody")
    if lines[0].field == "permission history":
        return Told(_("exported the permission history of"), name or "somebody")
    after = lines[0].after
    if isinstance(after, dict) and "gifts" in after:
        return Told(
            _(
                "exported {after} donations: {after2}",
                after=figure(after["gifts"]),
                after2=after.get("list", ""),
            )
        )
    if isinstance(after, dict):
        called = name or after.get("group") or "constituents"
        return Told("exported", called, f": {_people(after.get('people'))}")
    what = "result" if lines[0].field.startswith("result of ") else _("problem rows")
    return Told(_("downloaded the {what} of", what=what), name)


def _audience(lines: Sequence[Line], name: str) -> Told:
    match lines[0].field, lines[0].before, lines[0].after:
        case "deleted", {"name": called}, _:
            return Told(_("deleted the audience check"), str(called))
        case "export", _, {"people": people}:
            return Told("exported", name or _("an audience check"), f": {_people(people)}")
        case _:
            return Told(_("checked the audience"), name)


def _thing(lines: Sequence[Line], name: str, kind: str) -> Told:
    """An event or a campaign; its first line is called "added", and "deleted" tells its name as it was."""
    match lines[0].field, lines[0].before:
        case "deleted", {"name": called}:
            return Told(_("deleted the {kind}", kind=kind), str(called))
        case (("added" | "deleted" as done), _):
            return Told(_("{done} the {kind}", done=done, kind=kind), name)
        case "export", _:
            return Told(_("exported people of the {kind}", kind=kind), name)
        case _:
            return Told(_("changed the {kind}", kind=kind), name, f": {_fields(lines)}")


def _people(ids: Any) -> str:
    count = ids if isinstance(ids, int) else len(ids or ())
    return _("one person") if count == 1 else _("{number} people", number=figure(count))


def _article(role: str) -> str:
    return f"{'an' if role[:1] in 'aeiou' else 'a'} {role}"


def _fields(lines: Sequence[Line]) -> str:
    return named([_word(line) for line in reversed(lines)]).lower()


def _word(line: Line) -> str:
    if line.field == "matching":
        return f"matching turned {'on' if line.after else 'off'}"
    if line.field.startswith("update_rules."):
        return _("update rules")
    return _WORDS.get(line.field, line.field)


_WORDS = {
    "is_opt_in": N_("how one joins"),
    "reach": N_("whom mail about it reaches"),
    "is_public": N_("who sees it"),
    "frequency": N_("how often"),
    "fiscal_year_start": N_("start of the fiscal year"),
    "consent_policy": N_("people who never chose"),
    "consent_rules.implied_months": N_("when implied consent lapses"),
    "consent_rules.implied_by": N_("what implies consent"),
    "consent_rules.soft_opt_in_since": N_("from when on a soft opt-in counts"),
    "consent_rules.soft_opt_in_by": N_("on what occasions a soft opt-in counts"),
    "consent_rules.cap": N_("how often people are emailed"),
    "public_email": N_("email address for supporters"),
    "accent": N_("color of the preference page"),
    "timezone": N_("time zone"),
    "locale": N_("language"),
    "matching_automatic": N_("threshold of automatic matches"),
    "matching_possible": N_("threshold of possible matches"),
    "matching_possible_by_hand": N_("threshold for hand entry"),
}
