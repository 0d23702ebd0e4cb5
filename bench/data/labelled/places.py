"""Towns and streets that are on no map, with postal codes and area codes as their region has them."""

from dataclasses import dataclass
from random import Random

from bench.data.labelled.draw import Weighted, falling, happens

_FIRST = (
    "Alder Fern Cedar Mill Stone Eagle Clear Salmon Sunny Timber River Lake Fox Harbor Silver Otter "
    "Willow Heron Copper Prairie North Granite Thistle Wren Marsh Summit Larch Juniper Bramble Quarry"
).split()
_SECOND = "Creek Hollow Falls Grove Bend Ridge Point Springs Landing Meadows".split()
_REGIONS = (
    ("OR", "97", ("503", "971", "541", "458")),
    ("OR", "97", ("503", "971", "541")),
    ("OR", "97", ("541", "458")),
    ("WA", "98", ("360", "206", "253")),
    ("WA", "99", ("509",)),
    ("ID", "83", ("208",)),
    ("CA", "95", ("916", "530")),
    ("NV", "89", ("775",)),
    ("MN", "55", ("612", "651")),
    ("NC", "28", ("704", "828")),
    ("VT", "05", ("802",)),
    ("TX", "78", ("512", "210")),
)
STREETS = (
    "Maple Oak Pine Elm Cedar Birch Chestnut Walnut Spruce Dogwood Church School Mill Market Bridge Canal "
    "Spring Lincoln Grant Monroe Franklin Adams Harrison Jackson Clay Webster Orchard Meadow Garden "
    "Vineyard Prospect Summit Highland Valley Ridge Hillside Lakeview Riverside Sunset Sunrise Bayview "
    "Forest Heather Juniper Larkspur Clover Primrose Magnolia Poplar Locust Sycamore Beech Hawthorn "
    "Laurel Mulberry Quail Pheasant Heron Falcon Deer Elk Bluebird Meadowlark Saddle Wagon Pioneer "
    "Homestead Liberty Union Commerce Foundry Depot Harvest Winding Crooked Stony Sandy Pebble "
    "Cobblestone Fairview Pleasant Grand Cherry Peach Plum Hickory Bellevue Kingsley Ashford Waverly "
    "Hanover Berkshire Windsor Essex Dover Camden Stratford Nottingham"
).split()
TYPES = Weighted(
    [
        *(("Street", "St"), ("Avenue", "Ave"), ("Road", "Rd"), ("Drive", "Dr"), ("Lane", "Ln")),
        *(("Court", "Ct"), ("Boulevard", "Blvd"), ("Place", "Pl"), ("Circle", "Cir"), ("Way", "Way")),
    ],
    [30, 18, 16, 16, 8, 5, 3, 4, 3, 4],
)
_DIRECTIONS = Weighted(["", "N", "S", "E", "W", "NE", "NW", "SE", "SW"], [72, 4, 4, 4, 4, 3, 3, 3, 3])


@dataclass(frozen=True, slots=True)
class Town:
    """A town; a large one has several postal codes."""

    name: str
    region: str
    postcodes: tuple[str, ...]
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Home:
    """Where somebody lives: `street` has its type spelled out, `unit` its word in front."""

    number: str
    direction: str
    street: str
    type: str
    unit: str
    town: Town
    postcode: str


def _towns() -> list[Town]:
    names = [f"{first} {second}" for second in _SECOND for first in _FIRST]
    Random(4).shuffle(names)
    return [_town(rank, name) for rank, name in enumerate(["Port Alder", *names[:239]])]


def _town(rank: int, name: str) -> Town:
    region, prefix, areas = _REGIONS[0 if rank < 6 else rank % len(_REGIONS)]
    many = 14 if rank == 0 else 3 if rank < 12 else 1
    start = (rank * 37) % (1_000 - many)
    return Town(name, region, tuple(f"{prefix}{start + nth:03d}" for nth in range(many)), areas)


TOWNS = Weighted(_towns(), falling(240, 1.05))
_NAMES = Weighted(STREETS, falling(len(STREETS), 0.3))
_UNITS = ("Apt", "Unit", "#", "Apt")


def home(chance: Random, town: Town | None = None) -> Home:
    """Somewhere to live, in that town or in any."""
    town = town or TOWNS.draw(chance)
    postcode = chance.choice(town.postcodes)
    if happens(chance, 0.04):
        return Home(f"PO Box {chance.randint(1, 2_400)}", "", "", "", "", town, postcode)
    street = _street(chance)
    longest = 4 if happens(chance, 0.4) else 3
    number = str(chance.randint(1, 10**longest - 1))
    unit = f"{chance.choice(_UNITS)} {chance.randint(1, 340)}" if happens(chance, 0.14) else ""
    return Home(number, _DIRECTIONS.draw(chance), street, TYPES.draw(chance)[0], unit, town, postcode)


def _street(chance: Random) -> str:
    if happens(chance, 0.12):
        return ordinal(chance.randint(1, 98))
    return _NAMES.draw(chance)


def ordinal(number: int) -> str:
    """ "2nd", "11th"."""
    last = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{last}"


def phone(chance: Random, town: Town) -> str:
    """Ten digits."""
    return f"{chance.choice(town.areas)}{chance.randint(200, 989)}{chance.randint(0, 9_999):04d}"
