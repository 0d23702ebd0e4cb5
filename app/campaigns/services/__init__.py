"""Writing about campaigns: their names, and who took a list of their people."""

from app.campaigns.services.editing import Edited as Edited
from app.campaigns.services.editing import Unchanged as Unchanged
from app.campaigns.services.editing import edit as edit
from app.campaigns.services.exporting import note_export as note_export
