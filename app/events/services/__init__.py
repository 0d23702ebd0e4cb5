"""Changing events and registrations, by hand: each act is journaled, and imports leave what it wrote."""

from app.events.services.acting import Acted as Acted
from app.events.services.acting import Already as Already
from app.events.services.acting import Full as Full
from app.events.services.acting import act as act
from app.events.services.acting import check_in as check_in
from app.events.services.acting import mark_no_shows as mark_no_shows
from app.events.services.acting import undo_check_in as undo_check_in
from app.events.services.events import InUse as InUse
from app.events.services.events import Removed as Removed
from app.events.services.events import Saved as Saved
from app.events.services.events import add_event as add_event
from app.events.services.events import edit_event as edit_event
from app.events.services.events import remove_event as remove_event
from app.events.services.exporting import note_export as note_export
from app.events.services.registering import Ask as Ask
from app.events.services.registering import FromElsewhere as FromElsewhere
from app.events.services.registering import Registered as Registered
from app.events.services.registering import edit_registration as edit_registration
from app.events.services.registering import register as register
from app.events.services.registering import remove_registration as remove_registration
from app.events.services.undoing import Undone as Undone
from app.events.services.undoing import undo as undo
from app.events.services.writing import Meanwhile as Meanwhile
