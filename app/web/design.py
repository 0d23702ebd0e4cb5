"""Every component in every state, for those who build screens: only while developing and testing."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from wtforms import BooleanField, FileField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from app.web import badges, charts, htmx, navigation
from app.web.filters import money
from app.web.forms import Form

bp = Blueprint("design", __name__, url_prefix="/design")

KINDS = (SelectChoice("p", "People"), SelectChoice("g", "Gifts"))
PEOPLE = (
    (2, "María López", "maria.lopez@example.org", "ready", "2 changes", "+ phone · city → Portland"),
    (3, "Jon Smith", "j.smith@example.com", "possible_duplicate", "87", "John Smith #1042"),
    (4, "Pat Doe", "not-an-email", "error", None, "Email: missing “@”"),
    (5, "M. Lopez", "maria.lopez@example.org", "skipped", None, "same email as row 2"),
    (6, "Aisha Khan", "a.khan@example.net", "conflict", None, "ID says #88, email says #412"),
    (7, "Lee Okafor", "new.person@example.org", "ready", "new", ""),
)


class OrganizationForm(Form):
    """What the dialog asks."""

    name = StringField("Organization name", [InputRequired("Enter the name of your organization.")])
    kind = RadioField("What is in the file?", [InputRequired("Choose one.")], choices=KINDS)


class SampleForm(OrganizationForm):
    """One field of each kind."""

    email = StringField("Email", [Optional()], description="Only staff see this address.")
    zone = SelectField("Time zone", choices=[SelectChoice("utc", "UTC"), SelectChoice("la", "Pacific Time")])
    note = TextAreaField("Note", [Optional()])
    sample = BooleanField("Fill with sample data")
    file = FileField("File", [Optional()], description="CSV or Excel, up to 100 MB.")


@bp.get("")
def page() -> Response:
    """All sections, and with `?q=` only the rows that match, as a list on a screen does it."""
    return htmx.render("design/page.html", fragment="design/_rows.html", title="Design", **_samples())


@bp.route("/form", methods=["GET", "POST"])
def form() -> Response:
    """A form in a dialog: refused, it comes back with its errors; accepted, it changes the page behind it."""
    sample = OrganizationForm(
        prefix="organization-"
    )  # its ids must differ from those of the page below the dialog
    context = {"form": sample, "title": "Organization", **_shell()}
    if not sample.validate_on_submit():
        status = 422 if sample.is_submitted() else 200
        return htmx.render("design/form.html", fragment="design/_form.html", status=status, **context)
    htmx.toast(f"Saved “{sample.name.data}”.", undo=url_for("design.undo"))
    saved = htmx.part("design/_saved.html", "#saved", name=sample.name.data)
    return htmx.partials(saved, otherwise=url_for("design.page"), close_dialog=True)


@bp.post("/undo")
def undo() -> Response:
    """Take back what the toast spoke of."""
    htmx.toast("Taken back.")
    saved = htmx.part("design/_saved.html", "#saved", name=None)
    return htmx.partials(saved, otherwise=url_for("design.page"))


@bp.get("/progress")
def progress() -> Response:
    """A count that ends after a few questions."""
    done = min(request.args.get("done", 0, type=int) + 301, 1204)
    context: dict[str, Any] = {"done": done, "running": done < 1204, "title": "Progress", **_shell()}
    return htmx.render("design/progress.html", fragment="design/_progress.html", **context)


def _samples() -> dict[str, Any]:
    words = request.args.get("q", "").casefold()
    refused = SampleForm(formdata=None, meta={"csrf": False})
    refused.validate()
    return {
        **_shell(),
        "looks": badges.LOOKS,
        "rows": [row for row in PEOPLE if words in row[1].casefold()],
        "q": words,
        "form": SampleForm(),
        "refused": refused,
        "done": 412,
        "running": False,
        "name": None,
        **_charts(),
    }


def _shell() -> dict[str, Any]:
    here = url_for("design.page")
    people = (
        navigation.Item("Constituents", here, "users", key="p"),
        navigation.Item("Imports", here, "upload", current=True, count=2, key="i"),
        navigation.Item("Duplicates", here, "copy", count=9, key="d"),
    )
    groups = (navigation.Item("Groups", here, "layers", key="a"),)
    menu = (navigation.Item("Your settings", here, "settings"),)
    return {
        "shell": navigation.Shell(
            "Green Valley Trust", "Ana", here, here, menu, search_url=here, help_url=here
        ),
        "navigation": (navigation.Group("People", people), navigation.Group("Audiences", groups)),
    }


def _charts() -> dict[str, Any]:
    amounts = {2017 + index: 2_500 * (index * 7 % 5) for index in range(10)}
    stages = [("Sent", 1204, 0), ("Delivered", 1180, 0), ("Opened", 480, 210), ("Clicked", 88, 0)]
    reasons = [("The same email", "+88", 0, 88, "up"), ("Another first name", "−12", 76, 12, "down")]
    return {
        "giving": charts.giving(amounts, current=2026, write=money),
        "funnel": charts.funnel("Spring appeal", [charts.Stage(*stage) for stage in stages]),
        "score": {
            "bars": [
                dict(zip(("words", "told", "left", "width", "kind"), each, strict=True)) for each in reasons
            ],
            "lines": [{"score": 70, "left": 70, "words": "a person is asked"}],
            "score": 76,
            "full": 100,
            "reach": 76,
        },
        "spark": charts.sparkline([3, 4, 4, 7, 6, 9, 12], "Growth in 90 days, now 12"),
    }
