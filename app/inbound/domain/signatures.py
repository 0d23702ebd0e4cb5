"""Whether a call was made by the service that it claims to come from."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias, assert_never

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import load_pem_x509_certificate

from app.inbound.domain import sns, values
from app.inbound.domain.providers import Provider
from app.words import _

TOLERANCE = timedelta(minutes=10)
"""How old the time in a signature may be when it comes in: later it is somebody who kept it."""
KEPT_HEADERS = {
    "signature": ("X-Twilio-Email-Event-Webhook-Signature", "svix-signature", "webhook-signature"),
    "timestamp": ("X-Twilio-Email-Event-Webhook-Timestamp", "svix-timestamp", "webhook-timestamp"),
    "id": ("svix-id", "webhook-id"),
    "authorization": ("Authorization",),
}
"""The only headers that are kept of a call, by the name that they have in Kith; of the last only a hash."""


@dataclass(frozen=True, slots=True)
class Genuine:
    """The signature fits, or none is asked for."""

    checked: bool


@dataclass(frozen=True, slots=True)
class Forged:
    """It does not fit; `why` is a sentence for staff."""

    why: str


Verdict: TypeAlias = Genuine | Forged


def verify(
    provider: Provider, key: str, body: bytes, headers: Mapping[str, str], received_at: datetime | None
) -> Verdict:
    """Check the signature with the key that staff saved; without one there is nothing to check.

    Without `received_at` its age does not matter. SendGrid's never does: it may report after a day, and what
    is repeated does nothing twice. Amazon's signature is checked later, with `fits_certificate`, as the
    certificate has to be fetched.
    """
    if not key or provider is Provider.SES:
        return Genuine(checked=False)
    match provider:
        case Provider.SENDGRID:
            return _sendgrid(key, body, headers)
        case Provider.MAILGUN:
            return _mailgun(key, body, received_at)
        case Provider.POSTMARK:
            return _postmark(key, headers)
        case Provider.RESEND:
            return _standard(key, body, headers, received_at)
        case _:
            assert_never(provider)


def once(provider: Provider, body: bytes, headers: Mapping[str, str]) -> str:
    """What this service uses once only: a call that repeats it with other words is forged."""
    if provider is Provider.MAILGUN:
        found = values.text(values.within(sns.envelope(body), "signature", "token"))
    else:
        found = headers.get("id", "") if provider is Provider.RESEND else ""
    return values.digest(found) if found else digest(body)


def digest(body: bytes) -> str:
    """What tells one body from another."""
    return hashlib.sha256(body).hexdigest()


# --- service by service


def _sendgrid(key: str, body: bytes, headers: Mapping[str, str]) -> Verdict:
    signed = headers.get("timestamp", "").encode() + body
    return _answer(_fits_ecdsa(key, headers.get("signature", ""), signed), _("verification key"))


def _fits_ecdsa(key: str, signature: str, signed: bytes) -> bool:
    try:
        public = serialization.load_der_public_key(base64.b64decode(_bare(key)))
        if not isinstance(public, ec.EllipticCurvePublicKey):
            return False
        public.verify(base64.b64decode(signature), signed, ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
        return False
    return True


def _bare(key: str) -> str:
    """The key without the lines that some put around it."""
    return "".join(line.strip() for line in key.splitlines() if "-----" not in line)


def _mailgun(key: str, body: bytes, received_at: datetime | None) -> Verdict:
    told = values.mapping(sns.envelope(body).get("signature"))
    timestamp, token = values.text(told.get("timestamp")), values.text(told.get("token"))
    if late := _late(timestamp, received_at):
        return late
    due = hmac.digest(key.encode(), f"{timestamp}{token}".encode(), "sha256").hex()
    return _answer(_same(due, values.text(told.get("signature"))), _("signing key"))


def _postmark(key: str, headers: Mapping[str, str]) -> Verdict:
    due = hashlib.sha256(b"Basic " + base64.b64encode(key.encode())).hexdigest()
    return _answer(_same(due, headers.get("authorization", "")), _("name and password"))


def _standard(key: str, body: bytes, headers: Mapping[str, str], received_at: datetime | None) -> Verdict:
    """Standard Webhooks: the header may hold several signatures, while a key is being changed."""
    timestamp = headers.get("timestamp", "")
    if late := _late(timestamp, received_at):
        return late
    try:
        secret = base64.b64decode(key.removeprefix("whsec_"))
    except (binascii.Error, ValueError):
        return Forged(_("The signing secret that is saved is not one: it begins with whsec_."))
    signed = f"{headers.get('id', '')}.{timestamp}.".encode() + body
    due = base64.b64encode(hmac.digest(secret, signed, "sha256")).decode()
    given = [each.removeprefix("v1,") for each in headers.get("signature", "").split()]
    return _answer(any(_same(due, each) for each in given), _("signing secret"))


def fits_certificate(told: Mapping[str, object], pem: bytes, received_at: datetime) -> Verdict:
    """Whether an envelope of Amazon was signed with this certificate."""
    algorithm = hashes.SHA256() if told.get("SignatureVersion") == "2" else hashes.SHA1()  # noqa: S303
    try:
        certificate = load_pem_x509_certificate(pem)
        public = certificate.public_key()
        signature = base64.b64decode(values.text(told.get("Signature"), 2_000))
        if not isinstance(public, rsa.RSAPublicKey):
            return Forged(_("What Amazon’s address holds is not the certificate of its signature."))
        public.verify(signature, sns.signed_text(told), padding.PKCS1v15(), algorithm)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        return _answer(False, _("certificate of Amazon"))
    if not certificate.not_valid_before_utc <= received_at <= certificate.not_valid_after_utc:
        return Forged(_("The certificate of Amazon’s signature is not valid at that time."))
    return Genuine(checked=True)


# --- what they share


def _late(timestamp: str, received_at: datetime | None) -> Forged | None:
    try:
        told = float(timestamp)
    except ValueError:
        return Forged(_("It carries no signature, although a key is saved here."))
    if received_at and not abs(received_at.timestamp() - told) <= TOLERANCE.total_seconds():
        return Forged(
            _("Its signature is more than ten minutes old, or the clock of this computer is wrong.")
        )
    return None


def _same(due: str, given: str) -> bool:
    return hmac.compare_digest(due.encode(), given.encode("utf-8", "replace"))


def _answer(fits: bool, name: str) -> Verdict:
    return (
        Genuine(checked=True)
        if fits
        else Forged(_("The signature does not fit the {name} saved here.", name=name))
    )
