"""How likely each level is under five explanations of a pair, and how likely each explanation is at first.

The columns say how often two records agree so far: when they are of one and the same; of one and the same,
typed carelessly; of two in one household or office; of two namesakes; of two who have nothing to do with each
other. A blank (None) is told by the values: what is common on record agrees by chance more often than what is
rare. They come from what is known about such records (how often people move, marry, have two emails, share
one), not from a set of examples.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from app.matching.domain.comparing import CODE, LEVELS, Compared, Field, Level
from app.matching.domain.comparing.levels import Floats, Mask
from app.matching.domain.population import Population

FINENESS = 1024
"""Weights are whole multiples of 1/1024 bit, so that their sum is exact in whatever order they are added."""


class Rival(StrEnum):
    """The best explanation other than "the same"; NONE when there is no evidence to explain."""

    HOUSEHOLD = "household"
    NAMESAKE = "namesake"
    UNRELATED = "unrelated"
    NONE = ""


class Row(NamedTuple):
    """One level of one field: how likely each explanation brings it about."""

    same: float
    careless: float
    household: float
    namesake: float | None
    chance: float | None


EXPLANATIONS = Row._fields
PRIOR = Row(same=0.38, careless=0.02, household=0.25, namesake=0.02, chance=0.6)
"""Of incoming records so many are of somebody on record, of a relative of theirs, of a namesake.

