"""A shell for pages while nobody else gives one."""

import pytest
from flask import Flask

from app.accounts.access import current_staff, current_workspace, is_signed_in
from app.web.navigation import Shell


@pytest.fixture(autouse=True)
def shell(request: pytest.FixtureRequest) -> None:
    if "app" in request.fixturenames:
        app: Flask = request.getfixturevalue("app")
        app.jinja_env.globals.setdefault("navigation", ())
        if "accounts-tests" not in app.extensions:
            app.extensions["accounts-tests"] = True
            app.template_context_processors[None].append(_shell)


def _shell() -> dict[str, object]:
    if not is_signed_in():
        return {}
    return {
        "shell": Shell(
            workspace=current_workspace.name, staff=current_staff.name, home_url="/", sign_out_url="/sign-out"
        ),
        "navigation": (),
    }
