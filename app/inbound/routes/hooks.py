"""Where sending services report: the address is the only thing that lets a call in."""

import hashlib

from flask import Response, abort, make_response, request

from app.accounts.access import requires
from app.accounts.domain.roles import Permission
from app.db import bind, db
from app.inbound import services
from app.inbound.domain.providers import Provider
from app.inbound.domain.signatures import KEPT_HEADERS
from app.inbound.models import EmailProvider
from app.inbound.routes import bp
from app.inbound.services.receiving import LARGEST
from app.web.origin import from_anywhere


@bp.post("/hooks/<provider>/<token>")
@from_anywhere
@requires(Permission.PUBLIC)
def hook(provider: str, token: str) -> Response:
    """Store the call and answer; what it says is read in the background."""
    request.max_content_length = LARGEST
    body = request.get_data()
    door = _door_or_404(provider, token)
    outcome = services.receive(door, body, _headers())
    workspace_id = door.workspace_id
    db.session.commit()
    if isinstance(outcome, services.Misused):
        return make_response("This call is not believed.\n", 401, {"Content-Type": "text/plain"})
    services.wake(workspace_id)
    db.session.commit()
    return make_response("Thank you.\n", 200, {"Content-Type": "text/plain"})


def _door_or_404(provider: str, token: str) -> EmailProvider:
    """One answer for an unknown service, an unknown workspace, a wrong secret and a door that is shut."""
    workspace_id = services.workspace_in(token)
    if provider not in set(Provider) or not workspace_id:
        abort(404)
    bind(workspace_id)
    return services.door_of(workspace_id, Provider(provider), token) or abort(404)


def _headers() -> dict[str, str]:
    """What signatures need; of a name and password only the hash."""
    found = {
        name: next((request.headers[each] for each in several if each in request.headers), "")
        for name, several in KEPT_HEADERS.items()
    }
    if given := found["authorization"]:
        found["authorization"] = hashlib.sha256(given.encode("utf-8", "replace")).hexdigest()
    return {name: _plain(value) for name, value in found.items() if value}


def _plain(value: str) -> str:
    return value[:2_000].replace("\0", "").encode("utf-8", "replace").decode()
