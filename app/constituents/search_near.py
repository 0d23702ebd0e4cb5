"""Words of names that are near to a typed one."""

from sqlalchemy import func, select, union_all

from app.constituents.domain.typos import halves, is_correctable, near, swapped
from app.constituents.domain.words import END
from app.constituents.search_models import KnownWord
from app.db import db

MOST = 4


def known_near(workspace_id: int, word: str) -> list[str]:
    """The known words that one typing error makes into this one, the best first; in one statement."""
    if not is_correctable(word):
        return []
    beginning, end = halves(word)
    end = end[::-1]
    known = select(KnownWord.word).where(KnownWord.workspace_id == workspace_id)
    length = func.length(KnownWord.word)
    close = union_all(
        known.where(KnownWord.word >= beginning, KnownWord.word < beginning + END, length >= len(word) - 1),
        known.where(
            KnownWord.backward >= end,
            KnownWord.backward < end + END,
            length.between(len(word) - 1, len(word) + 1),
        ),
        known.where(KnownWord.word.in_(swapped(word))),
    )
    return near(word, db.session.scalars(close))[:MOST]
