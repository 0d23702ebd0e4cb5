"""Countries and time zones to choose from, and what a country suggests for a new workspace."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from zoneinfo import available_timezones

from app.accounts.domain.policy import Policy, proposed_for
from app.words import N_, SOURCE, voice

_MAIN_ZONES = {
    "US": "America/New_York",
    "CA": "America/Toronto",
    "MX": "America/Mexico_City",
    "BR": "America/Sao_Paulo",
    "AR": "America/Argentina/Buenos_Aires",
    "CL": "America/Santiago",
    "AU": "Australia/Sydney",
    "NZ": "Pacific/Auckland",
    "ID": "Asia/Jakarta",
    "CN": "Asia/Shanghai",
    "KZ": "Asia/Almaty",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "DE": "Europe/Berlin",
    "ES": "Europe/Madrid",
    "PT": "Europe/Lisbon",
    "CD": "Africa/Kinshasa",
    "EC": "America/Guayaquil",
    "MY": "Asia/Kuala_Lumpur",
    "UZ": "Asia/Tashkent",
}
"""Where most people live, of countries with several zones."""


_UNKNOWN = "ZZ"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a country suggests; all of it can be changed."""

    timezone: str
    currency: str
    locale: str
    policy: Policy


def countries() -> dict[str, str]:
    """Names of countries by ISO 3166 two-letter code, in the order of their names."""
    return _countries(voice().language)


@cache
def _countries(language: str) -> dict[str, str]:
    from babel import Locale

    named = Locale(language).territories
    known = {code: named[code] for code in _zones_by_country() if code in named and code != _UNKNOWN}
    return dict(sorted(known.items(), key=lambda item: _plain(item[1])))


def _plain(name: str) -> str:
    """For sorting: Å stands beside A."""
    return unicodedata.normalize("NFKD", name).casefold()


@cache
def timezones() -> dict[str, tuple[str, ...]]:
    """Names of time zones by part of the world, as "Europe" or "America"."""
    groups: dict[str, list[str]] = {}
    for name in sorted(available_timezones()):
        region, slash, _city = name.partition("/")
        if slash and region in _REGIONS:
            groups.setdefault(region, []).append(name)
    return {**{region: tuple(names) for region, names in groups.items()}, N_("Everywhere"): ("UTC",)}


_REGIONS = frozenset("Africa America Antarctica Arctic Asia Atlantic Australia Europe Indian Pacific".split())


def is_timezone(name: str) -> bool:
    """Whether `name` is one of the time zones to choose from."""
    return any(name in names for names in timezones().values())


@cache
def proposal(country: str, language: str = SOURCE) -> Proposal:
    """Time zone, currency, way of writing figures, and consent policy for a two-letter country code.

    The locale is this language as it is written in the country, where the Unicode data knows it.
    """
    from babel.numbers import get_territory_currencies

    currencies = get_territory_currencies(country)
    return Proposal(
        timezone=_main_zone(country),
        currency=str(currencies[0]) if currencies else "USD",
        locale=locale_for(language, country),
        policy=proposed_for(country),
    )


def _main_zone(country: str) -> str:
    candidates = [_MAIN_ZONES.get(country, ""), *_zones_by_country().get(country, ())]
    return next((name for name in candidates if is_timezone(name)), "UTC")


@cache
def locale_for(language: str, country: str) -> str:
    """A language as it is written in a country: `es_MX`; where that is not known, as anywhere: `es`."""
    from babel.localedata import exists

    anywhere = ("en_001", "en_US") if language == SOURCE else (language,)
    found: str = next(name for name in (f"{language}_{country}", *anywhere, "en_US") if exists(name))
    return found


def months() -> dict[int, str]:
    """Names of the months by their number, from January."""
    from babel.dates import get_month_names

    return dict(get_month_names("wide", "stand-alone", locale=voice().locale).items())


def currencies() -> dict[str, str]:
    """Names of the currencies in use today by ISO 4217 code, in the order of their codes."""
    return _currencies(voice().language)


@cache
def _currencies(language: str) -> dict[str, str]:
    from babel import Locale
    from babel.numbers import get_territory_currencies

    codes = {str(code) for country in _zones_by_country() for code in get_territory_currencies(country)}
    named = Locale(language).currencies
    return {code: named[code] for code in sorted(codes) if code in named}


@cache
def _zones_by_country() -> dict[str, list[str]]:
    from babel.core import get_global

    return {code: list(zones) for code, zones in get_global("territory_zones").items() if len(code) == 2}
