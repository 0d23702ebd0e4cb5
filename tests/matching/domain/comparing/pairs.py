"""Two records in short spellings, and how far they agree in each field."""

from typing import Any

import numpy as np

from app.matching.domain.comparing import LEVELS, Field, Level, Pairs, Sheet, compare
from app.matching.domain.own_pairs import NONE, NamePairs
from app.matching.domain.population import Population
from app.matching.domain.standard import standardize
from tests.matching.domain.people import arriving, on_record

SMALL = Population(20_000)


def levels(
    mine: dict[str, Any], theirs: dict[str, Any], names: NamePairs = NONE, population: Population = SMALL
) -> dict[Field, Level]:
    """The level of every field that both records know, the same in both directions."""
    ahead = _levels(mine, theirs, names, population)
    assert ahead == _levels(theirs, mine, names, population)
    return ahead


def _levels(
    mine: dict[str, Any], theirs: dict[str, Any], names: NamePairs, population: Population
) -> dict[Field, Level]:
    only = np.zeros(1, np.intp)
    sides = [standardize(arriving(**mine))], [standardize(on_record(**theirs))]
    found = compare(Sheet(*sides, Pairs(only, only), population, names))
    told = {field: LEVELS[compared.level[0]] for field, compared in found.items()}
    return {field: level for field, level in told.items() if level is not Level.UNKNOWN}
