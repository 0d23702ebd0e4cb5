"""Asking who of a group may be emailed, keeping the answer, and noting what is taken out of it."""

from app.audiences.services.asking import Refused as Refused
from app.audiences.services.asking import Started as Started
from app.audiences.services.asking import again as again
from app.audiences.services.asking import delete as delete
from app.audiences.services.asking import start as start
from app.audiences.services.checking import HANDLER as CHECK
from app.audiences.services.checking import KIND as KIND
from app.audiences.services.clearing import HANDLER as CLEARING
from app.audiences.services.clearing import KIND as CLEARING_KIND
from app.audiences.services.exporting import note_export as note_export
from app.audiences.services.forgetting import forget_person as forget_person

__all__ = ["CHECK", "CLEARING", "CLEARING_KIND", "KIND"]
