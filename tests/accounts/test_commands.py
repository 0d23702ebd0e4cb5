"""Links for whoever sits at the server."""

from flask import Flask
from flask.testing import FlaskClient

from tests.accounts.pages import sign_in
from tests.factories import World

HERE = "http://127.0.0.1:8000"


def test_a_set_up_link_can_be_made_again(app: Flask, client: FlaskClient) -> None:
    first, second = (
        app.test_cli_runner().invoke(args=["kith", "setup-link"]).stdout.strip() for _ in range(2)
    )

    assert second.startswith(f"{HERE}/setup?token=")
    assert client.get(first.removeprefix(HERE)).status_code == 403
    assert client.get(second.removeprefix(HERE)).status_code == 200


def test_there_is_no_set_up_link_once_kith_is_set_up(app: Flask, world: World) -> None:
    result = app.test_cli_runner().invoke(args=["kith", "setup-link"])

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "set up already" in result.stderr


def test_a_reset_link_lets_the_last_owner_back_in(app: Flask, world: World, client: FlaskClient) -> None:
    result = app.test_cli_runner().invoke(args=["kith", "reset-link", "alice@example.org"])
    client.post(result.stdout.strip().removeprefix(HERE), data={"password": "tuba ocean lantern"})

    assert sign_in(client, password="tuba ocean lantern") == 303


def test_an_unknown_address_gets_no_link(app: Flask, world: World) -> None:
    result = app.test_cli_runner().invoke(args=["kith", "reset-link", "nobody@example.org"])

    assert result.exit_code == 1
    assert "Nobody who works here" in result.stderr
