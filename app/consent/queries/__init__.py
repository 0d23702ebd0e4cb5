"""Reading permission: of people one by one with every reason, and of sets as one SQL expression."""

from app.consent.queries.sets import can_be_emailed as can_be_emailed
from app.consent.queries.standings import events_about as events_about
from app.consent.queries.standings import everything_in_force as everything_in_force
from app.consent.queries.standings import ledger_event as ledger_event
from app.consent.queries.standings import policy_of as policy_of
from app.consent.queries.standings import recorded_for as recorded_for
from app.consent.queries.standings import restriction as restriction
from app.consent.queries.standings import standings as standings
from app.consent.queries.standings import topic as topic
from app.consent.queries.standings import topic_history as topic_history
from app.consent.queries.standings import topics as topics
from app.consent.queries.standings import verdicts as verdicts