Those three are spread over all on record: they are divided by their number. The rest is of nobody on record.
"""
ORGANIZATIONS = Row(same=0.38, careless=0.02, household=0.04, namesake=0.1, chance=0.6)
"""The same for organizations: few share an address, many share the words of their names."""

WEIGHTS: dict[Field, dict[Level, Row]] = {
    Field.KIND: {
        Level.DIFFERENT: Row(0.01, 0.03, 1.0, 0.5, 1.0),
    },
    Field.ORGANIZATION: {
        Level.SAME: Row(0.7, 0.6, 0.03, 0.6, None),
        Level.FORM: Row(0.04, 0.04, 0.003, 0.005, 0.0005),
        Level.PART: Row(0.1, 0.1, 0.04, 0.06, 0.001),
        Level.TYPO: Row(0.08, 0.2, 0.01, 0.03, 0.0003),
        Level.SIMILAR: Row(0.05, 0.08, 0.04, 0.15, 0.004),
        Level.DIFFERENT: Row(0.04, 0.05, 0.9, 0.1, 0.995),
    },
    Field.LAST: {
        Level.SAME: Row(0.88, 0.78, 0.78, 0.88, None),
        Level.SWAPPED: Row(0.88, 0.78, 0.78, 0.88, None),
        Level.PART: Row(0.03, 0.03, 0.02, 0.01, None),
        Level.FORMER: Row(0.03, 0.03, 0.02, 0.005, None),
        Level.TYPO: Row(0.025, 0.15, 0.02, 0.02, 0.004),
        Level.SOUNDS: Row(0.01, 0.05, 0.008, 0.008, 0.003),
        Level.MAILBOX: Row(0.012, 0.012, 0.012, 0.001, 0.001),
        Level.DIFFERENT: Row(0.03, 0.06, 0.17, 0.02, 0.98),
    },
    Field.FIRST: {
        Level.SAME: Row(0.8, 0.55, 0.04, 0.8, None),
        Level.SWAPPED: Row(0.012, 0.03, 0.0005, 0.003, None),
        Level.KNOWN: Row(0.05, 0.04, 0.004, 0.05, 0.006),
        Level.FORM: Row(0.06, 0.05, 0.0035, 0.06, None),
        Level.MIDDLE: Row(0.02, 0.02, 0.008, 0.015, 0.012),
        Level.INITIAL: Row(0.03, 0.05, 0.0035, 0.03, 0.003),
        Level.SOUNDS: Row(0.02, 0.1, 0.01, 0.02, 0.004),
        Level.TYPO: Row(0.02, 0.2, 0.008, 0.02, 0.005),
        Level.SIMILAR: Row(0.004, 0.05, 0.02, 0.004, 0.015),
        Level.DIFFERENT: Row(0.01, 0.06, 0.9, 0.02, 0.93),
    },
    Field.MIDDLE: {
        Level.SAME: Row(0.55, 0.45, 0.03, 0.03, 0.025),
        Level.INITIAL: Row(0.4, 0.35, 0.03, 0.03, 0.03),
        Level.TYPO: Row(0.02, 0.1, 0.003, 0.003, 0.003),
        Level.DIFFERENT: Row(0.05, 0.12, 0.9, 0.9, 0.9),
    },
    Field.GENERATION: {
        Level.SAME: Row(0.9, 0.85, 0.03, 0.05, 0.03),
        Level.ONE_SIDED: Row(0.35, 0.35, 0.95, 0.9, 0.97),
        Level.SIMILAR: Row(0.1, 0.1, 0.3, 0.3, 0.3),
        Level.DIFFERENT: Row(0.004, 0.02, 0.5, 0.5, 0.5),
    },
    Field.TITLE: {
        Level.SAME: Row(0.98, 0.97, 0.45, 0.9, 0.5),
        Level.DIFFERENT: Row(0.008, 0.02, 0.55, 0.1, 0.5),
    },
    Field.BIRTH: {
        Level.SAME: Row(0.93, 0.7, 0.012, None, None),
        Level.TYPO: Row(0.03, 0.15, 0.003, 0.002, 0.002),
        Level.PART: Row(0.9, 0.75, 0.05, 0.02, 0.02),
        Level.DIFFERENT: Row(0.025, 0.12, 0.98, 0.998, 0.998),
    },
    Field.ADDRESS: {
        Level.SAME: Row(0.62, 0.62, 0.62, None, None),
        Level.TYPO: Row(0.05, 0.14, 0.05, 1e-5, 1e-5),
        Level.FORM: Row(0.5, 0.5, 0.5, 5e-5, 5e-5),
        Level.NEAR: Row(0.02, 0.03, 0.02, None, None),
        Level.STREET: Row(0.015, 0.04, 0.01, 2e-4, 2e-4),
        Level.ENDED: Row(0.04, 0.04, 0.04, None, None),
        Level.TOWN: Row(0.85, 0.8, 0.8, None, None),
        Level.ELSEWHERE: Row(0.14, 0.14, 0.14, None, None),
        Level.DIFFERENT: Row(0.16, 0.15, 0.17, 0.98, 0.98),
    },
    Field.PHONE: {
        Level.SAME: Row(0.5, 0.45, 0.25, None, None),
        Level.FORM: Row(0.2, 0.2, 0.1, 1e-5, 1e-5),
        Level.TYPO: Row(0.03, 0.12, 0.012, 5e-5, 5e-5),
        Level.ENDED: Row(0.03, 0.027, 0.015, None, None),
        Level.AREA: Row(0.25, 0.22, 0.35, 0.25, 0.25),
        Level.DIFFERENT: Row(0.2, 0.2, 0.38, 0.75, 0.75),
    },
    Field.EMAIL: {
        Level.SAME: Row(0.55, 0.5, 0.15, None, None),
        Level.TYPO: Row(0.03, 0.1, 0.004, 1e-4, 2e-5),
        Level.ENDED: Row(0.04, 0.036, 0.01, None, None),
        Level.MAILBOX: Row(0.07, 0.06, 0.01, 0.02, 5e-5),
        Level.NAMED: Row(0.1, 0.1, 0.05, None, None),
        Level.HOST: Row(0.05, 0.05, 0.06, 0.02, 0.02),
        Level.SIMILAR: Row(0.02, 0.03, 0.02, 0.003, 0.001),
        Level.DIFFERENT: Row(0.32, 0.32, 0.75, 0.85, 0.95),
    },
}
OF_ORGANIZATIONS: dict[Field, dict[Level, Row]] = {
    Field.EMAIL: {
        Level.HOST: Row(0.3, 0.3, 0.1, 0.02, 0.02),
        Level.DIFFERENT: Row(0.3, 0.3, 0.85, 0.95, 0.999),
    },
    Field.PHONE: {
        Level.AREA: Row(0.2, 0.2, 0.35, 0.25, 0.25),
        Level.DIFFERENT: Row(0.08, 0.08, 0.4, 0.75, 0.75),
    },
    Field.ADDRESS: {
        Level.ELSEWHERE: Row(0.06, 0.06, 0.14, None, None),
        Level.DIFFERENT: Row(0.05, 0.05, 0.17, 0.98, 0.98),
    },
}
"""What is different for organizations: they move seldom, share a host, and keep their number."""
AGREEING = frozenset(LEVELS) - {
    Level.UNKNOWN,
    Level.DIFFERENT,
    Level.ONE_SIDED,
    Level.ENDED,
    Level.SIMILAR,
    Level.ELSEWHERE,
    Level.AREA,
    Level.INITIAL,
    Level.NAMED,
    Level.HOST,
}
"""Levels that speak for one and the same; what agrees by chance is never likelier than they are."""


def _table(field: Field, special: Mapping[Field, Mapping[Level, Row]]) -> Floats:
    """Bits by level and explanation; NaN where the values tell it, 0 where nothing is known."""
    bits = np.zeros((len(LEVELS), len(EXPLANATIONS)))
    for level, row in {**WEIGHTS[field], **special.get(field, {})}.items():
        told = [np.nan if value is None else value for value in row]
        bits[CODE[level]] = np.log2(told)
    return _rounded(bits)


def _rounded(bits: Floats) -> Floats:
    return np.round(bits * FINENESS) / FINENESS


_TABLES = {field: np.stack([_table(field, {}), _table(field, OF_ORGANIZATIONS)]) for field in Field}
_SAME, _CHANCE, _NAMESAKE = (EXPLANATIONS.index(name) for name in ("same", "chance", "namesake"))


def bits(field: Field, compared: Compared, is_organization: Mask) -> Floats:
    """The weight of what was compared: bits by pair and explanation, zeros where it says nothing."""
    weights: Floats = _TABLES[field][is_organization.astype(np.intp), compared.level]
    with np.errstate(divide="ignore"):
        by_value = _rounded(np.log2(compared.chance))
    capped = np.minimum(by_value, weights[:, _SAME])
    for column in (_CHANCE, _NAMESAKE):
        told = np.isnan(weights[:, column])
        weights[told, column] = capped[told]
    return weights


USUAL_SHARING = 0.2
"""Of the people in a nonprofit's records so many live with somebody else on record."""
_LEAST_SHARING = 0.05
_HOUSEHOLD = EXPLANATIONS.index("household")


def priors(is_organization: Mask, population: Population) -> Floats:
    """Bits by pair and explanation before anything is compared.

    Where hardly any two on record live together, relatives of those on record are a rarer explanation too.
    """
    rows = []
    for row in (PRIOR, ORGANIZATIONS):
        spread = np.array(row, float) / population.people
        spread[_HOUSEHOLD] *= min(max(population.sharing / USUAL_SHARING, _LEAST_SHARING), 1.0)
        spread[_CHANCE] = row.chance or 0.0
        rows.append(_rounded(np.log2(spread)))
    return np.array(rows)[is_organization.astype(np.intp)]
