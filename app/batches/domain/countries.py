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


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    from babel import Locale

    names = {code: name for code, name in Locale("en").territories.items() if _is_country(code)}
    codes = {fold(name): code for code, name in names.items()} | {fold(code): code for code in names}
    return codes | {name: code for code, others in _ALSO.items() for name in others.split(", ")}


def _is_country(code: str) -> bool:
    return len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES
