"""What somebody did lately, as a sentence with one name in it that can be a link."""

from collections.abc import Mapping, Sequence
from typing import assert_never

from app.audit.domain.source import Subject
from app.profiles.domain.act_fields import NAME, Line, Told, about, fields_in_words, people
from app.profiles.domain.office_acts import of_staff, of_workspace
from app.words import N_, _, plural


def told(subject: Subject, lines: Sequence[Line], name: str, others: int = 0) -> Told:  # noqa: C901 (a line each)
    """One act in words. `name` is that of the thing, "" when it is gone; `others` changed with a person."""
    match subject:
        case Subject.CONSTITUENT:
            return _person(lines, name or _("somebody"), others)
        case Subject.GROUP:
            return _group(lines, name)
        case Subject.INTEREST:
            return _interest(lines, name)
        case Subject.WORKSPACE:
            return of_workspace(lines)
        case Subject.STAFF:
            return of_staff(lines, name or _("somebody"))
        case Subject.BATCH:
            return _import(lines, name or _("an import or batch"))
        case Subject.EXPORT:
            return _export(lines, name)
        case Subject.AUDIENCE:
            return _audience(lines, name)
        case Subject.EVENT:
            return _thing(lines, name, _EVENT)
        case Subject.CAMPAIGN:
            return _thing(lines, name, _CAMPAIGN)
        case _:
            assert_never(subject)


def _person(lines: Sequence[Line], name: str, others: int) -> Told:
    if lines[0].field == "erased":
        return Told(_("erased a person for good"))
    if lines[0].field == "removed":
        return Told(_("removed people whom an import had added, by undoing it"))
    # of somebody erased neither side is left
    changed = any(line.before is not None or line.after is None for line in lines)
    facts = {"name": NAME, "fields": fields_in_words(lines)}
    if others:
        said = (
            plural(
                others,
                "changed {name} and {n} more: {fields}",
                "changed {name} and {n} more: {fields}",
                **facts,
            )
            if changed
            else plural(
                others,
                "recorded {name} and {n} more: {fields}",
                "recorded {name} and {n} more: {fields}",
                **facts,
            )
        )
        return about(said, name)
    return about(
        _("changed {name}: {fields}", **facts) if changed else _("recorded {name}: {fields}", **facts), name
    )


def taken_back(lines: Sequence[Line], name: str, others: int = 0) -> Told:
    """What an undo did to people; `others` were changed with the person of that name."""
    if all(line.field == "removed" for line in lines):
        return Told(_("removed people whom an import had added, by undoing it"))
    name = name or _("somebody")
    if others:
        said = plural(
            others,
            "took back changes of {name} and {n} more",
            "took back changes of {name} and {n} more",
            name=NAME,
        )
        return about(said, name)
    return about(_("took back changes of {name}: {fields}", name=NAME, fields=fields_in_words(lines)), name)


def _group(lines: Sequence[Line], name: str) -> Told:
    last, fields = lines[0], {line.field for line in lines}
    if last.field == "deleted":
        return about(_("deleted the group {name}", name=NAME), (last.before or {}).get("name", ""))
    if "kind" in fields:
        return about(_("made the group {name}", name=NAME), name)
    if last.field == "members":
        return about(_("recalculated {name}: {total} in it now", name=NAME, total=last.after), name)
    if last.field == "members added":
        return about(_("added {people} to {name}", people=people(last.after), name=NAME), name)
    if last.field == "members removed":
        return about(_("took {people} out of {name}", people=people(last.before), name=NAME), name)
    return about(_("changed the group {name}: {fields}", name=NAME, fields=fields_in_words(lines)), name)


