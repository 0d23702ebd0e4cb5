"""First and last name taken together: in a family or a community they are not independent."""

import numpy as np

from app.matching.domain.blocking import name_texts
from app.matching.domain.comparing.columns import distinct
from app.matching.domain.comparing.levels import CODE, Compared, Field, Level
from app.matching.domain.comparing.sheet import Sheet
from app.matching.domain.population import Counted


def count_together(sheet: Sheet, found: dict[Field, Compared]) -> None:
    """Where more on record hold the full name than its two parts let expect, that is how common it is."""
    first, last = found[Field.FIRST], found[Field.LAST]
    same = (first.level == CODE[Level.SAME]) & (last.level == CODE[Level.SAME])
    if not same.any() or Counted.NAME not in sheet.population.counts:
        return
    names = distinct(first.mine[same], last.mine[same] + len(first.texts))
    held = np.array(
        [
            _share(sheet, first.texts[one], last.texts[other - len(first.texts)])
            for one, other in zip(names.ones.tolist(), names.others.tolist(), strict=True)
        ]
    )
    last.chance[same] = np.maximum(last.chance[same], held[names.which] / first.chance[same])


def _share(sheet: Sheet, first: str, last: str) -> float:
    held = min(sheet.population.count(Counted.NAME, text) for text in name_texts(first, last))
    return (held - 1) / sheet.population.people
