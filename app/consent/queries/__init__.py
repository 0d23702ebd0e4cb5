"""Reading permission: of people one by one with every reason, and of sets as one SQL expression."""

from app.consent.queries.interests import Chosen as Chosen
from app.consent.queries.interests import interest as interest
from app.consent.queries.interests import interests as interests
from app.consent.queries.people import Asked as Asked
from app.consent.queries.people import Behind as Behind
from app.consent.queries.people import InForce as InForce
from app.consent.queries.people import behind as behind
from app.consent.queries.people import restrictions_of as restrictions_of
from app.consent.queries.sets import can_be_emailed as can_be_emailed
from app.consent.queries.sets import do_not_contact as do_not_contact
from app.consent.queries.sets import headline as headline
from app.consent.queries.sets import joined_topic as joined_topic
from app.consent.queries.sets import left_topic as left_topic
from app.consent.queries.sets import suppressed as suppressed
from app.consent.queries.sets import unsubscribed as unsubscribed
from app.consent.queries.standings import events_about as events_about
from app.consent.queries.standings import everything_in_force as everything_in_force
from app.consent.queries.standings import ledger_event as ledger_event
from app.consent.queries.standings import policy_of as policy_of
from app.consent.queries.standings import recorded_for as recorded_for
from app.consent.queries.standings import restriction as restriction
from app.consent.queries.standings import standings as standings
from app.consent.queries.standings import topic as topic
from app.consent.queries.standings import topics as topics
from app.consent.queries.standings import verdicts as verdicts
