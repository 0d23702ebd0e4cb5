"""Static files under an address that changes with their content, so that browsers may keep them for ever."""

import hashlib
from functools import cache, lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, g, request, send_from_directory, url_for

ROOT = Path(__file__).resolve().parents[2] / "static"
YEAR = 31_536_000


def init_app(app: Flask) -> None:
    """Serve `static/` at `/static/<version>/…` and give templates `asset(path)`."""
    app.add_url_rule("/static/<version>/<path:filename>", "asset", serve)
    app.jinja_env.globals["asset"] = url


def url(filename: str) -> str:
    """The address of a static file; style sheets import each other relatively and so share the version."""
    return _url(request.script_root, current_version(), filename)


@lru_cache(maxsize=256)
def _url(_root: str, version: str, filename: str) -> str:
    """A page has an icon in each row: the address is the same as long as the version and the mount are."""
    return url_for("asset", version=version, filename=filename)


def serve(version: str, filename: str) -> Response:
    """The file; an old version gets the new content, but may not be kept."""
    response = send_from_directory(ROOT, filename, conditional=True)
    response.cache_control.public = True
    response.cache_control.no_cache = None
    if version == current_version():
        response.cache_control.max_age = YEAR
        response.cache_control.immutable = True
    else:
        response.cache_control.no_cache = True
    return response


def current_version() -> str:
    """The version in force: read once, or once a request while developing."""
    if not current_app.config["DEVELOPMENT"]:
        return _digest_once(ROOT)
    if "asset_version" not in g:
        g.asset_version = digest(ROOT)
    return str(g.asset_version)


def digest(root: Path) -> str:
    """Twelve characters that change when any file below `root` changes its name or content."""
    hashed = hashlib.sha256()
    for file in sorted(path for path in root.rglob("*") if path.is_file()):
        hashed.update(f"{file.relative_to(root)}\0".encode() + file.read_bytes())
    return hashed.hexdigest()[:12]


_digest_once = cache(digest)
