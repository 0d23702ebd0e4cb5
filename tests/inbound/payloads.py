"""Calls in the shapes that the services document, about addresses that nobody has."""

import base64
import hmac
import json
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
ANN = "ann@example.org"
MAILGUN_KEY = "key-of-mailgun"
RESEND_KEY = "whsec_" + base64.b64encode(b"a secret of resend").decode()


def dumped(told: Any) -> bytes:
    return json.dumps(told).encode()


def at(seconds: int = 0) -> int:
    """Seconds since 1970 of a moment after the instant of the tests."""
    return int(AT.timestamp()) + seconds


def iso(seconds: int = 0) -> str:
    return datetime.fromtimestamp(at(seconds), UTC).isoformat().replace("+00:00", "Z")


def sendgrid(event: str, number: int = 1, address: str = ANN, **more: Any) -> dict[str, Any]:
    """One event of SendGrid's list."""
    return {
        "email": address,
        "timestamp": at(number),
        "smtp-id": "<14c5d75ce93.dfd.64b469@ismtpd-555>",
        "event": event,
        "category": ["spring appeal"],
        "sg_event_id": f"sg-event-{number}",
        "sg_message_id": f"14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.{number}",
        **more,
    }


def mailgun(event: str, number: int = 1, address: str = ANN, **more: Any) -> dict[str, Any]:
    """A call of Mailgun with a signature that fits."""
    token = f"{number:050x}"
    signature = hmac.digest(MAILGUN_KEY.encode(), f"{at()}{token}".encode(), "sha256").hex()
    return {
        "signature": {"timestamp": str(at()), "token": token, "signature": signature},
        "event-data": {
            "event": event,
            "id": f"CPgfbmQMTCKtHW6uIWtuVe{number}",
            "timestamp": at(number) + 0.25,
            "log-level": "info",
            "recipient": address,
            "recipient-domain": "example.org",
            "tags": ["spring appeal"],
            "user-variables": {},
            "flags": {"is-authenticated": True, "is-test-mode": False},
            "message": {
                "headers": {"to": address, "message-id": f"{number}@mg.example.org", "subject": "Spring"},
                "size": 867,
            },
            **more,
        },
    }


def postmark(record: str, number: int = 1, address: str = ANN, **more: Any) -> dict[str, Any]:
    """A record of Postmark; bounces and complaints name the address otherwise than the rest."""
    is_bounce = record in ("Bounce", "SpamComplaint")
    when = {"Delivery": "DeliveredAt", "SubscriptionChange": "ChangedAt"}.get(record, "ReceivedAt")
    own = {"Email": address, "ID": 900 + number, "BouncedAt": iso(number)} if is_bounce else {}
    other = {"Recipient": address, when: f"{AT:%Y-%m-%dT%H:%M:%S}.{number:07}-00:00"}
    return {
        "RecordType": record,
        "ServerID": 23,
        "MessageStream": "broadcast",
        "MessageID": f"883953f4-6105-42a2-a16a-77a8eac7948{number}",
        "Tag": "spring appeal",
        "Metadata": {},
        **(own or other),
        **more,
    }


def ses(event: str, number: int = 1, *addresses: str, detail: dict[str, Any] | None = None) -> dict[str, Any]:
    """An event of Amazon SES."""
    named = [{"emailAddress": each} for each in addresses or (ANN,)]
    own = {
        "Bounce": {"bounceType": "Permanent", "bounceSubType": "General", "bouncedRecipients": named},
        "Complaint": {"complainedRecipients": named, "complaintFeedbackType": "abuse"},
    }.get(event, {})
    key = {"feedbackId": f"0100017{number}"} if event in ("Bounce", "Complaint") else {}
    return {
        "eventType": event,
        "mail": {
            "timestamp": iso(),
            "source": "sender@example.com",
            "messageId": f"EXAMPLE7c191be45-{number}",
            "destination": list(addresses or (ANN,)),
            "tags": {"ses:configuration-set": ["ConfigSet"], "campaign": ["spring appeal"]},
        },
        event.lower(): {"timestamp": iso(number), **own, **key, **(detail or {})},
    }


TOPIC = "arn:aws:sns:us-east-1:123456789012:email-events"


def sns(message: Any, number: int = 1, kind: str = "Notification", **more: Any) -> dict[str, Any]:
    """The envelope in which Amazon sends it."""
    return {
        "Type": kind,
        "MessageId": f"22b80b92-fdea-4c2c-8f9d-bdfb0c7bf32{number}",
        "TopicArn": TOPIC,
        "Message": message if isinstance(message, str) else json.dumps(message),
        "Timestamp": iso(number),
        "SignatureVersion": "2",
        "Signature": "",
        "SigningCertURL": "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-1.pem",
        **more,
    }


def resend(event: str, number: int = 1, *addresses: str, **more: Any) -> dict[str, Any]:
    """An event of Resend."""
    return {
        "type": event,
        "created_at": iso(number),
        "data": {
            "created_at": iso(),
            "email_id": f"56761188-7520-42d8-8898-ff6fc54ce61{number}",
            "from": "Trust <news@example.com>",
            "to": list(addresses or (ANN,)),
            "subject": "Spring",
            "tags": {"campaign": "spring appeal"},
            **more,
        },
    }


def resend_headers(body: bytes, number: int = 1, *, seconds: int = 0) -> dict[str, str]:
    """The headers of Standard Webhooks with a signature that fits."""
    name = f"msg_{number}"
    signed = f"{name}.{at(seconds)}.".encode() + body
    secret = base64.b64decode(RESEND_KEY.removeprefix("whsec_"))
    signature = base64.b64encode(hmac.digest(secret, signed, "sha256")).decode()
    return {"id": name, "timestamp": str(at(seconds)), "signature": f"v1,AAAA v1,{signature}"}


SENDGRID_KEY = ec.generate_private_key(ec.SECP256R1())


def sendgrid_public_key() -> str:
    """The verification key as SendGrid shows it: DER in base64, without the lines of a PEM file."""
    der = SENDGRID_KEY.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return base64.b64encode(der).decode()


def sendgrid_headers(body: bytes, *, seconds: int = 0) -> dict[str, str]:
    """The headers of SendGrid's signature."""
    timestamp = str(at(seconds))
    signature = SENDGRID_KEY.sign(timestamp.encode() + body, ec.ECDSA(hashes.SHA256()))
    return {"timestamp": timestamp, "signature": base64.b64encode(signature).decode()}
