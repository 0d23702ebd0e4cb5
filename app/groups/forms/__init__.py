"""What may be typed about groups."""

from app.groups.forms.acts import act as act
from app.groups.forms.choosing import IntoGroupForm as IntoGroupForm
from app.groups.forms.draft import Block as Block
from app.groups.forms.draft import Line as Line
from app.groups.forms.draft import Tree as Tree
from app.groups.forms.draft import draft_of as draft_of
from app.groups.forms.draft import lines as lines
from app.groups.forms.draft import read_draft as read_draft
from app.groups.forms.draft import rule_of as rule_of
from app.groups.forms.group import ExportForm as ExportForm
from app.groups.forms.group import GroupForm as GroupForm
