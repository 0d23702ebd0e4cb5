"""What each field adds to a score, so that the parts add up to it.

The order in which evidence is looked at is arbitrary, so a field's part is what it adds on average over all
orders (its Shapley value). The rival explanations are looked at like one more field: what they take is their
part. Before anything is looked at, the score is what chance alone gives, next to nothing.
"""

from functools import cache
from itertools import combinations
from math import factorial

import numpy as np

from app.matching.domain.comparing.levels import Floats
from app.matching.domain.weights import EXPLANATIONS

_RIVALS = [EXPLANATIONS.index(name) for name in ("household", "namesake")]
_CHANCE = EXPLANATIONS.index("chance")
_THE_SAME = [EXPLANATIONS.index(name) for name in ("same", "careless")]


def parts(prior: Floats, weights: Floats) -> Floats:
    """The parts in points: pair by field, and last the rivals'. `prior` is pair by explanation.

    `weights` is pair by field by explanation, in bits. Each pair's parts add up to its score less what it had
    before anything was looked at.
    """
    fields = weights.shape[1]
    chosen = _subsets(fields)
    total = prior[:, None, :] + np.einsum("sf,pfe->pse", chosen, weights)
    odds = np.exp2(total - total.max(axis=2, keepdims=True))
    same, rivals = odds[:, :, _THE_SAME].sum(axis=2), odds[:, :, _RIVALS].sum(axis=2)
    chance = odds[:, :, _CHANCE]
    worth = np.concatenate([same / (same + chance), same / (same + chance + rivals)], axis=1)
    return 100 * worth @ _averages(fields + 1).T


@cache
def _subsets(count: int) -> Floats:
    """Every choice among so many, a row of zeros and ones each; choice n has the bits of n."""
    return np.array([[n >> at & 1 for at in range(count)] for n in range(1 << count)], float)


@cache
def _averages(count: int) -> Floats:
    """By player and choice: how much of the choice's worth is the player's part."""
    share = np.zeros((count, 1 << count))
    for player in range(count):
        others = [1 << at for at in range(count) if at != player]
        for size in range(count):
            weight = factorial(size) * factorial(count - size - 1) / factorial(count)
            for chosen in combinations(others, size):
                without = sum(chosen)
                share[player, without | 1 << player] += weight
                share[player, without] -= weight
    return share


def to_tenths(points: list[float], total: int) -> list[int]:
    """Whole tenths nearest to the points that add up to `total` tenths; the most rounded gives way first."""
    exact = [10 * each for each in points]
    rounded = [round(each) for each in exact]
    missing = total - sum(rounded)
    step = 1 if missing > 0 else -1
    by_error = sorted(range(len(exact)), key=lambda at: (rounded[at] - exact[at]) * step)
    for turn in range(abs(missing)):
        rounded[by_error[turn % len(rounded)]] += step
    return rounded
