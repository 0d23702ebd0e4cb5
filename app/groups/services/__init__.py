"""Changing groups. A group is a list for a purpose: nothing here touches the people in it."""

from app.groups.services.combining import combine as combine
from app.groups.services.counting import HANDLER as COUNT
from app.groups.services.counting import KIND as COUNT_KIND
from app.groups.services.due import keep_lists as keep_lists
from app.groups.services.editing import Draft as Draft
from app.groups.services.editing import Refused as Refused
from app.groups.services.editing import Saved as Saved
from app.groups.services.editing import create as create
from app.groups.services.editing import delete as delete
from app.groups.services.editing import update as update
from app.groups.services.exporting import note_export as note_export
from app.groups.services.filling import save_people as save_people
from app.groups.services.keeping import archive as archive
from app.groups.services.keeping import duplicate as duplicate
from app.groups.services.keeping import unarchive as unarchive
from app.groups.services.members import Moved as Moved
from app.groups.services.members import add_members as add_members
from app.groups.services.members import add_people as add_people
from app.groups.services.members import remove_members as remove_members
from app.groups.services.members import remove_people as remove_people
from app.groups.services.members import undo as undo
from app.groups.services.notes import Noted as Noted
from app.groups.services.notes import note_member as note_member
from app.groups.services.pins import Pinned as Pinned
from app.groups.services.pins import pin as pin
from app.groups.services.pins import unpin as unpin
from app.groups.services.recalculating import HANDLER as RECALCULATE
from app.groups.services.recalculating import recalculate as recalculate
from app.groups.services.selecting import Added as Added
from app.groups.services.selecting import add_to_group as add_to_group
from app.groups.services.touching import HANDLER as FOLLOW
from app.groups.services.touching import KIND as FOLLOW_KIND
from app.groups.services.versions import go_back as go_back

__all__ = ["COUNT", "COUNT_KIND", "FOLLOW", "FOLLOW_KIND", "RECALCULATE"]
