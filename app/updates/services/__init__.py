"""Carrying out update plans in sets: nothing else writes names and contact points in bulk."""

from app.updates.services.applying import Applied as Applied
from app.updates.services.applying import Stale as Stale
from app.updates.services.applying import Task as Task
from app.updates.services.applying import apply_all as apply_all
from app.updates.services.applying import one_bulk_writer as one_bulk_writer
