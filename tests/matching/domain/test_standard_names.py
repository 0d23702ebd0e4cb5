"""Names of people taken apart."""

import pytest

from app.constituents.domain.record import FormerName
from tests.matching.domain.standardized import person, told


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("William", {"first": "william"}),
        ("MARÍA", {"first": "maria"}),
        ("D'Arcy", {"first": "darcy"}),
        ("Mr. John", {"first": "john", "gender": "m"}),
        ("Dr. Mrs. Jane", {"first": "jane", "gender": "f"}),
        ("Rev. Sam", {"first": "sam"}),
        ("Mr. & Mrs. Robert", {"first": "robert"}),
        ("John & Mary", {"first": "john", "nicknames": "mary&"}),
        ("John and Mary", {"first": "john", "nicknames": "mary&"}),
        ("John & family", {"first": "john"}),
        ("Hans und Grete", {"first": "hans", "nicknames": "grete&"}),
        ("Anderson", {"first": "anderson"}),
        ("John T.", {"first": "john", "middle": "t"}),
        ("J.R.", {"first": "j", "middle": "r"}),
        ("JR", {"first": "jr"}),
        ("TJ", {"first": "t", "middle": "j"}),
        ("Al", {"first": "al"}),
        ("William (Bill)", {"first": "william", "nicknames": "bill"}),
        ("William “Bill”", {"first": "william", "nicknames": "bill"}),
        ("Mary Ann", {"first": "mary", "middle": "ann", "nicknames": "maryann"}),
        ("Jie-Qiang", {"first": "jie", "middle": "qiang", "nicknames": "jieqiang"}),
        ("Wil liam", {"first": "wil", "middle": "liam", "nicknames": "william"}),
        ("John Jr.", {"first": "john", "generation": "jr"}),
        ("(Bill)", {"first": "bill"}),
        ("unknown", {}),
        ("N/A", {}),
    ],
)
def test_a_first_name_is_taken_apart(typed: str, known: dict[str, str]) -> None:
    assert told(person(first=typed, last="Berg")) == {**known, "last": "berg"}


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("O'Brien", {"last": "obrien"}),
        ("O’Brien", {"last": "obrien"}),
        ("O Brien", {"last": "obrien"}),
        ("Mc Donald", {"last": "mcdonald"}),
        ("De La Cruz", {"last": "delacruz"}),
        ("Delacruz", {"last": "delacruz"}),
        ("van der Berg", {"last": "vanderberg"}),
        ("St. John", {"last": "stjohn"}),
        ("Saint John", {"last": "stjohn"}),
        ("El-Sayed", {"last": "elsayed"}),
        ("Smith-Jones", {"last": "smith jones"}),
        ("García López", {"last": "garcia lopez"}),
        ("Costa e Silva", {"last": "costa silva"}),
        ("Smith Jr.", {"last": "smith", "generation": "jr"}),
        ("Smith, Sr", {"last": "smith", "generation": "sr"}),
        ("Smith III", {"last": "smith", "generation": "iii"}),
        ("Smith MD", {"last": "smith"}),
        ("Smith, M.D., Ph.D.", {"last": "smith"}),
        ("Smith Jr., Esq.", {"last": "smith", "generation": "jr"}),
        ("Smith, John", {"last": "smith"}),
        ("Smith, LCSW-R", {"last": "smith"}),
        ("Smith, 4th Baron Elm", {"last": "smith"}),
        ("Null", {"last": "null"}),
        ("Test", {"last": "test"}),
        ("Mr. Smith", {"last": "smith"}),
        ("The Smith Family", {"last": "smith"}),
        ("Smith (Jones)", {"last": "smith", "former": "jones"}),
        ("Smith née Jones", {"last": "smith", "former": "jones"}),
        ("Smith geb. Jones", {"last": "smith", "former": "jones"}),
        ("V", {"last": "v"}),
        ("unknown", {}),
    ],
)
def test_a_last_name_is_taken_apart(typed: str, known: dict[str, str]) -> None:
    assert told(person(first="John", last=typed)) == {"first": "john", **known}


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ({"last": "Smith, John"}, {"first": "john", "last": "smith"}),
        ({"first": "Smith, John"}, {"first": "john", "last": "smith"}),
        ({"first": "John Smith"}, {"first": "john", "last": "smith"}),
        ({"first": "John and Mary Smith"}, {"first": "john", "nicknames": "mary&", "last": "smith"}),
        ({"last": "Thomas Mann"}, {"first": "thomas", "last": "mann"}),
        ({"last": "García López"}, {"last": "garcia lopez"}),
        ({"first": "Mary Ann"}, {"first": "mary", "middle": "ann", "nicknames": "maryann"}),
        ({"first": "John T."}, {"first": "john", "middle": "t"}),
        ({"first": "C. Giltner"}, {"first": "c", "last": "giltner"}),
        ({"first": "R Alan"}, {"first": "r", "middle": "alan"}),
        ({"first": "John & Mary Smith"}, {"first": "john", "nicknames": "mary&", "last": "smith"}),
        ({"last": "Thomas & Sons"}, {"last": "thomas sons"}),
        ({"last": "Van der Berg"}, {"last": "vanderberg"}),
        ({"first": "Test", "last": "Test"}, {}),
        ({"first": "null", "last": "null"}, {}),
        ({"last": "Smith, Inc"}, {"last": "smith inc"}),
    ],
)
def test_a_whole_name_in_one_field_is_parted_where_that_is_safe(
    typed: dict[str, str], known: dict[str, str]
) -> None:
    assert told(person(**typed)) == known


