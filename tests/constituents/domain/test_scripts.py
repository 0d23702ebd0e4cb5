"""One name in two spellings: which of them is the plainer."""

import pytest

from app.constituents.domain.scripts import is_latin, is_plainer, latin


@pytest.mark.parametrize(
    ("plain", "rich"),
    [
        ("Jose", "José"),
        ("Nuñez", "Ñuñez"),
        ("Mueller", "Müller"),
        ("Muller", "Müller"),
        ("Oestergaard", "Østergård"),
        ("Hans Mueller", "Hans Müller"),
        ("Layla", "ليلى"),
        ("Mohammed", "محمد"),
        ("Yuliya", "Юлия"),
        ("Julia", "Юлия"),
        ("Alexander", "Александр"),
        ("Shcherbakov", "Щербаков"),
        ("Giorgos", "Γιώργος"),
        ("David", "דוד"),
        ("Kim", "김"),
        ("Ai", "Аи"),
    ],
)
def test_a_plainer_spelling_has_fewer_accents_or_only_letters_of_a_to_z(plain: str, rich: str) -> None:
    assert is_plainer(plain, rich)
    assert not is_plainer(rich, plain)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann", "Ева"),
        ("Bauer", "Baur"),
        ("Mueller Lang", "Müller"),
        ("Maler", "Müller"),
        ("José", "Josè"),
        ("Müller", "Мюллер"),
        ("Ann", "Ann"),
        ("Ai", "Иа"),
    ],
)
def test_two_names_or_two_spellings_as_good_are_not_plainer(one: str, other: str) -> None:
    assert not is_plainer(one, other)
    assert not is_plainer(other, one)


@pytest.mark.parametrize(("text", "is_it"), [("Ann", True), ("José", True), ("", True), ("Юлия", False)])
def test_accents_are_latin_and_other_alphabets_are_not(text: str, is_it: bool) -> None:
    assert is_latin(text) is is_it
    assert latin(text).isascii()
