"""What supporters do to their own permission, and how an organization looks on their pages."""

from app.preferences.services.appearance import Appearance as Appearance
from app.preferences.services.appearance import change_appearance as change_appearance
from app.preferences.services.appearance import saved_appearance as saved_appearance
from app.preferences.services.choosing import end_pause as end_pause
from app.preferences.services.choosing import pause as pause
from app.preferences.services.choosing import save as save
from app.preferences.services.choosing import start_again as start_again
from app.preferences.services.spool import apply_waiting as apply_waiting
from app.preferences.services.spool import carrying_out as carrying_out
from app.preferences.services.spool import keep as keep
from app.preferences.services.spool import prepare as prepare
from app.preferences.services.spool import waiting as waiting
from app.preferences.services.stopping import SUPPORTER as SUPPORTER
from app.preferences.services.stopping import Unknown as Unknown
from app.preferences.services.stopping import stop as stop
from app.preferences.services.stopping import stop_by_link as stop_by_link
from app.preferences.services.undoing import undo as undo
