"""What became of one message to one person, as one number: its parts can be counted from an index alone."""

from enum import IntFlag


class Outcome(IntFlag):
    """What is known of a message. A part that is known stays known, whatever is reported later.

    `MACHINE_OPENED` is an open that no person made; `OPENED` and `CLICKED` are those of people. A bounce
    `FOR_GOOD` is a bounce too.
    """

    DELIVERED = 1
    MACHINE_OPENED = 2
    OPENED = 4
    CLICKED = 8
    BOUNCED = 16
    FOR_GOOD = 32
    COMPLAINED = 64
    UNSUBSCRIBED = 128
