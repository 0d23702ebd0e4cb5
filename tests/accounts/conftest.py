"""A shell for the pages of an application whose factory gives none."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.accounts.access import current_staff, current_workspace, is_signed_in
from app.web.navigation import Shell


@pytest.fixture(autouse=True)
def shell(request: pytest.FixtureRequest) -> Iterator[None]:
    if "app" not in request.fixturenames:
        yield
        return
    app: Flask = request.getfixturevalue("app")
    processors = app.template_context_processors[None]
    needed = all(one.__module__ != "app.shell" for one in processors)
    if needed:
        processors.append(_shell)
    yield
    if needed:
        processors.remove(_shell)


def _shell() -> dict[str, object]:
    if not is_signed_in():
        return {}
    place = {"workspace": current_workspace.name, "staff": current_staff.name}
    return {"shell": Shell(**place, home_url="/", sign_out_url="/sign-out"), "navigation": ()}
