"""Comparing two files."""

from app.linking.services.comparing import Compared as Compared
from app.linking.services.comparing import UnfitError as UnfitError
from app.linking.services.comparing import compare as compare
