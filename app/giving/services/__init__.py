"""What staff do to one gift by hand. Each act is journaled under its donor; the caller commits."""

from app.giving.services.adding import add_donation as add_donation
from app.giving.services.crediting import Credited as Credited
from app.giving.services.crediting import NotCredited as NotCredited
from app.giving.services.crediting import credit as credit
from app.giving.services.crediting import uncredit as uncredit
from app.giving.services.editing import Edited as Edited
from app.giving.services.editing import Stale as Stale
from app.giving.services.editing import edit_donation as edit_donation
from app.giving.services.exporting import note_export as note_export
from app.giving.services.moving import Moved as Moved
from app.giving.services.moving import NotMoved as NotMoved
from app.giving.services.moving import move_donation as move_donation
from app.giving.services.refunding import NotRefunded as NotRefunded
from app.giving.services.refunding import Refunded as Refunded
from app.giving.services.refunding import refund_donation as refund_donation
from app.giving.services.removing import NotRemoved as NotRemoved
from app.giving.services.removing import Removed as Removed
from app.giving.services.removing import remove_donation as remove_donation
from app.giving.services.returning import NotReturned as NotReturned
from app.giving.services.returning import Returned as Returned
from app.giving.services.returning import return_donation as return_donation
