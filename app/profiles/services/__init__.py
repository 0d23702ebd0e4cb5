"""Writing one person or organization as staff typed it."""

from app.profiles.services.adding import Added as Added
from app.profiles.services.adding import Known as Known
from app.profiles.services.adding import add as add
from app.profiles.services.adding import incoming as incoming
from app.profiles.services.editing import Changed as Changed
from app.profiles.services.editing import Edit as Edit
from app.profiles.services.editing import Saved as Saved
from app.profiles.services.editing import save as save
from app.profiles.services.journal import Owner as Owner
from app.profiles.services.journal import Taken as Taken
from app.profiles.services.resolving import Matched as Matched
from app.profiles.services.resolving import Meanwhile as Meanwhile
from app.profiles.services.resolving import NotTheirs as NotTheirs
from app.profiles.services.resolving import Undecided as Undecided
from app.profiles.services.resolving import compared as compared
from app.profiles.services.resolving import match as match
