"""Writing permission. Nothing outside writes it, and nothing in bulk can do more than restrict."""

from app.consent.services.acting import Superseded as Superseded
from app.consent.services.acting import Told as Told
from app.consent.services.acting import add_restriction as add_restriction
from app.consent.services.addresses import hash_addresses as hash_addresses
from app.consent.services.examining import differences as differences
from app.consent.services.examining import discrepancies as discrepancies
from app.consent.services.examining import rebuild as rebuild
from app.consent.services.holding import hold_successors as hold_successors
from app.consent.services.interests import InterestDraft as InterestDraft
from app.consent.services.interests import NameTaken as NameTaken
from app.consent.services.interests import WouldLoosen as WouldLoosen
from app.consent.services.interests import archive_interest as archive_interest
from app.consent.services.interests import create_interest as create_interest
from app.consent.services.interests import update_interest as update_interest
from app.consent.services.ledger import Line as Line
from app.consent.services.ledger import Written as Written
from app.consent.services.ledger import lift as lift
from app.consent.services.ledger import permit as permit
from app.consent.services.ledger import restrict as restrict
from app.consent.services.links import Links as Links
from app.consent.services.links import genuine as genuine
from app.consent.services.links import links_for as links_for
from app.consent.services.links import preferences_token as preferences_token
from app.consent.services.returning import hold_returned as hold_returned
from app.consent.services.returning import mailable as mailable
