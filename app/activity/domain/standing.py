"""Why a gift or registration that an undo would remove stays."""

from app.words import N_

CHANGED = N_("it was changed since")
THANKED = N_("somebody else was thanked for it since")
CREDITED = N_("its soft credits were changed since")
REFUNDED = N_("a refund was recorded since")
HANGS = N_("something else hangs on it")
