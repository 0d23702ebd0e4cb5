"""What was done with the workspace and those who work in it."""

from collections.abc import Mapping, Sequence

from app.consent.domain.acts import MANY
from app.profiles.domain.act_fields import NAME, Line, Told, about, fields_in_words, people
from app.words import N_, _


def of_workspace(lines: Sequence[Line]) -> Told:
    """What was done with the workspace and its settings."""
    last = lines[0]
    if last.field in _OF_OFFICE:
        return Told(str(_OF_OFFICE[last.field]))
    if last.field == "invitation" and last.after:
        return Told(_told_of(_INVITED, str(last.after).rpartition(": ")[2]))
    if last.field == "invitation":
        return Told(_("took back an invitation"))
    if last.field == MANY and isinstance(last.after, dict):
        return Told(_("added a restriction to {people}", people=people(last.after.get("people"))))
    if last.field == "name_pair" and last.after:
        return Told(_("said that {names}", names=last.after))
    if last.field == "name_pair":
        return Told(_("took back that {names}", names=last.before))
    if last.field == "batch_template" and isinstance(last.after, dict):
        return _template(last.after["what"], last.after["name"])
    return Told(_("changed the settings: {fields}", fields=fields_in_words(lines)))


_OF_OFFICE = {"created": N_("set up the workspace"), "sample": N_("removed the sample people")}
_INVITED = {
    "owner": N_("invited an owner"),
    "admin": N_("invited an admin"),
    "editor": N_("invited an editor"),
    "viewer": N_("invited a viewer"),
}
_TOOK_IN = {
    "owner": N_("added {name} to the staff as an owner"),
    "admin": N_("added {name} to the staff as an admin"),
    "editor": N_("added {name} to the staff as an editor"),
    "viewer": N_("added {name} to the staff as a viewer"),
}
_MADE = {
    "owner": N_("made {name} an owner"),
    "admin": N_("made {name} an admin"),
    "editor": N_("made {name} an editor"),
    "viewer": N_("made {name} a viewer"),
}


def _told_of(sentences: Mapping[str, str], role: str) -> str:
    """What was done, with the role in it; a role that Kith no longer has is not named."""
    return _(sentences.get(role, sentences["viewer"]), name=NAME)


def _template(what: str, name: str) -> Told:
    """What was done with a template of batches: made, retired, brought back, deleted, or parts of it."""
    if what in _TEMPLATES:
        return Told(_(_TEMPLATES[what], name=name))
    return Told(_("changed the batch template {name}: {parts}", name=name, parts=what))


_TEMPLATES = {
    "made": N_("made the batch template {name}"),
    "retired": N_("retired the batch template {name}"),
    "brought back": N_("brought back the batch template {name}"),
    "deleted": N_("deleted the batch template {name}"),
}


def of_staff(lines: Sequence[Line], name: str) -> Told:
    """What was done with somebody who works here."""
    last = lines[0]
    match last.field, last.before, last.after:
        case "role", None, role:
            said = _told_of(_TOOK_IN, str(role))
        case "role", _before, None:
            said = _("removed {name} from the workspace", name=NAME)
        case "role", _before, role:
            said = _told_of(_MADE, str(role))
        case "reset_link", _before, _after:
            said = _("made a link for a new password of {name}", name=NAME)
        case "password", _before, _after:
            said = _("set a new password of {name}", name=NAME)
        case _:
            said = _("changed the own settings of {name}", name=NAME)
    return about(said, name)
