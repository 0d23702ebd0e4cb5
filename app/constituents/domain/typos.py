"""One typing error in a word: a letter missing, too many, wrong, or swapped with its neighbor."""

from collections.abc import Iterable, Iterator

_SHORTEST, _OPEN_ENDED = 3, 5


def is_correctable(word: str) -> bool:
    """Whether the word is long enough that one error leaves something to go by."""
    return len(word) >= _SHORTEST and word.isalpha()


def halves(word: str) -> tuple[str, str]:
    """Its beginning and its end: one error leaves one of them whole, unless it swapped the middle letters."""
    middle = max(len(word) // 2, 1)
    return word[:middle], word[middle:]


def swapped(word: str) -> list[str]:
    """The word with two neighboring letters swapped, for every place."""
    return [
        word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        for place in range(len(word) - 1)
        if word[place] != word[place + 1]
    ]


def near(typed: str, known: Iterable[str]) -> list[str]:
    """Those of the known words that one error makes into what was typed, or what it begins with.

    Whole words before beginnings, words with the same first letter before others. Source of the measure: the
    distance of Damerau and Levenshtein, each letter touched at most once.
    """
    candidates = list(known)
    exact = list(_within_one(typed, candidates, candidates))
    if not exact and len(typed) >= _OPEN_ENDED:
        exact = list(_begun(typed, candidates))
    return sorted(
        dict.fromkeys(exact), key=lambda word: (word[0] != typed[0], abs(len(word) - len(typed)), word)
    )


def _begun(typed: str, candidates: list[str]) -> Iterator[str]:
    """Words of which only a beginning was typed, with an error in it."""
    longer = [word for word in candidates if len(word) > len(typed)]
    for length in (len(typed), len(typed) + 1, len(typed) - 1):
        yield from _within_one(typed, [word[:length] for word in longer], longer)


def _within_one(typed: str, forms: list[str], words: list[str]) -> Iterator[str]:
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract_iter

    for _, _, place in extract_iter(typed, forms, scorer=OSA.distance, score_cutoff=1):
        yield words[place]
