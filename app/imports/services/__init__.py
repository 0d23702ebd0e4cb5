"""Taking files in and checking them."""

from app.imports.services.checks import Checking as Checking
from app.imports.services.checks import NotChecked as NotChecked
from app.imports.services.checks import check as check
from app.imports.services.checks import handler as handler
from app.imports.services.mapping import leave_preset as leave_preset
from app.imports.services.mapping import map_columns as map_columns
from app.imports.services.mapping import mapping_of as mapping_of
from app.imports.services.mapping import use_preset as use_preset
from app.imports.services.mapping import use_saved as use_saved
from app.imports.services.uploads import Received as Received
from app.imports.services.uploads import as_text as as_text
from app.imports.services.uploads import discard as discard
from app.imports.services.uploads import look_again as look_again
from app.imports.services.uploads import may_discard as may_discard
from app.imports.services.uploads import receive as receive
