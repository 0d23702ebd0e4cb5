"""Why a gift or registration that an undo would remove stays."""

CHANGED = "it was changed since"
THANKED = "somebody else was thanked for it since"
CREDITED = "its soft credits were changed since"
REFUNDED = "a refund was recorded since"
HANGS = "something else hangs on it"
