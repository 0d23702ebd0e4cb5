"""Keeping what matching knows in step with the constituents."""

from app.matching.services.counting import count_anew as count_anew
from app.matching.services.counting import count_no_more as count_no_more
from app.matching.services.counting import refresh_counts as refresh_counts
from app.matching.services.keeping import forget as forget
from app.matching.services.keeping import load as load
from app.matching.services.keeping import refresh as refresh
from app.matching.services.mending import differences as differences
from app.matching.services.mending import rebuild as rebuild
