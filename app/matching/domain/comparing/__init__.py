"""Two records compared, field by field, into a few named levels: many pairs at once."""

from app.matching.domain.comparing.columns import Pairs as Pairs
from app.matching.domain.comparing.contacts import contacts
from app.matching.domain.comparing.crossing import put_right
from app.matching.domain.comparing.givens import given_names
from app.matching.domain.comparing.levels import CODE as CODE
from app.matching.domain.comparing.levels import LEVELS as LEVELS
from app.matching.domain.comparing.levels import Compared as Compared
from app.matching.domain.comparing.levels import Field as Field
from app.matching.domain.comparing.levels import Level as Level
from app.matching.domain.comparing.others import beside_names, births, organizations
from app.matching.domain.comparing.places import addresses
from app.matching.domain.comparing.sheet import Sheet as Sheet
from app.matching.domain.comparing.surnames import last_names
from app.matching.domain.comparing.together import count_together


def compare(sheet: Sheet) -> dict[Field, Compared]:
    """Every field of every pair, in the order of the explanation. Symmetric; what one lacks says nothing."""
    found = {
        **beside_names(sheet),
        **organizations(sheet),
        **last_names(sheet),
        **given_names(sheet),
        **births(sheet),
        **addresses(sheet),
        **contacts(sheet),
    }
    put_right(sheet, found)
    count_together(sheet, found)
    return {field: found[field] for field in Field}
