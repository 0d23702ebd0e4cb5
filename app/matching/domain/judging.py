"""How likely pairs of records are one and the same: many at once, each as if it were alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.matching.domain.comparing import CODE, Compared, Field, Level, Pairs, Sheet, compare
from app.matching.domain.comparing.levels import Floats, Ints, Mask
from app.matching.domain.guards import HELD_AT, IDENTIFIERS, Guard, agreeing, any_of, guards
from app.matching.domain.identity import Identity
from app.matching.domain.own_pairs import NONE, NamePairs
from app.matching.domain.population import Population
from app.matching.domain.weights import EXPLANATIONS, bits, priors

SEEN_AT, SURE = 700, 950
"""Tenths of a point: from where a person looks at a pair, and from where it would be matched, by default."""
NAMELESS = -3.0
"""Bits: where nobody is named, that the inbox is a relative's says little."""
_THE_SAME = [EXPLANATIONS.index(name) for name in ("same", "careless")]
_HOUSEHOLD = EXPLANATIONS.index("household")


@dataclass(frozen=True, slots=True)
class Judgment:
    """What was found out about every pair, in their order. `scores` are tenths of points, 0 to 1000."""

    found: Mapping[Field, Compared]
    weights: Mapping[Field, Floats]
    prior: Floats
    guards: Mapping[Guard, Mask]
    likely: Ints
    """The score in tenths as the evidence has it."""
    forced: Mask
    """Which pairs a person has to look at in any case: generations or titles clash, and all else agrees."""

    @property
    def held(self) -> Mask:
        """Which pairs a person has to decide about."""
        return any_of(list(self.guards.values()))

    @property
    def relatives(self) -> Mask:
        """Which pairs are best explained by two people of one household."""
        total: Floats = self.prior + sum(self.weights.values())
        of_one_household: Mask = total.argmax(axis=-1) == _HOUSEHOLD
        return of_one_household

    @property
    def scores(self) -> Floats:
        """The scores in points, 0 to 100; what a person has to decide about has 94 at most."""
        seen = np.where(self.forced, np.maximum(self.likely, SEEN_AT), self.likely)
        return np.where(self.held, np.minimum(seen, HELD_AT), seen) / 10


def judge(
    incoming: Sequence[Identity],
    existing: Sequence[Identity],
    pairs: tuple[Ints, Ints],
    population: Population,
    names: NamePairs = NONE,
) -> Judgment:
    """Judge the pairs, given by the places of their records in the two lists.

    A pair's result depends on its two records, the population and the names alone.
    """
    sheet = Sheet(incoming, existing, Pairs(*pairs), population, names)
    found = _telling(compare(sheet))
    are_organizations = _organizations(sheet)
    weights = {field: bits(field, compared, are_organizations) for field, compared in found.items()}
    prior = priors(are_organizations, population)
    prior[_inboxes(sheet, found), _HOUSEHOLD] += NAMELESS
    total: Floats = prior + sum(weights.values())
    holding = guards(sheet, found)
    likely = tenths(total)
    clash = holding[Guard.GENERATION] | holding[Guard.TITLE]
    return Judgment(
        found, weights, prior, holding, likely, clash & (tenths(_without(total, weights)) >= SURE)
    )


def _inboxes(sheet: Sheet, found: Mapping[Field, Compared]) -> Mask:
    """Which pairs share an email of which one record is nothing but its inbox: it has no name."""
    names = sheet.joined("first", "last", "organization", by="")
    mine, theirs = sheet.pairs.of(names)
    inboxes: Mask = ((mine == 0) | (theirs == 0)) & (found[Field.EMAIL].level == CODE[Level.SAME])
    return inboxes


def _without(total: Floats, weights: Mapping[Field, Floats]) -> Floats:
    """The bits if neither generation nor title had been stated."""
    return total - weights[Field.GENERATION] - weights[Field.TITLE]


def _organizations(sheet: Sheet) -> Mask:
    """Which pairs are two organizations."""
    kinds = sheet.column("kind")
    mine, theirs = sheet.pairs.of(kinds)
    is_one = np.array([text == "o" for text in kinds.texts])
    both: Mask = is_one[mine] & is_one[theirs]
    return both


def tenths(total: Floats) -> Ints:
    """The share of "the same" among all explanations, from their bits, in tenths of a point."""
    odds = np.exp2(total - total.max(axis=-1, keepdims=True))
    share = odds[..., _THE_SAME].sum(axis=-1) / odds.sum(axis=-1)
    rounded: Ints = np.rint(1000 * share).astype(np.intp)
    return rounded


def _telling(found: dict[Field, Compared]) -> dict[Field, Compared]:
    """Without what agrees only with ended values, where something that is active agrees anyway.

    What has ended may show a pair to a person; it never adds to what is matched automatically.
    """
    same = agreeing(found)
    for field in IDENTIFIERS:
        level = found[field].level
        level[same & (level == CODE[Level.ENDED])] = CODE[Level.UNKNOWN]
    return found
