"""Changing entered batches and their templates."""

from app.batch_entry.services.opening import open_batch as open_batch
from app.batch_entry.services.opening import open_exceptions as open_exceptions
