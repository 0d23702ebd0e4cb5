"""An address taken apart: house number, street, unit, town. Enough for identity, not for the post office.

The words are those of the United States, Canada and Britain. A word that is unknown stays in the street: two
spellings may then look different, but two places never look the same.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from app.constituents.domain.text import by_word, fold

_TYPES = by_word(
    {
        "ave": "ave av avenue",
        "blvd": "blvd boulevard boul",
        "cir": "cir circle circ",
        "cl": "cl close",
        "cres": "cres crescent cr",
        "ct": "ct court crt",
        "dr": "dr drive drv",
        "gdns": "gdns gardens",
        "grv": "grv grove",
        "hwy": "hwy highway",
        "ln": "ln lane",
        "loop": "loop",
        "pkwy": "pkwy parkway",
        "pl": "pl place",
        "plz": "plz plaza",
        "rd": "rd road",
        "row": "row",
        "sq": "sq square",
        "st": "st street str",
        "ter": "ter terrace terr",
        "trl": "trl trail",
        "way": "way wy",
    }
)
_DIRECTIONS = by_word(
    {"n": "n north", "s": "s south", "e": "e east", "w": "w west"}
    | {"ne": "ne northeast", "nw": "nw northwest", "se": "se southeast", "sw": "sw southwest"}
)
_SPELLED = by_word(
    {
        "st": "saint",
        "ste": "sainte",
        "mt": "mount",
        "ft": "fort",
        "1st": "first",
        "2nd": "second",
        "3rd": "third",
    }
    | {"4th": "fourth", "5th": "fifth", "6th": "sixth", "7th": "seventh", "8th": "eighth", "9th": "ninth"}
    | {"10th": "tenth", "11th": "eleventh", "12th": "twelfth", "13th": "thirteenth", "14th": "fourteenth"}
    | {"15th": "fifteenth", "16th": "sixteenth", "17th": "seventeenth", "18th": "eighteenth"}
    | {"19th": "nineteenth", "20th": "twentieth"}
)
_BOXES = ("box", "pob", "postfach", "apartado", "postale")
_BOX = re.compile(
    r"\b(?:(?:p ?o ?|post office |gpo |^)box|pob|postfach|apartado(?: postal)?|boite postale)"
    r"(?: ?(\d\w*)| (\w+))"
)
_UNITS = """apartment apt unit suite ste flat room rm floor fl lot bldg building number no space spc
    trlr""".split()
_UNIT = re.compile(rf"(?:^|(?<=\w) )(?:{'|'.join(_UNITS)}) (\d\w*|\w?\d+|[a-z])\b")
_UNIT_WORDS = frozenset(_UNITS)
_ZIP = re.compile(r"(\d{5})-?\d{4}")


@dataclass(frozen=True, slots=True)
class Place:
    """An address standardized. `number` is the house number or "box 12"; `street` is its bare name.

    `qualifiers` are the street's type and directions ("n", "st"), sorted and joined by a blank.
    """

    number: str
    street: str
    qualifiers: str
    unit: str
    city: str
    region: str
    postcode: str
    country: str


@lru_cache(maxsize=16_384)
def place_of(lines: tuple[str, ...], city: str, region: str, postcode: str, country: str) -> Place:
    """The address standardized; parts that are not there are ""."""
    unit, rest = _without_unit([fold(line.replace("#", " no ")) for line in lines])
    number, street = _numbered(rest)
    name, qualifiers = _street(street)
    return Place(
        number, name, qualifiers, unit, fold(city), fold(region), _postcode(postcode, country), fold(country)
    )


def _without_unit(lines: list[str]) -> tuple[str, list[str]]:
    """The unit, and the lines without it and without those that are empty then."""
    unit, rest = "", []
    for line in lines:
        found = None if unit or _UNIT_WORDS.isdisjoint(line.split()) else _UNIT.search(line)
        if found:
            unit = found[1]
            line = (line[: found.start()] + line[found.end() :]).strip()
        if line:
            rest.append(line)
    return unit, rest


def _numbered(lines: list[str]) -> tuple[str, list[str]]:
    """The house number and the words of its street, from the line that has a number before or after it."""
    for line in lines:
        if any(word in line for word in _BOXES) and (box := _BOX.search(line)):
            return f"box {box[1] or box[2]}", []
        words = line.split()
        count = next((at for at, word in enumerate(words) if not word.isdecimal()), len(words))
        if count:
            return " ".join(words[:count]), words[count:]
        if words[0][0].isdecimal() and len(words) > 1 and words[0] not in _SPELLED.values():
            return words[0], words[1:]
    return _numbered_behind(lines)


def _numbered_behind(lines: list[str]) -> tuple[str, list[str]]:
    for line in lines:
        words = line.split()
        if len(words) > 1 and words[-1][0].isdecimal():
            return words[-1], words[:-1]
    return "", lines[0].split() if lines else []


def _street(words: list[str]) -> tuple[str, str]:
    """The street's own name, and its type and directions apart; a name made of those alone stays whole."""
    plain = [_SPELLED.get(word) or _compound(word) for word in words]
    name, qualifiers = [], []
    for at, word in enumerate(plain):
        if word in _DIRECTIONS:
            qualifiers.append(_DIRECTIONS[word])
        elif at and word in _TYPES:
            qualifiers.append(_TYPES[word])
        else:
            name.append(_TYPES.get(word, word))
    if not name:
        return " ".join(_TYPES.get(word, _DIRECTIONS.get(word, word)) for word in plain), ""
    return " ".join(name), " ".join(sorted(qualifiers))


def _compound(word: str) -> str:
    """A street in one word, as in German, with the usual abbreviation of its type."""
    return word.removesuffix("asse") if word.endswith("strasse") and len(word) > 9 else word


def _postcode(postcode: str, country: str) -> str:
    """The postcode without blanks; of a ZIP+4 the ZIP, with the zero that a spreadsheet ate."""
    if len(postcode) == 5 and postcode.isascii() and postcode.isdecimal():
        return postcode
    plain = "".join(postcode.split()).upper()
    if full := _ZIP.fullmatch(plain):
        return full[1]
    if country.upper() in ("US", "USA") and re.fullmatch(r"\d{3,4}", plain, re.ASCII):
        return plain.zfill(5)
    return fold(plain)
