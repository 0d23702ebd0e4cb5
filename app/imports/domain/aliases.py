"""What other tools call our fields. Spellings are compared as plain words: case and punctuation do not count.

Sources: header lines of Mailchimp, CiviCRM, Salesforce NPSP, Eventbrite, Constant Contact, Google Contacts,
Outlook, HubSpot, PayPal and Stripe exports, and the usual words of hand-made lists.
"""

from app.batches.domain.fields import FIELDS, Field, field_of
from app.batches.domain.headers import words

_SPELLINGS: dict[str, str] = {
    "email": (
        "e mail | mail | email address | e mail address | emailaddress | email addr | primary email | email "
        "1 | e mail 1 value | email1 | preferred email | main email | primary "
        "email address | contact email | donor email | customer email | from email address | attendee email "
        "| buyer email | user email | your email | your email address | email id | correo | correo "
        "electrónico | email required | courriel | adresse e mail | adresse mail | e mail adresse | e "
        "mailadres | emailadres | indirizzo email | endereço de email"
    ),
    "email_type": "e mail type | e mail 1 label | e mail 1 type | email 1 type | type of email",
    "email_home": "personal email | email home | private email | contact1 personal email | home e mail",
    "email_work": "email work | business email | work e mail | contact1 work email | office email",
    "email_2": (
        "email 2 | e mail 2 | e mail 2 address | e mail 2 value | email2 | alternate email | other email | "
        "secondary email | email address 2 | contact1 alternate email | additional email | e mail address 2"
    ),
    "email_2_type": "e mail 2 label | e mail 2 type | email 2 type",
    "email_3": "email 3 | e mail 3 address | e mail 3 value | email3 | email address 3",
    "title": "salutation | prefix | name prefix | individual prefix | honorific | contact1 salutation",
    "first_name": (
        "first | firstname | fname | given name | givenname | given | forename | christian name | contact1 "
        "first name | donor first name | name first | your first name | nombre | prénom | vorname | "
        "voornaam | attendee first name | buyer first name"
    ),
    "middle_name": "middle | middlename | middle initial | mi | additional name | second name",
    "last_name": (
        "last | lastname | lname | surname | family name | familyname | family | second surname | contact1 "
        "last name | donor last name | name last | your last name | apellido | apellidos | nachname | nom "
        "de famille | achternaam | cognome | attendee surname | buyer last name | attendee last name"
    ),
    "suffix": "name suffix | individual suffix | generation",
    "nickname": "nick name | preferred name | preferred first name | known as | goes by | informal name",
    "maiden_name": "maiden | née | nee | birth name | former last name",
    "full_name": (
        "name | fullname | display name | contact name | donor name | donor | attendee name | names"
    ),
    "organization": (
        "organisation | organization name | organisation name | company | company name | employer | org | "
        "business | business name | account name | account1 name | current employer | legal name | charity"
    ),
    "kind": (
        "contact type | constituent type | record type | type of constituent | individual or organisation"
    ),
    "phone": (
        "phone number | telephone | telephone number | tel | phone 1 | phone 1 value | primary phone | "
        "contact phone number | contact phone | main phone | preferred phone | "
        "phonenumber | teléfono | téléphone | telefon | phone no | tel no"
    ),
    "phone_type": "phone 1 label | phone 1 type | type of phone",
    "phone_mobile": (
        "mobile | mobile phone | cell | cell phone | cellphone | mobile number | mobile no | phone mobile | "
        "contact1 mobile phone | cell number | sms phone number | móvil | handy | portable | celular"
    ),
    "phone_home": (
        "phone home | home telephone | home tel | contact1 home phone | landline | household phone"
    ),
    "phone_work": (
        "phone work | business phone | office phone | work telephone | daytime phone | account1 phone | "
        "contact1 work phone | company phone | company main phone"
    ),
    "phone_other": "phone other | contact1 other phone | other telephone",
    "phone_2": "phone 2 | phone 2 value | alternate phone | secondary phone | home phone 2",
    "address_line1": (
        "address | street | street address | address 1 | address line 1 | address1 | addr1 | home address | "
        "home address 1 | home street | mailing street | mailing address | address 1 street | street 1 | "
        "postal address | street line 1 | address street | calle | straße | rue | street address line 1 | "
        "street address home | street address 1"
    ),
    "address_line2": (
        "address 2 | address2 | addr2 | home address 2 | supplemental address 1 | apartment | apt | unit | "
        "street 2 | street line 2 | home street 2 | suite | street address 2 | street address line 2 | "
        "address line 2 district neighborhood | address 1 extended address"
    ),
    "address_line3": "address 3 | address3 | supplemental address 2 | home street 3 | street line 3",
    "address_city": (
        "city | town | home city | mailing city | town city | city town | address 1 city | suburb | ort | "
        "post town | city home | ciudad | ville | stadt | locality"
    ),
    "address_region": (
        "state | province | region | home state | state province | state region | county | mailing state | "
        "home state province | address 1 region | state home | mailing state province | state or province | "
        "state province region county territory prefecture republic | provincia | bundesland"
    ),
    "address_postcode": (
        "postcode | post code | postal code | zip | zip code | zipcode | zip postal code | home zip | home "
        "zip postal code | postal | address 1 postal code | mailing zip postal code | plz | código postal | "
        "home postal code | mailing zip | zip postal | postalcode | zip postal code home | code postal | "
        "home postcode"
    ),
    "address_country": "country | home country | mailing country | address 1 country | país | pays | land",
    "address_type": "location type | address 1 label | address 1 type",
    "work_line1": "business street | business address | work street | work address | account1 street",
    "work_line2": "business street 2 | business address 2 | work address 2 | work street 2",
    "work_line3": "business street 3 | work address 3",
    "work_city": "business city | work city | account1 city",
    "work_region": "business state | work state | account1 state province | work state province",
    "work_postcode": "business postal code | work zip | work postal code | account1 zip postal code",
    "work_country": "business country region | business country | work country | account1 country",
    "birth_date": (
        "birthday | birthdate | date of birth | dob | born | contact1 birthdate | birth day | geburtsdatum "
        "| fecha de nacimiento | date de naissance"
    ),
    "lookup_id": (
        "lookup | lookup number | kith id | kith lookup id | constituent id | constituent lookup id"
    ),
    "external_id": (
        "external identifier | contact id | internal contact id | leid | euid | customer id | attendee | "
        "lgl constituent id | account number | person id | member id | record id | attendee no"
    ),
    "external_system": "external id system | external source | source system | external id source",
}

_RANKS: dict[str, tuple[str, int]] = {
    words(spelling): (id, rank)
    for id, spellings in _SPELLINGS.items()
    for rank, spelling in enumerate(spellings.split(" | "), start=1)
}
_RANKS |= {words(field.label): (field.id, 0) for field in FIELDS} | {
    words(field.id): (field.id, 0) for field in FIELDS
}

_IDS_OF_SOME_TOOL = set(_SPELLINGS["external_id"].split(" | ")) - {"external identifier"}


def field_for(header: str) -> Field | None:
    """The field a header names, in any spelling known here; None when it says nothing to us."""
    found = _RANKS.get(words(header))
    return field_of(found[0]) if found else None


def likelihood(header: str) -> int:
    """How usual the spelling is, 0 for our own: of two columns for one field the lower number is meant."""
    return _RANKS[words(header)][1]


def needs_a_system(header: str) -> bool:
    """Whether the header is the ID of some tool ("Contact ID"): worth nothing until staff say of which."""
    return words(header) in _IDS_OF_SOME_TOOL
