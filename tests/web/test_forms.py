"""Forms show each error twice in the same words: in the summary, and beside its control."""

import html5lib
import pytest
from flask import Flask, render_template_string
from werkzeug.datastructures import MultiDict
from wtforms import IntegerField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from app.web.forms import Form, FormError, error_list, refuse

PAGE = """
{% from "components/form.html" import form as post_form, field %}
{% call post_form("/people", form, target="#people") %}
{{ field(form.name, hint="As on the letter.") }}{{ field(form.nick) }}
{{ field(form.kind) }}{{ field(form.zone) }}
{% endcall %}
"""


class PersonForm(Form):
    """A form with a required and an optional field, and two kinds of choice."""

    name = StringField("Name", [InputRequired("Enter a name.")])
    nick = StringField("Nickname", [Optional()])
    kind = RadioField("Kind", [InputRequired("Choose a kind.")], choices=[SelectChoice("p", "Person")])
    zone = SelectField("Zone", choices=[SelectChoice("utc", "UTC")])


def _posted(**values: str) -> PersonForm:
    return PersonForm(formdata=MultiDict(values))


def test_errors_come_in_the_order_of_the_fields_and_lead_to_their_controls(asking: None) -> None:
    form = _posted(zone="utc")
    assert not form.validate()

    errors = error_list(form)

    assert errors[0] == FormError("name", "Enter a name.")
    assert [error.id for error in errors] == sorted(
        (error.id for error in errors), key=["name", "kind-0"].index
    )


def test_a_refusal_by_a_service_is_an_error_like_any_other(asking: None) -> None:
    form = _posted(name="Ann", kind="p", zone="utc")
    assert form.validate()

    refuse(form, "name", "Ann exists already.")
    refuse(form, None, "The workspace is full.")
    refuse(form, "no_such_field", "And this.")

    assert error_list(form) == [
        FormError(None, "The workspace is full."),
        FormError(None, "And this."),
        FormError("name", "Ann exists already."),
    ]


def test_a_refused_form_ties_summary_error_hint_and_control_together(bare: Flask) -> None:
    with bare.test_request_context("/"):
        form = _posted(zone="utc")
        form.validate()
        page = render_template_string(PAGE, form=form)

    assert '<a href="#name">Enter a name.</a>' in page
    assert 'id="name-hint"' in page
    assert 'id="name-error"' in page
    assert 'aria-describedby="name-hint name-error"' in page
    assert page.count('aria-invalid="true"') == 1
    assert 'id="kind-0"' in page
    assert page.count("(optional)") == 1
    assert 'hx-status:422="swap:outerMorph"' in page
    assert 'name="csrf_token"' in page


def test_a_form_in_order_shows_no_summary(bare: Flask) -> None:
    with bare.test_request_context("/"):
        page = render_template_string(PAGE, form=_posted(name="Ann", kind="p", zone="utc"))

    assert "error-summary" not in page
    assert "aria-invalid" not in page


@pytest.mark.parametrize("text", ['<b>"Ann"</b>', "' onfocus='x", "</textarea><script>"])
def test_what_was_typed_comes_back_as_text(bare: Flask, text: str) -> None:
    with bare.test_request_context("/"):
        page = render_template_string(PAGE, form=_posted(name=text))

    tree = html5lib.parseFragment(page, namespaceHTMLElements=False)
    control = next(element for element in tree.iter("input") if element.get("id") == "name")
    assert control.get("value") == text
    assert not list(tree.iter("script"))


class AgeForm(Form):
    """A number."""

    age = IntegerField("Age", [InputRequired("Enter a number.")])


def test_a_word_where_a_number_belongs_is_an_error_of_the_form(asking: None) -> None:
    form = AgeForm(formdata=MultiDict({"age": "old"}))

    assert not form.validate()
    assert error_list(form)[0].id == "age"
