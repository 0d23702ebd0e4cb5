"""Why somebody of the sample stays when the sample goes."""

from enum import StrEnum

from app.words import N_


class Why(StrEnum):
    """Something of your own that is about somebody of the sample."""

    IMPORT = "import"
    MERGED = "merged"
    WRITTEN = "written"
    PERMISSION = "permission"
    FACT = "fact"

    @property
    def words(self) -> str:
        return str(_WORDS[self])


_WORDS = {
    Why.IMPORT: N_("a row of an import or batch"),
    Why.MERGED: N_("another record was merged into this one"),
    Why.WRITTEN: N_("changed by hand, or something was written down about them"),
    Why.PERMISSION: N_("said yes or no to email, or a restriction was added"),
    Why.FACT: N_("a gift, a registration, or a report about a mailing of your own"),
}
