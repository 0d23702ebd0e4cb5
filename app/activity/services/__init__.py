"""Writing facts: nothing else does. Each act ends with the rollups of the people it is about."""

from app.activity.services.changing import Fact as Fact
from app.activity.services.changing import change as change
from app.activity.services.changing import remove as remove
from app.activity.services.forgetting import forget_person as forget_person
from app.activity.services.recording import Recorded as Recorded
from app.activity.services.recording import begin_earlier as begin_earlier
from app.activity.services.recording import record_campaigns as record_campaigns
from app.activity.services.recording import record_donations as record_donations
from app.activity.services.recording import record_email_events as record_email_events
from app.activity.services.recording import record_events as record_events
from app.activity.services.recording import record_registrations as record_registrations
from app.activity.services.recording import record_soft_credits as record_soft_credits
from app.activity.services.returning import as_kept as as_kept
from app.activity.services.returning import put_back as put_back
from app.activity.services.rollups import together as together
