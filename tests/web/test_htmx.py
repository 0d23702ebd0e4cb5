"""What htmx is told, and when it is a page that is wanted."""

import pytest
from flask import Flask, get_flashed_messages

from app.web import htmx

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.mark.parametrize(
    ("headers", "is_fragment"),
    [
        ({}, False),
        ({"HX-Request": "true"}, False),
        ({"HX-Request-Type": "partial"}, False),
        ({"HX-Request": "true", "HX-Request-Type": "full"}, False),
        ({"HX-Request": "false", "HX-Request-Type": "partial"}, False),
        (PARTIAL, True),
    ],
)
def test_only_a_partial_request_of_htmx_gets_a_fragment(
    bare: Flask, headers: dict[str, str], is_fragment: bool
) -> None:
    with bare.test_request_context("/", headers=headers):
        assert htmx.is_fragment() is is_fragment


def test_a_page_includes_the_fragment_that_htmx_gets(bare: Flask) -> None:
    client = bare.test_client()

    page = client.get("/design").text
    fragment = client.get("/design", headers=PARTIAL).text

    rows = fragment.partition("</title>")[2].strip()
    assert rows.startswith('<div class="stack" id="rows">')
    assert rows.splitlines()[2] in page
    assert "<html" not in fragment


def test_a_restored_page_of_the_history_is_whole(bare: Flask) -> None:
    headers = {"HX-Request": "true", "HX-Request-Type": "full", "HX-History-Restore-Request": "true"}

    assert "<html" in bare.test_client().get("/design", headers=headers).text


def test_a_fragment_brings_the_title_of_its_page(bare: Flask) -> None:
    assert "<title>Design · Kith</title>" in bare.test_client().get("/design", headers=PARTIAL).text


def test_a_refused_form_says_so_in_the_title(bare: Flask) -> None:
    with bare.test_request_context("/", method="POST"):
        response = htmx.render("design/form.html", fragment="design/_form.html", status=422, **_form())

    assert response.status_code == 422
    assert "<title>Error: Organization · Kith</title>" in response.get_data(as_text=True)


def test_a_reply_of_parts_names_the_place_of_each(bare: Flask) -> None:
    with bare.test_request_context("/", headers=PARTIAL):
        htmx.toast("Saved <b>Ann</b>.", undo="/undo/1")
        part = htmx.part("design/_saved.html", "#saved", name="Ann & Co")
        reply = htmx.partials(part, otherwise="/", close_dialog=True)

    assert (
        '<hx-partial hx-target="#saved" hx-swap="outerMorph"><p class="muted" id="saved">'
        in reply.get_data(as_text=True)
    )
    assert "Ann &amp; Co" in reply.get_data(as_text=True)
    assert '<hx-partial hx-target="#toasts" hx-swap="beforeend">' in reply.get_data(as_text=True)
    assert "Saved &lt;b&gt;Ann&lt;/b&gt;." in reply.get_data(as_text=True)
    assert 'action="/undo/1"' in reply.get_data(as_text=True)
    assert reply.headers["HX-Trigger"] == "dialog:close"


def test_a_plain_browser_is_sent_on_and_gets_the_toast_there(bare: Flask) -> None:
    with bare.test_request_context("/", method="POST"):
        htmx.toast("Saved.")
        reply = htmx.partials(htmx.part("design/_saved.html", "#saved", name=None), otherwise="/after")

        assert (reply.status_code, reply.headers["Location"]) == (303, "/after")
        assert htmx.pending_toasts() == [htmx.Toast("Saved.")]


@pytest.mark.parametrize(
    ("headers", "status", "answer", "header"),
    [
        ({}, 303, 303, "Location"),
        ({}, 401, 303, "Location"),
        (PARTIAL, 303, 200, "HX-Redirect"),
        (PARTIAL, 401, 401, "HX-Redirect"),
    ],
)
def test_a_redirect_suits_whom_it_sends(
    bare: Flask, headers: dict[str, str], status: int, answer: int, header: str
) -> None:
    with bare.test_request_context("/", headers=headers):
        reply = htmx.redirect("/next", status=status)

    assert (reply.status_code, reply.headers.get(header)) == (answer, "/next")


def test_messages_of_flask_become_toasts(asking: None) -> None:
    from flask import flash

    flash("Signed out.")
    flash("That link is too old.", "error")

    assert htmx.pending_toasts() == [
        htmx.Toast("Signed out."),
        htmx.Toast("That link is too old.", tone="failed"),
    ]
    assert not get_flashed_messages() or htmx.pending_toasts()


def _form() -> dict[str, object]:
    from app.web.design import SampleForm, _shell

    form = SampleForm(formdata=None)
    form.validate()
    return {"form": form, "title": "Organization", **_shell()}
