"""Whether a call was made by the service that it claims to come from."""

import datetime as dt
from base64 import b64encode
from datetime import timedelta
from hashlib import sha256

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

from app.inbound.domain import sns
from app.inbound.domain.providers import Provider
from app.inbound.domain.signatures import Forged, Genuine, fits_certificate, once, verify
from tests.inbound import payloads
from tests.inbound.payloads import AT, dumped

LATE = AT + timedelta(minutes=11)
BODY = dumped([payloads.sendgrid("unsubscribe")])
MAILGUN = dumped(payloads.mailgun("unsubscribed"))
BASIC = {"authorization": sha256(b"Basic " + b64encode(b"kith:secret")).hexdigest()}
FITTING = {
    Provider.SENDGRID: (payloads.sendgrid_public_key(), BODY, payloads.sendgrid_headers(BODY)),
    Provider.MAILGUN: (payloads.MAILGUN_KEY, MAILGUN, {}),
    Provider.POSTMARK: ("kith:secret", BODY, BASIC),
    Provider.RESEND: (payloads.RESEND_KEY, BODY, payloads.resend_headers(BODY)),
}


@pytest.mark.parametrize("provider", FITTING)
def test_a_signature_that_fits_is_believed(provider: Provider) -> None:
    key, body, headers = FITTING[provider]

    assert verify(provider, key, body, headers, AT) == Genuine(checked=True)


@pytest.mark.parametrize("provider", FITTING)
@pytest.mark.parametrize("key", ["another", "whsec_AAAA", "kith:other", "ü"])
def test_one_made_with_another_key_is_not(provider: Provider, key: str) -> None:
    _, body, headers = FITTING[provider]

    assert isinstance(verify(provider, key, body, headers, AT), Forged)


@pytest.mark.parametrize("provider", FITTING)
def test_one_that_is_missing_is_not(provider: Provider) -> None:
    key, _, _ = FITTING[provider]

    assert isinstance(verify(provider, key, b"{}", {}, AT), Forged)


@pytest.mark.parametrize("provider", [Provider.SENDGRID, Provider.RESEND])
def test_one_for_another_body_is_not(provider: Provider) -> None:
    key, _, headers = FITTING[provider]

    assert isinstance(verify(provider, key, BODY + b" ", headers, AT), Forged)


@pytest.mark.parametrize("provider", [Provider.MAILGUN, Provider.RESEND])
def test_one_that_somebody_kept_for_a_while_is_not_but_staff_may_try_it_again(provider: Provider) -> None:
    key, body, headers = FITTING[provider]

    assert isinstance(verify(provider, key, body, headers, LATE), Forged)
    assert verify(provider, key, body, headers, None) == Genuine(checked=True)


@pytest.mark.parametrize("provider", Provider)
def test_without_a_key_there_is_nothing_to_check(provider: Provider) -> None:
    assert verify(provider, "", b"", {}, AT) == Genuine(checked=False)


def test_mailgun_s_token_is_used_once_whatever_stands_beside_it() -> None:
    other = payloads.mailgun("delivered")

    assert once(Provider.MAILGUN, MAILGUN, {}) == once(Provider.MAILGUN, dumped(other), {})
    assert once(Provider.POSTMARK, MAILGUN, {}) != once(Provider.POSTMARK, dumped(other), {})


# --- Amazon


def certificate() -> tuple[rsa.RSAPrivateKey, bytes]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.amazonaws.com")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(AT - dt.timedelta(days=1))
        .not_valid_after(AT + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    return key, made.public_bytes(serialization.Encoding.PEM)


def test_an_envelope_of_amazon_is_believed_by_its_certificate_while_that_is_valid() -> None:
    key, pem = certificate()
    told = payloads.sns(payloads.ses("Bounce"), Subject="Amazon SES Email Event Notification")
    told["Signature"] = b64encode(
        key.sign(sns.signed_text(told), padding.PKCS1v15(), hashes.SHA256())
    ).decode()

    assert fits_certificate(told, pem, AT) == Genuine(checked=True)
    assert isinstance(fits_certificate({**told, "Message": "{}"}, pem, AT), Forged)
    assert isinstance(fits_certificate(told, pem, AT + timedelta(days=2)), Forged)
    assert isinstance(fits_certificate(told, b"no certificate", AT), Forged)


ADDRESSES = {
    "https://sns.us-east-1.amazonaws.com/a.pem": True,
    "https://sns.cn-north-1.amazonaws.com.cn/a.pem": True,
    "https://sns.us-gov-west-1.amazonaws.com/a.pem": True,
    "https://sns.s3-us-west-2.amazonaws.com/a.pem": False,
    "https://sns.execute-api.amazonaws.com/a.pem": False,
    "http://sns.us-east-1.amazonaws.com/a.pem": False,
    "https://sns.us-east-1.amazonaws.com.example.org/a.pem": False,
    "https://example.org/sns.us-east-1.amazonaws.com/a.pem": False,
    "https://sns.us-east-1.amazonaws.com@example.org/a.pem": False,
    "https://sns.us-east-1.amazonaws.com:8080/a.pem": False,
    "https://s3.us-east-1.amazonaws.com/a.pem": False,
    "https://sns.evil.example.amazonaws.com/a.pem": False,
    "file:///etc/passwd": False,
    "https://[broken/a.pem": False,
    "": False,
}


@pytest.mark.parametrize(("url", "is_amazon"), ADDRESSES.items())
def test_nothing_is_fetched_from_anywhere_but_amazon(url: str, is_amazon: bool) -> None:
    assert sns.is_amazon(url) is is_amazon
    asks = payloads.sns("", kind="SubscriptionConfirmation", SubscribeURL=url)
    assert bool(sns.confirmation_url(asks)) is is_amazon
    assert bool(sns.certificate_url(payloads.sns("", SigningCertURL=url))) is is_amazon
