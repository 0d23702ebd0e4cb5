"""What may be typed about permission."""

from datetime import date

from wtforms import BooleanField, DateField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from app.consent.domain.facts import Basis, EventKind
from app.web.forms import Form

MOST_ADDRESSES = 500
RESTRICTIONS = {
    EventKind.UNSUBSCRIBED: "Unsubscribe from all mail, as asked by the person",
    EventKind.DO_NOT_CONTACT_SET: "Do not contact at all",
    EventKind.SUPPRESSED: "Suppress the primary email address",
}
"""What staff may add by hand."""

BASES = {
    Basis.EXPRESS: "Express: the person said yes",
    Basis.IMPLIED: "Implied: from a gift, membership or event",
    Basis.SOFT_OPT_IN: "Soft opt-in: details given when buying or giving, with a chance to say no",
}


def stripped(text: str | None) -> str:
    return (text or "").strip()


def _line(label: str, missing: str, *, most: int = 300, hint: str = "") -> StringField:
    return StringField(
        label,
        [DataRequired(missing), Length(max=most, message=f"Use at most {most} characters.")],
        description=hint,
        filters=[stripped],
    )


class RestrictionForm(Form):
    """A restriction that staff add, with where it came from."""

    kind = SelectField(
        "Restriction", choices=[SelectChoice(key.value, said) for key, said in RESTRICTIONS.items()]
    )
    evidence = _line(
        "How do you know?",
        "Say how you know: a letter, a phone call, a reply to a mailing.",
        hint="For example: phone call on 3 March, asked to get no more mail.",
    )


class LiftForm(Form):
    """Why a restriction that staff added is lifted."""

    reason = _line("Reason", "Give the reason for lifting it.", hint="Written into the ledger.")


class ConsentForm(Form):
    """A consent with its evidence."""

    topic = SelectField("For what?", default="")
    basis = SelectField("Basis", choices=[SelectChoice(key.value, said) for key, said in BASES.items()])
    statement = _line("What was the person told?", "Write down what the person was told or signed.")
    evidence = _line(
        "How do you know?",
        "Say how you know: a form, a letter, a phone call.",
        hint="For example: sign-up sheet of the spring fair, page 2.",
    )
    collected_on = DateField("Given on", [InputRequired("Choose the day on which it was given.")])
    expires_on = DateField("Ends on", [Optional()])

    def offer_topics(self, topics: list[tuple[int, str]]) -> None:
        """The interest groups that the consent may be for."""
        offered = [SelectChoice(str(key), f"Only “{name}”") for key, name in topics]
        self.topic.choices = [SelectChoice("", "All mail"), *offered]

    def wrong_day(self, today: date) -> str:
        """What is wrong with the day it was given, if anything."""
        given, ends = self.collected_on.data, self.expires_on.data
        if given and given > today:
            return "A consent cannot have been given in the future."
        return "It cannot end before it was given." if given and ends and ends < given else ""


class InterestForm(Form):
    """An interest group as people will see it."""

    name = _line("Name", "Give the interest group a name.", most=80)
    description = StringField(
        "Description",
        [Length(max=300, message="Use at most 300 characters.")],
        description="As people see it on their preference page.",
        filters=[stripped],
    )
    frequency = StringField(
        "How often?",
        [Length(max=80, message="Use at most 80 characters.")],
        description="For example: once a month.",
        filters=[stripped],
    )
    is_opt_in = BooleanField(
        "Only people who join get it",
        default=True,
        description="Otherwise everybody who may be emailed gets it until they leave.",
    )
    is_public = BooleanField("Shown on the preference page", default=True)


class AddressesForm(Form):
    """Addresses to ask about."""

    pasted = TextAreaField(
        "Email addresses",
        [DataRequired("Paste at least one email address.")],
        description=f"One on each line or parted by commas, at most {MOST_ADDRESSES}.",
        filters=[stripped],
        render_kw={"rows": 8, "spellcheck": "false"},
    )
    topic = SelectField("About", default="")

    def offer_topics(self, topics: list[tuple[int, str]]) -> None:
        """The interest groups that a message may be about."""
        offered = [SelectChoice(str(key), name) for key, name in topics]
        self.topic.choices = [SelectChoice("", "anything"), *offered]

    def words(self) -> list[str]:
        """The addresses, each once, in order."""
        text = str(self.pasted.data or "").replace(",", "\n").replace(";", "\n")
        return list(dict.fromkeys(word for line in text.splitlines() if (word := line.strip())))
