"""Surnames as often as in a census: a few hundred that everybody knows, and a long tail that nobody does."""

from random import Random

from bench.data.labelled.draw import Weighted, falling
from bench.data.names import SURNAMES

COMMON = (
    "Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Thomas Moore Martin Jackson "
    "Thompson White Lee Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Hill Green Adams "
    "Baker Hall Nelson Campbell Mitchell Carter Roberts Phillips Evans Turner Parker Edwards Collins "
    "Stewart Morris Murphy Cook Rogers Morgan Cooper Peterson Reed Bailey Bell Kelly Howard Ward Cox "
    "Richardson Watson Brooks Wood James Bennett Gray Hughes Price Myers Long Foster Sanders Ross Powell "
    "Sullivan Russell Jenkins Perry Butler Barnes Fisher Henderson Coleman Simmons Patterson Jordan "
    "Reynolds Hamilton Graham Wallace Cole West Hayes Bryant Gibson Ellis Stevens Ford Marshall Owens "
    "McDonald Harrison Kennedy Wells Woods Henry Tucker Freeman Mason Dixon Hunt Hicks Holmes Palmer "
    "Wagner Black Robertson Boyd Rose Stone Fox Warren Mills Meyer Rice Schmidt Daniels Ferguson Nichols "
    "Stephens Weaver Ryan Gardner Payne Kelley Dunn Pierce Arnold Hansen Spencer Hawkins Grant Hoffman "
    "Carroll Duncan Bradley Berry Johnston Andrews Ray Peters Elliott Matthews Lane Harper Willis Austin "
    "Carpenter O'Brien Day Hudson Burke Kim McCarthy Bishop Banks Burton Jensen Larson Carlson Snyder "
    "Crawford Barrett Fields Olson Lawrence Fowler Little Knight Armstrong Cunningham Lynch Gilbert "
    "Oliver Bowman Welch Morrison Schultz Fuller Keller Lucas Swanson Schwartz Newman Moss Klein O'Connor "
    "Mullins Walsh Hart Beck Schroeder Weber Becker McCormick Erickson Hale Norris Holland Barker "
    "Schneider Chapman Briggs Frank Bauer Wolfe Steele Hardy Pratt Baldwin Sherman Lyons Petersen Doyle "
    "Love Christensen Farrell Conway Bergstrom Lindqvist Haugen Novak Kowalski Petrov O'Sullivan Van_Dyke "
    "McAllister MacLeod Fitzgerald St._John Van_der_Berg"
).split()
SPANISH = (
    "García Rodríguez Martínez Hernández López González Pérez Sánchez Ramírez Torres Flores Rivera Gómez "
    "Díaz Reyes Cruz Morales Ortiz Gutiérrez Chávez Ramos Ruiz Álvarez Mendoza Castillo Jiménez Vásquez "
    "Romero Moreno Herrera Medina Aguilar Vargas Guzmán Muñoz Rojas De_la_Cruz Delgado Cabrera Fuentes "
    "Del_Río Peña Ibarra"
).split()
ASIAN = (
    "Nguyen Tran Le Pham Wong Chen Wang Li Liu Lin Kim Park Choi Patel Singh Shah Sharma Tanaka Yamamoto "
    "Huang Wu Yang Zhang Gupta Reddy Santos Bautista Ong Lam Ho Chang Vang Xiong Kaur Ahmed Khan Hussain"
).split()

_OPENINGS = (
    "Ash Ayl Bal Bex Blake Brad Bram Brent Broad Cald Char Cheld Clay Cole Craw Dag Dar Den Eld Elling "
    "Farn Field Garn Glad Hack Hard Hart Hather Hax Hol Hux Ing Kil Kirk Lang Led Lock Lud Mal Mid Nor "
    "Oak Pem Pres Quin Rad Rock Rush Sed Shel Stan Sut Thorn Tol Upp Wal War Wick Win Yar"
).split()
_ENDINGS = (
    "bury combe don field ford gate ham hurst ley low man more ridge shaw stead ton ward well wick worth wood"
).split()
_TAIL = [
    *(f"{opening}{ending}" for ending in _ENDINGS for opening in _OPENINGS),
    *SURNAMES[:: len(SURNAMES) // 7_000],
]
Random(9).shuffle(_TAIL)


def _plain(names: list[str]) -> list[str]:
    return [name.replace("_", " ") for name in names]


OFTEN = frozenset(_plain([*COMMON, *SPANISH, *ASIAN]))
"""Surnames of which there are many unrelated people."""
COMMON_ONES = Weighted(_plain(COMMON), falling(len(COMMON), 0.62))
"""About two of five people have one of these."""
RARE_ONES = Weighted(_TAIL, falling(len(_TAIL), 0.35))
SPANISH_ONES = Weighted(_plain(SPANISH), falling(len(SPANISH), 0.75))
ASIAN_ONES = Weighted(ASIAN, falling(len(ASIAN), 0.8))
