"""Carrying out update plans in sets: nothing else writes names and contact points in bulk."""

from app.updates.services.applying import Applied as Applied
from app.updates.services.applying import Stale as Stale
from app.updates.services.applying import Task as Task
from app.updates.services.applying import apply_all as apply_all
from app.updates.services.applying import one_bulk_writer as one_bulk_writer
from app.updates.services.undoing import Added as Added
from app.updates.services.undoing import Departed as Departed
from app.updates.services.undoing import Left as Left
from app.updates.services.undoing import Nothing as Nothing
from app.updates.services.undoing import Outcome as Outcome
from app.updates.services.undoing import TakenBack as TakenBack
from app.updates.services.undoing import carry_out as carry_out
from app.updates.services.undoing import judge as judge
from app.updates.services.undoing import judge_batch as judge_batch
from app.updates.services.undoing import prepare as prepare
from app.updates.services.undoing import prepare_batch as prepare_batch
