"""Changing batches: deciding about rows, reviewing them, carrying them out."""

from app.batches.services.acting import NotAllowed as NotAllowed
from app.batches.services.acting import RowChanged as RowChanged
from app.batches.services.acting import standing as standing
from app.batches.services.adding import Addition as Addition
from app.batches.services.adding import addition_of as addition_of
from app.batches.services.checking import NewRow as NewRow
from app.batches.services.checking import cells_of as cells_of
from app.batches.services.checking import checked as checked
from app.batches.services.checking import clear as clear
from app.batches.services.checking import store_rows as store_rows
from app.batches.services.committing import HANDLER as COMMIT
from app.batches.services.committing import Committing as Committing
from app.batches.services.committing import NotCommitted as NotCommitted
from app.batches.services.committing import commit as commit
from app.batches.services.distinctions import candidates_of as candidates_of
from app.batches.services.holding import hold as hold
from app.batches.services.holding import touch as touch
from app.batches.services.looking import whom as whom
from app.batches.services.looking import would as would
from app.batches.services.planning import MOST_ROWS as MOST_ROWS
from app.batches.services.planning import Planner as Planner
from app.batches.services.planning import keep_stamp as keep_stamp
from app.batches.services.planning import local_today as local_today
from app.batches.services.resolving import Looked as Looked
from app.batches.services.resolving import Refused as Refused
from app.batches.services.resolving import act_of as act_of
from app.batches.services.resolving import look as look
from app.batches.services.resolving import resolve_row as resolve_row
from app.batches.services.review import edit_row as edit_row
from app.batches.services.review import keep_row as keep_row
from app.batches.services.review import mark_distinct as mark_distinct
from app.batches.services.review import merge_row as merge_row
from app.batches.services.review import restore_row as restore_row
from app.batches.services.review import skip_row as skip_row
from app.batches.services.several import AT_ONCE as AT_ONCE
from app.batches.services.several import MOST as MOST
from app.batches.services.several import DecidedRows as DecidedRows
from app.batches.services.several import choose_system as choose_system
from app.batches.services.several import decide_rows as decide_rows
from app.batches.services.tally import came as came
from app.batches.services.tally import keep_tally as keep_tally
from app.batches.services.undoing import UndoneRows as UndoneRows
from app.batches.services.undoing import undo_act as undo_act
from app.batches.services.undoing import undo_row as undo_row

__all__ = ["COMMIT"]
