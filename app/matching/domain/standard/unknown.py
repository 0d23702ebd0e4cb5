"""What people type when they do not know: it says nothing about who somebody is."""

_MAILBOXES = frozenset(
    """none noemail nomail noemailaddress noaddress noname na no unknown notavailable notprovided nobody
    donthave donotemail donotmail noreply donotreply test testing fake asdf xxx xxxx""".split()
)
_DOMAINS = frozenset(
    """none no noemail nomail na unknown test testing fake email nowhere noaddress donotemail notprovided
    asdf xxx xxxx""".split()
)
_SELF_EVIDENT = frozenset(
    """noemail nomail noemailaddress donothaveemail noemailonfile donotemail notprovided nowhere
    noaddress""".split()
)
_BIRTHS = frozenset(
    """1900-01-01 1900-01-00 1899-12-30 1899-12-31 1901-01-01 1111-11-11 0001-01-01 1753-01-01 1000-01-01
    9999-12-31 1899 1900 1 0001""".split()
)
_MARKS = str.maketrans("", "", ".-_")
_COUNTING_UP, _COUNTING_DOWN = "01234567890123456789", "98765432109876543210"


def is_dummy_email(canonical: str) -> bool:
    """True for an address that stands for having none: none@none.com, noemail@example.org."""
    local, _, domain = canonical.partition("@")
    mailbox = local.translate(_MARKS)
    if not domain or mailbox in _SELF_EVIDENT:
        return True
    if mailbox not in _MAILBOXES:
        return False
    house = domain.partition(".")[0].replace("-", "")
    return house in _DOMAINS or house == mailbox


def is_dummy_phone(digits: str) -> bool:
    """True for digits nobody is reached at: all the same, counting up or down, too few."""
    home = digits[1:] if len(digits) == 11 and digits[0] == "1" else digits
    tail = home[-7:]
    return (
        len(home) < 5
        or len(set(tail)) == 1
        or home in _COUNTING_UP
        or home in _COUNTING_DOWN
        or (len(home) == 10 and home.endswith("5551212"))
    )


def is_dummy_birth(iso: str) -> bool:
    """True for the first day of a calendar, which programs write where they have none."""
    return iso in _BIRTHS
