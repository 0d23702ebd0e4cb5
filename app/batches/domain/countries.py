"""Countries as people write them in lists, as the two letters of ISO 3166."""

from functools import lru_cache

from app.constituents.domain.text import fold

_ALSO = {
    "US": "usa, u s a, u s, united states of america, america, eeuu",
    "GB": "uk, great britain, england, scotland, wales, northern ireland, gbr",
    "CA": "can",
    "CZ": "czech republic",
    "DE": "deutschland",
    "ES": "espana",
    "IE": "republic of ireland, eire",
    "NL": "holland, the netherlands",
}
_NOT_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}


def country_code(text: str) -> str:
    """The code of the country, or the text as it stands where no country is known by it."""
    return _codes().get(fold(text), text)


def is_country(code: str) -> bool:
    """Whether these are the two letters of a country."""
    return code in _names()


def country_name(code: str) -> str:
    """The English name of a country, or the text as it stands where no country has these letters."""
    return _names().get(code, code)


def country_names() -> tuple[str, ...]:
    """The English names of all countries, in order."""
    return tuple(sorted(_names().values()))


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    from babel import Locale

    return {code: name for code, name in Locale("en").territories.items() if _is_country(code)}


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    names = _names()
    codes = {fold(name): code for code, name in names.items()} | {fold(code): code for code in names}
    return codes | {name: code for code, others in _ALSO.items() for name in others.split(", ")}


def _is_country(code: str) -> bool:
    return len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES
