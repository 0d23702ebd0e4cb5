"""Static files may be kept for ever, because their address changes with their content."""

from pathlib import Path

from flask.testing import FlaskClient

from app.web.assets import digest


def _style_sheet(visitor: FlaskClient) -> str:
    page = visitor.get("/design").text
    return page.partition('rel="stylesheet" href="')[2].partition('"')[0]


def test_a_page_points_to_files_that_browsers_keep(visitor: FlaskClient) -> None:
    reply = visitor.get(_style_sheet(visitor), buffered=True)

    assert reply.status_code == 200
    assert reply.mimetype == "text/css"
    assert reply.cache_control.immutable
    assert reply.cache_control.max_age == 31_536_000


def test_what_a_style_sheet_imports_lies_under_the_same_version(visitor: FlaskClient) -> None:
    folder = _style_sheet(visitor).rpartition("/")[0]

    assert visitor.get(f"{folder}/components/button.css", buffered=True).cache_control.immutable


def test_an_old_address_still_works_but_is_not_kept(visitor: FlaskClient) -> None:
    reply = visitor.get("/static/0123456789ab/css/app.css", buffered=True)

    assert reply.status_code == 200
    assert reply.cache_control.no_cache
    assert not reply.cache_control.immutable


def test_nothing_outside_the_folder_is_served(visitor: FlaskClient) -> None:
    version = _style_sheet(visitor).split("/")[2]

    for path in ("../pyproject.toml", "..%2fpyproject.toml", "css/../../wsgi.py", "nothing.css"):
        assert visitor.get(f"/static/{version}/{path}").status_code == 404


def test_the_version_follows_content_and_names(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a {}")
    first = digest(tmp_path)
    (tmp_path / "a.css").write_text("b {}")
    second = digest(tmp_path)
    (tmp_path / "a.css").rename(tmp_path / "b.css")

    assert len({first, second, digest(tmp_path)}) == 3
