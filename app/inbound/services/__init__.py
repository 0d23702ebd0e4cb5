"""Taking what sending services report: stored first, read in the background, and never lifting anything."""

from app.inbound.services.doors import NoSuchDoor as NoSuchDoor
from app.inbound.services.doors import change_rules as change_rules
from app.inbound.services.doors import open_door as open_door
from app.inbound.services.doors import save_door as save_door
from app.inbound.services.doors import turn_off as turn_off
from app.inbound.services.matching import match_new as match_new
from app.inbound.services.receiving import Known as Known
from app.inbound.services.receiving import Misused as Misused
from app.inbound.services.receiving import Taken as Taken
from app.inbound.services.receiving import door_of as door_of
from app.inbound.services.receiving import receive as receive
from app.inbound.services.receiving import workspace_in as workspace_in
from app.inbound.services.trying import NotNow as NotNow
from app.inbound.services.trying import asked_by as asked_by
from app.inbound.services.trying import confirmed as confirmed
from app.inbound.services.trying import put_aside as put_aside
from app.inbound.services.trying import try_again as try_again
from app.inbound.services.working import HANDLER as HANDLER
from app.inbound.services.working import KIND as KIND
from app.inbound.services.working import care as care
from app.inbound.services.working import wake as wake
