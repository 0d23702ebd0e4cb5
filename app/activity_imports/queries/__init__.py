"""Reading imports of activity."""

from app.activity_imports.queries.imports import added_by as added_by
from app.activity_imports.queries.imports import akin as akin
from app.activity_imports.queries.imports import beside as beside
from app.activity_imports.queries.imports import by_number as by_number
from app.activity_imports.queries.imports import decided_batches as decided_batches
from app.activity_imports.queries.imports import due as due
from app.activity_imports.queries.imports import firsts as firsts
from app.activity_imports.queries.imports import get as get
from app.activity_imports.queries.imports import places as places
from app.activity_imports.queries.imports import refunds_among as refunds_among
from app.activity_imports.queries.imports import refunds_waiting as refunds_waiting
from app.activity_imports.queries.imports import rows_of as rows_of
from app.activity_imports.queries.imports import tightening as tightening
from app.activity_imports.queries.imports import to_apply as to_apply
from app.activity_imports.queries.imports import waiting as waiting
from app.activity_imports.queries.imports import waiting_count as waiting_count
from app.activity_imports.queries.imports import workspace_of as workspace_of
from app.activity_imports.queries.previewing import UndoPreview as UndoPreview
from app.activity_imports.queries.previewing import undo_preview as undo_preview
from app.activity_imports.queries.sidebar import waiting_counts as waiting_counts
