"""Any alphabet as Latin letters, so that a name meets its transliteration."""

import re
from functools import lru_cache
from unicodedata import normalize

from app.constituents.domain.text import fold, written

# What a table of single letters cannot know: how pairs of them are written when a name crosses over.
_PAIRS = (
    (re.compile(r"[иы]и\b"), "y"),
    (re.compile("ου"), "ou"),
    (re.compile("αυ"), "av"),
    (re.compile("ευ"), "ev"),
    (re.compile(r"\bμπ"), "b"),
    (re.compile(r"\bντ"), "d"),
    (re.compile("γγ"), "ng"),
)
# Surnames of one syllable, as Koreans write them in English; a table of letters knows another system.
_KOREAN = dict(
    zip(
        "김이박최정조윤장임오신서권황안류전고문배백유노",
        """kim lee park choi jung cho yoon jang lim oh shin seo kwon hwang ahn ryu jeon ko moon bae baek yoo
        noh""".split(),
        strict=True,
    )
)
_LONG_VOWELS = re.compile(r"(?<=o)u|(?<=u)u|(?<=o)o")
_KANA = re.compile("[\u3040-\u30ff]")
_SPELLINGS = re.compile("ae|oe|ue|aa")
_VOWELS = re.compile("[aeiouyhjw]")


@lru_cache(maxsize=8_192)
def latin(text: str) -> str:
    """The text folded into words of a-z and 0-9 parted by one blank; "" when no letter or digit is left."""
    folded = fold(text)
    return folded if folded.isascii() else _transliterated(text, folded)


@lru_cache(maxsize=8_192)
def spelling(word: str) -> str:
    """What Müller, Mueller and Muller, or Ås and Aas, have in common. For finding, not for showing."""
    return _SPELLINGS.sub(_first_letter, word)


def _first_letter(pair: re.Match[str]) -> str:
    return pair[0][0]


def _transliterated(typed: str, folded: str) -> str:
    # Read only when a name in another alphabet is met: its tables are many.
    from anyascii import anyascii

    if korean := _KOREAN.get(typed.strip()):
        return korean
    is_japanese = _KANA.search(typed) is not None
    # What folding takes for accents are letters of their own in kana.
    text = normalize("NFKC", typed) if is_japanese else normalize("NFC", folded)
    for letters, plain in _PAIRS:
        text = letters.sub(plain, text)
    plain = fold(anyascii(text))
    return _LONG_VOWELS.sub("", plain) if is_japanese else plain


def is_plainer(plain: str, letters: str) -> bool:
    """True when `plain` is `letters` with fewer accents, or written in a to z: Jose of José, Layla of ليلى.

    Such a spelling says nothing that the other does not; the reverse is richer.
    """
    if _accents(plain) >= _accents(letters):
        return False
    return fold(plain) == fold(letters) or (plain.isascii() and _is_transliteration(plain, letters))


def is_latin(text: str) -> bool:
    """True of text without a letter of another alphabet; accents are Latin."""
    return fold(text).isascii()


def _accents(text: str) -> int:
    return sum(not character.isascii() for character in written(text))


def _is_transliteration(plain: str, letters: str) -> bool:
    ones, others = latin(plain).split(), latin(letters).split()
    if len(ones) != len(others):
        return False
    alike = _consonants if not is_latin(letters) else spelling
    return all(alike(one) == alike(other) for one, other in zip(ones, others, strict=True))


def _consonants(word: str) -> str:
    """What two transliterations of a word have in common: alphabets differ most in how vowels are written."""
    return re.sub(r"(.)\1+", r"\1", _VOWELS.sub("", word.replace("x", "ks"))) or word[:1]
