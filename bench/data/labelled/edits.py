"""What comes between two records of one person: life, habits and slips."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from unicodedata import combining, normalize

from bench.data.labelled.draw import happens
from bench.data.labelled.entities import Entity, Maker, Organization, Person, elsewhere
from bench.data.labelled.places import phone
from bench.data.labelled.records import Row

KEYS = {
    letter: beside
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for letter, beside in zip(row, row[1:] + row[-2], strict=True)
}
"""For each letter one beside it on the keyboard."""


def lived(make: Maker, entity: Entity, rate: float) -> tuple[Entity, list[str]]:
    """The entity as she is when the row is written, and what has changed since."""
    if isinstance(entity, Organization):
        return entity, []
    told: list[str] = []
    chance = make.chance
    now = replace(entity, emails=list(entity.emails), phones=list(entity.phones))
    if happens(chance, 0.13 * rate):
        now.home, told = elsewhere(chance, now), [*told, "moved"]
    if happens(chance, 0.14 * rate):
        now.emails, told = [make.email(now)], [*told, "new_email"]
    elif len(now.emails) > 1 and happens(chance, 0.25):
        now.emails, told = now.emails[::-1], [*told, "other_email"]
    if happens(chance, 0.12 * rate):
        now.phones, told = [phone(chance, now.home.town)], [*told, "new_phone"]
    elif len(now.phones) > 1 and happens(chance, 0.3):
        now.phones, told = now.phones[::-1], [*told, "other_phone"]
    return now, told + _named(chance, now, rate)


def _named(chance: Random, now: Person, rate: float) -> list[str]:
    if not now.maiden or now.maiden == now.last or not happens(chance, 0.05 * rate):
        return []
    if happens(chance, 0.4):
        now.last = f"{now.maiden}-{now.last}"
        return ["hyphenated"]
    now.last = now.maiden
    return ["surname_change"]


def typo(chance: Random, text: str) -> str:
    """One letter left out, doubled, swapped with its neighbor or taken for another."""
    places = [place for place in range(1, len(text)) if text[place].isalnum()]
    if not places:
        return text
    at, draw = chance.choice(places), chance.random()
    if draw < 0.28:
        return text[:at] + text[at + 1 :]
    if draw < 0.46:
        return text[:at] + text[at] + text[at:]
    if draw < 0.72 and at + 1 < len(text):
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    letter = text[at]
    other = (
        str((int(letter) + chance.randint(1, 9)) % 10) if letter in "0123456789" else KEYS.get(letter, "e")
    )
    return text[:at] + other + text[at + 1 :]


def _typo_in(column: str) -> Callable[[Random, Row, Entity], None]:
    def slip(chance: Random, row: Row, _entity: Entity) -> None:
        row[column] = typo(chance, row[column])

    return slip


def _typo_email(chance: Random, row: Row, _entity: Entity) -> None:
    local, _, host = row["email"].partition("@")
    row["email"] = f"{typo(chance, local)}@{host}"


def _typo_number(column: str) -> Callable[[Random, Row, Entity], None]:
    def slip(chance: Random, row: Row, _entity: Entity) -> None:
        text = row[column]
        places = [place for place, letter in enumerate(text) if letter.isdigit() and place > 1]
        if places:
            at = chance.choice(places[-4:])
            row[column] = text[:at] + str((int(text[at]) + chance.randint(1, 9)) % 10) + text[at + 1 :]

    return slip


def _nickname(_chance: Random, row: Row, entity: Entity) -> None:
    if isinstance(entity, Person) and entity.form:
        row["first_name"], row["nickname"] = entity.form, ""


def _initial(_chance: Random, row: Row, _entity: Entity) -> None:
    row["first_name"] = row["first_name"][0] + "."


def _with_middle(_chance: Random, row: Row, entity: Entity) -> None:
    if isinstance(entity, Person) and entity.middle:
        row["first_name"], row["middle_name"] = f"{row['first_name']} {entity.middle}", ""


def _middle_first(_chance: Random, row: Row, entity: Entity) -> None:
    if isinstance(entity, Person) and entity.middle:
        row["first_name"], row["middle_name"] = entity.middle, ""


def _swapped(_chance: Random, row: Row, _entity: Entity) -> None:
    row["first_name"], row["last_name"] = row["last_name"], row["first_name"]


def _joint(chance: Random, row: Row, _entity: Entity) -> None:
    other = chance.choice(("Mary", "Susan", "John", "Tom", "Karen", "Mike", "Linda", "Rick", "Ana", "Pete"))
    row["first_name"] = f"{row['first_name']} {chance.choice(('&', 'and'))} {other}"


def _plain(_chance: Random, row: Row, _entity: Entity) -> None:
    for column in ("first_name", "middle_name", "last_name", "organization_name"):
        row[column] = "".join(each for each in normalize("NFKD", row[column]) if not combining(each))


def _dotted(chance: Random, row: Row, _entity: Entity) -> None:
    local, at, host = row["email"].partition("@")
    if host == "gmail.com" and len(local) > 3:
        place = chance.randint(1, len(local) - 1)
        local = local.replace(".", "") if "." in local else f"{local[:place]}.{local[place:]}"
        row["email"] = local + at + ("googlemail.com" if happens(chance, 0.08) else host)


def _tagged(chance: Random, row: Row, _entity: Entity) -> None:
    local, at, host = row["email"].partition("@")
    row["email"] = f"{local}+{chance.choice(('news', 'events', 'npo', 'list'))}{at}{host}"


def _titled(_chance: Random, row: Row, _entity: Entity) -> None:
    if row["title"]:
        row["first_name"], row["title"] = f"{row['title']} {row['first_name']}", ""


def _dropper(*columns: str) -> Callable[[Random, Row, Entity], None]:
    def drop(_chance: Random, row: Row, _entity: Entity) -> None:
        row.update(dict.fromkeys(columns, ""))

    return drop


def _suffix_last(_chance: Random, row: Row, _entity: Entity) -> None:
    row["last_name"], row["suffix"] = f"{row['last_name']} {row['suffix']}", ""


def _joined(_chance: Random, row: Row, _entity: Entity) -> None:
    row["last_name"] = row["last_name"].replace(" ", "").replace("'", "").replace("-", " ")


def _variant(chance: Random, row: Row, _entity: Entity) -> None:
    name = row["organization_name"]
    for long, short in chance.sample(_SHORTER, len(_SHORTER)):
        if long in name:
            row["organization_name"] = name.replace(long, short)
            return
    row["organization_name"] = f"The {name}" if happens(chance, 0.5) else f"{name} Inc"


_SHORTER = [
    (" & ", " and "), ("Foundation", "Fdn"), ("Center", "Ctr"), ("Association", "Assn"), ("Society", "Soc"),
    ("Community", "Comm."), (" Inc.", ""), (" LLC", ""), ("Elementary", "Elem."), ("Church", "Ch"),
    ("Services", "Svcs"), ("Library", "Lib."), ("Insurance", "Ins."), ("Company", "Co"), (" Co.", ""),
]  # fmt: skip


def _cased(chance: Random, row: Row, _entity: Entity) -> None:
    turn = str.upper if happens(chance, 0.55) else str.lower
    for column in ("first_name", "middle_name", "last_name", "organization_name", "address_line1", "city"):
        row[column] = turn(row[column])


Edit = tuple[str, float, str, Callable[[Random, Row, Entity], None]]
EDITS: tuple[Edit, ...] = (
    ("nickname", 0.35, "first_name", _nickname),
    ("first_plus_middle", 0.04, "first_name", _with_middle),
    ("middle_as_first", 0.025, "first_name", _middle_first),
    ("initial", 0.025, "first_name", _initial),
    ("typo_first", 0.035, "first_name", _typo_in("first_name")),
    ("typo_last", 0.045, "last_name", _typo_in("last_name")),
    ("title_in_first", 0.04, "title", _titled),
    ("joint_first", 0.008, "first_name", _joint),
    ("suffix_dropped", 0.3, "suffix", _dropper("suffix")),
    ("suffix_in_last", 0.2, "suffix", _suffix_last),
    ("joined_surname", 0.02, "last_name", _joined),
    ("swapped", 0.014, "last_name", _swapped),
    ("no_first", 0.006, "last_name", _dropper("first_name", "middle_name")),
    ("accents_dropped", 0.4, "last_name", _plain),
    ("org_variant", 0.4, "organization_name", _variant),
    ("typo_org", 0.06, "organization_name", _typo_in("organization_name")),
    ("gmail_dot", 0.05, "email", _dotted),
    ("plus_tag", 0.012, "email", _tagged),
    ("typo_email", 0.018, "email", _typo_email),
    ("typo_phone", 0.016, "phone", _typo_number("phone")),
    ("typo_street", 0.035, "address_line1", _typo_in("address_line1")),
    ("typo_city", 0.03, "city", _typo_in("city")),
    ("typo_zip", 0.014, "zip", _typo_number("zip")),
    ("zip_dropped", 0.03, "zip", _dropper("zip")),
    ("typo_birth", 0.05, "birth_date", _typo_number("birth_date")),
    ("case", 0.12, "", _cased),
)
"""What may happen, how often, to which column, and how."""


def slips(chance: Random, row: Row, entity: Entity, rate: float) -> list[str]:
    """Change the row in place; answers what was changed."""
    found = []
    for name, share, column, change in EDITS:
        if (not column or row[column]) and happens(chance, share * rate):
            before = dict(row)
            change(chance, row, entity)
            if row != before:
                found.append(name)
    return found
