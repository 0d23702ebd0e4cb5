"""What may be typed about permission, and about its rules."""

from app.consent.forms.asking import MOST_ADDRESSES as MOST_ADDRESSES
from app.consent.forms.asking import AddressesForm as AddressesForm
from app.consent.forms.asking import AskForm as AskForm
from app.consent.forms.interests import InterestForm as InterestForm
from app.consent.forms.interests import JoiningForm as JoiningForm
from app.consent.forms.interests import LeavingForm as LeavingForm
from app.consent.forms.permission import ConsentForm as ConsentForm
from app.consent.forms.permission import LiftForm as LiftForm
from app.consent.forms.permission import ManyRestrictedForm as ManyRestrictedForm
from app.consent.forms.permission import RestrictionForm as RestrictionForm
from app.consent.forms.rules import RulesForm as RulesForm
from app.consent.forms.rules import filled as filled