def _interest(lines: Sequence[Line], name: str) -> Told:
    before = {line.field: line.before for line in lines}
    if "archived" in before:
        said = (
            _("took the interest group {name} out of the archive", name=NAME)
            if before["archived"]
            else _("archived the interest group {name}", name=NAME)
        )
    elif lines[0].field == "export" and isinstance(lines[0].after, dict):
        who = people(lines[0].after["people"])
        said = _("exported people of the interest group {name}: {people}", name=NAME, people=who)
    elif before.get("name", "") is None:
        said = _("made the interest group {name}", name=NAME)
    else:
        said = _("changed the interest group {name}: {fields}", name=NAME, fields=fields_in_words(lines))
    return about(said, name)


def _import(lines: Sequence[Line], name: str) -> Told:
    field = lines[0].field
    if field == "alarms acknowledged":
        return about(
            _("said that nothing is wrong with {name}", name=NAME)
            if lines[0].after
            else _("took back that nothing is wrong with {name}", name=NAME),
            name,
        )
    return about(_(_DONE.get(field, _DECIDED), name=NAME), name)


_DECIDED = N_("decided about rows of {name}")
_DONE = {
    "uploaded": N_("uploaded {name}"),
    "commit": N_("committed {name}"),
    "undo": N_("began to undo {name}"),
    "opened": N_("opened {name}"),
    "rows typed": N_("typed rows of {name}"),
    "rows removed": N_("removed rows of {name}"),
    "filled": N_("filled rows of a file into {name}"),
    "expected totals": N_("said what is expected of {name}"),
    "totals differ": N_("confirmed other totals of {name}"),
    "sent for approval": N_("sent {name} for approval"),
    "sent back": N_("sent back {name}"),
    "exceptions": N_("moved rows that could not be committed out of {name}"),
}
"""What was done with an import or batch, by the field of the line in the journal."""


def _export(lines: Sequence[Line], name: str) -> Told:
    field, after = lines[0].field, lines[0].after
    if field == "person":
        return about(_("exported all data of {name}", name=NAME), name or _("somebody"))
    if field == "permission history":
        return about(_("exported the permission history of {name}", name=NAME), name or _("somebody"))
    if isinstance(after, dict) and "gifts" in after:
        gifts, which = after["gifts"], after.get("list", "")
        return Told(
            plural(gifts, "exported {n} donation: {which}", "exported {n} donations: {which}", which=which)
        )
    if isinstance(after, dict):
        called = name or after.get("group") or _("constituents")
        return about(_("exported {name}: {people}", name=NAME, people=people(after.get("people"))), called)
    if field.startswith("result of "):
        return about(_("downloaded the result of {name}", name=NAME), name)
    return about(_("downloaded the problem rows of {name}", name=NAME), name)


def _audience(lines: Sequence[Line], name: str) -> Told:
    match lines[0].field, lines[0].before, lines[0].after:
        case "deleted", {"name": called}, _after:
            return about(_("deleted the audience check {name}", name=NAME), str(called))
        case "export", _before, {"people": ids}:
            said = _("exported {name}: {people}", name=NAME, people=people(ids))
            return about(said, name or _("an audience check"))
        case _:
            return about(_("checked the audience {name}", name=NAME), name)


def _thing(lines: Sequence[Line], name: str, said: Mapping[str, str]) -> Told:
    """An event or a campaign; its first line is called "added", and "deleted" tells its name as it was."""
    match lines[0].field, lines[0].before:
        case "deleted", {"name": called}:
            return about(_(said["deleted"], name=NAME), str(called))
        case (("added" | "deleted" | "export" as done), _before):
            return about(_(said[done], name=NAME), name)
        case _:
            return about(_(said["changed"], name=NAME, fields=fields_in_words(lines)), name)


_EVENT = {
    "added": N_("added the event {name}"),
    "deleted": N_("deleted the event {name}"),
    "export": N_("exported people of the event {name}"),
    "changed": N_("changed the event {name}: {fields}"),
}
_CAMPAIGN = {
    "added": N_("added the campaign {name}"),
    "deleted": N_("deleted the campaign {name}"),
    "export": N_("exported people of the campaign {name}"),
    "changed": N_("changed the campaign {name}: {fields}"),
}
