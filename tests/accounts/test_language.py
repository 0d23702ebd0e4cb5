"""The language of a workspace: offered by those who speak it, and kept when the country changes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import words
from app.accounts import services
from app.accounts.domain.places import locale_for
from app.accounts.models import Workspace
from app.db import db
from tests.accounts.pages import journal
from tests.accounts.test_settings import ORGANIZATION
from tests.factories import World


@pytest.fixture
def _spanish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Kith as if Spanish were the one language that it speaks beside English."""
    catalog = tmp_path / "es/LC_MESSAGES/messages.po"
    catalog.parent.mkdir(parents=True)
    catalog.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n')
    monkeypatch.setattr(words, "FOLDER", tmp_path)
    words.languages.cache_clear()
    words.translations.cache_clear()
    yield
    words.languages.cache_clear()
    words.translations.cache_clear()


def locale(app: Flask, world: World) -> str:
    with app.app_context():
        return db.session.get_one(Workspace, world.ours).locale


@pytest.mark.parametrize(
    ("language", "country", "locale"),
    [("es", "MX", "es_MX"), ("es", "JP", "es"), ("en", "GB", "en_GB"), ("en", "MX", "en_001")],
)
def test_a_language_is_written_as_in_the_country(language: str, country: str, locale: str) -> None:
    assert locale_for(language, country) == locale


@pytest.mark.usefixtures("_spanish")
def test_the_language_is_saved_and_kept_when_the_country_changes(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    page = as_alice.get("/settings/organization").text

    as_alice.post("/settings/organization", data=ORGANIZATION | {"language": "es"})
    spoken = locale(app, world)
    shown = as_alice.get("/settings/organization").text
    as_alice.post("/settings/organization", data=ORGANIZATION | {"language": "es", "country": "MX"})

    assert '<option value="es">Español</option>' in page
    assert '<option selected value="es">' in shown
    assert (spoken, locale(app, world)) == ("es_US", "es_MX")
    assert ("locale", "en_US", "es_US") in journal(app, world.ours)


@pytest.mark.usefixtures("_spanish")
@pytest.mark.parametrize(("browser", "proposed"), [("es-MX,en", "es"), ("fr,en;q=0.5", "en")])
def test_set_up_proposes_the_language_of_the_browser(
    app: Flask, client: FlaskClient, browser: str, proposed: str
) -> None:
    with app.app_context():
        link = services.set_up_link()
        db.session.commit()

    page = client.get(str(link), headers={"Accept-Language": browser}).text

    assert f'<option selected value="{proposed}">' in page