@pytest.mark.parametrize(
    ("title", "gender"),
    [
        ("Mr.", "m"),
        ("MRS", "f"),
        ("Ms", "f"),
        ("Frau Dr.", "f"),
        ("Dr.", ""),
        ("Mr. and Mrs.", ""),
        ("Mx", ""),
    ],
)
def test_a_title_tells_a_gender_when_it_is_of_one(title: str, gender: str) -> None:
    assert person(title=title, first="Kim").gender == gender


@pytest.mark.parametrize(
    ("suffix", "generation"),
    [("Jr.", "jr"), ("Senior", "sr"), ("Jr., MD", "jr"), ("3rd", "iii"), ("PhD", "")],
)
def test_a_suffix_tells_a_generation(suffix: str, generation: str) -> None:
    assert person(first="Kim", suffix=suffix).generation == generation


def test_a_generation_behind_the_middle_name_is_one() -> None:
    assert told(person(first="Kim", middle="T. Jr.")) == {"first": "kim", "middle": "t", "generation": "jr"}


def test_other_names_are_known_beside_the_first_and_last() -> None:
    known = person(
        first="Ann",
        last="Smith",
        nickname="Annie / Nan",
        maiden="van Dyke",
        also=(
            FormerName("Anna Schmidt"),
            FormerName("Miller"),
            FormerName("Nanny", alias=True),
            FormerName("Ann Smith"),
        ),
    )

    assert told(known) == {
        "first": "ann",
        "nicknames": "annie\x1enan\x1eanna\x1enanny",
        "last": "smith",
        "former": "vandyke\x1eschmidt\x1emiller",
    }


@pytest.mark.parametrize(
    ("typed", "latin"),
    [
        ({"first": "Юрий", "last": "Достоевский"}, "yury dostoevsky"),
        ({"first": "Γιώργος", "last": "Παπαδόπουλος"}, "giorgos papadopoulos"),
        ({"first": "小明", "last": "王"}, "xiaoming wang"),
        ({"first": "たろう", "last": "やまだ"}, "taro yamada"),
        ({"first": "민준", "last": "김"}, "minjun kim"),
        ({"first": "Łukasz", "last": "Żółć"}, "lukasz zolc"),
        ({"first": "Ørjan", "last": "Åström"}, "orjan astrom"),
        ({"first": "Đặng", "last": "Nguyễn"}, "dang nguyen"),
        ({"first": "Jürgen", "last": "Weiß"}, "jurgen weiss"),
    ],
)
def test_names_of_any_alphabet_are_in_latin_letters(typed: dict[str, str], latin: str) -> None:
    known = person(**typed)

    assert f"{known.first} {known.last}" == latin
