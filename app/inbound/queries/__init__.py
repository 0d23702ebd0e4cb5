"""What sending services told, and who has the addresses that they told it about."""

from app.inbound.queries.calls import NEEDS_SOMEBODY as NEEDS_SOMEBODY
from app.inbound.queries.calls import Traffic as Traffic
from app.inbound.queries.calls import call as call
from app.inbound.queries.calls import call_once as call_once
from app.inbound.queries.calls import calls as calls
from app.inbound.queries.calls import traffic as traffic
from app.inbound.queries.calls import unread as unread
from app.inbound.queries.doors import door as door
from app.inbound.queries.doors import doors as doors
from app.inbound.queries.doors import rules_of as rules_of
from app.inbound.queries.notes import StaffNote as StaffNote
from app.inbound.queries.notes import note as note
from app.inbound.queries.notes import notes as notes
from app.inbound.queries.reports import Holder as Holder
from app.inbound.queries.reports import holders as holders
from app.inbound.queries.reports import is_anything_due as is_anything_due
from app.inbound.queries.reports import matchable as matchable
from app.inbound.queries.reports import reports as reports
from app.inbound.queries.reports import unjudged as unjudged
