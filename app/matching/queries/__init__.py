"""Who an incoming record may be."""

from app.matching.queries.judged import Judged as Judged
from app.matching.queries.judged import judged as judged
from app.matching.queries.meeting import meeting as meeting
from app.matching.queries.search import Found as Found
from app.matching.queries.search import Search as Search
from app.matching.queries.search import identified as identified
from app.matching.queries.search import lookup_number as lookup_number
from app.matching.queries.search import search as search
