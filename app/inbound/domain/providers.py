"""The services that send mail for an organization and report what became of it."""

from enum import StrEnum

from app.words import N_


class Provider(StrEnum):
    """A sending service. Its value stands in addresses and as the source of what it reports."""

    SENDGRID = "sendgrid"
    MAILGUN = "mailgun"
    POSTMARK = "postmark"
    SES = "ses"
    RESEND = "resend"

    @property
    def label(self) -> str:
        """Its name, as it writes it."""
        return _LABELS[self]

    @property
    def key_label(self) -> str:
        """What it calls the key with which its reports are checked; "" when it has none."""
        return _KEYS[self][0]

    @property
    def key_hint(self) -> str:
        """Where that key is found."""
        return _KEYS[self][1]

    @property
    def topic_label(self) -> str:
        """What it calls a part of all mail that people leave on their own; "" where it has none."""
        return _TOPICS.get(self, "")


_LABELS = {
    Provider.SENDGRID: "SendGrid",
    Provider.MAILGUN: "Mailgun",
    Provider.POSTMARK: "Postmark",
    Provider.SES: "Amazon SES",
    Provider.RESEND: "Resend",
}
_KEYS = {
    Provider.SENDGRID: (
        N_("Verification key"),
        N_("Settings, Mail Settings, Event Webhooks, Signature Verification: the public key it shows there."),
    ),
    Provider.MAILGUN: (
        N_("HTTP webhook signing key"),
        N_("Sending, Webhooks: the key it shows there. It is not the API key."),
    ),
    Provider.POSTMARK: (
        N_("Basic auth"),
        N_(
            "Name and password with a colon between them, as you type them in Postmark’s own fields for them."
        ),
    ),
    Provider.SES: ("", ""),
    Provider.RESEND: (N_("Signing secret"), N_("On the page of the webhook. It begins with whsec_.")),
}
_TOPICS = {
    Provider.SENDGRID: N_("Unsubscribe group (its number)"),
    Provider.POSTMARK: N_("Message stream"),
    Provider.SES: N_("Topic of the contact list"),
}
