"""One process speaks several languages in turn, and what is stored in one of them is known in another."""

import pytest
from flask import Flask

from app import words
from app.batches.domain.reverting import GIFT_REMOVED, gift_stays, tells_of_gift
from app.constituents.domain.emails import parse_email
from app.constituents.domain.phones import parse_phone
from app.db import db
from app.imports import services as imports
from app.words import speaking
from tests.batches.makers import ALICE, check, fresh, said
from tests.factories import World
from tests.imports.test_again import mapped_by_hand, mended
from tests.translations.pseudo import OPEN, Brackets


@pytest.fixture(autouse=True)
def _brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spanish is English in brackets."""
    english, brackets = words.translations, Brackets()
    monkeypatch.setattr(words, "translations", lambda name: brackets if name == "es" else english(name))


@pytest.mark.parametrize("read", [parse_email, parse_phone])
@pytest.mark.parametrize("typed", ["", "nonsense", "a@@b", "12"])
def test_what_is_wrong_with_a_value_is_said_in_the_language_of_who_asks(read, typed: str) -> None:  # type: ignore[no-untyped-def]  # either of the two
    with speaking("en_US"):
        english = str(read(typed))

    with speaking("es"):
        spanish = str(read(typed))

    assert OPEN not in english
    assert spanish.count(OPEN) > 1


@pytest.mark.parametrize("said", ["en_US", "es"])
@pytest.mark.parametrize("asked", ["en_US", "es"])
def test_what_became_of_a_gift_is_known_when_the_language_has_changed_since(said: str, asked: str) -> None:
    with speaking(said):
        stored = [str(GIFT_REMOVED), gift_stays("it was changed")]

    with speaking(asked):
        known = [tells_of_gift(each) for each in stored]

    assert known == [True, True]
    assert not tells_of_gift("new individual")


@pytest.mark.sqlite
def test_rows_that_were_left_out_in_one_language_come_back_in_another(app: Flask, inside: World) -> None:
    old = mapped_by_hand(app, inside.ours)
    waiting = said(fresh(old))
    new = check(app, inside.ours, mended(old, {3: "pat@example.org"}))
    left_out = said(fresh(old))

    with speaking("es"):
        assert imports.discard(new, actor=ALICE) is None
        db.session.commit()

    assert left_out != waiting
    assert said(fresh(old)) == waiting
