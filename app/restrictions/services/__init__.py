"""Taking restrictions in: a file, its check, and writing what it adds. Nothing here lifts anything."""

from app.restrictions.services.checking import Checking as Checking
from app.restrictions.services.checking import NotChecked as NotChecked
from app.restrictions.services.checking import check as check
from app.restrictions.services.checking import handler as check_handler
from app.restrictions.services.committing import HANDLER as COMMIT
from app.restrictions.services.committing import Committing as Committing
from app.restrictions.services.committing import NotCommitted as NotCommitted
from app.restrictions.services.committing import commit as commit
from app.restrictions.services.receiving import Received as Received
from app.restrictions.services.receiving import adopt as adopt
from app.restrictions.services.receiving import keep_reading as keep_reading
from app.restrictions.services.receiving import read_again as read_again
from app.restrictions.services.receiving import reading_of as reading_of
from app.restrictions.services.receiving import receive as receive
from app.restrictions.services.receiving import sample_of as sample_of
from app.restrictions.services.receiving import take_over as take_over

__all__ = ["COMMIT", "check_handler"]
