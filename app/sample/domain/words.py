"""What the sample workspace is made of: names and places that belong to nobody in particular."""

FIRST = (
    "Aisha Amara Ana Anneke Benjamin Björn Carlos Catherine Chidi Chloe Daniel David Deborah Dmitri "
    "Elena Elizabeth Emeka Emily Fatima Fiona Francis Grace Guillaume Hannah Hiroshi Ingrid Isabella "
    "Ivan James Jane Jennifer John José Joseph Julia Karen Katarzyna Kenji Kwame Laura Leila Liam "
    "Linda Lucia Magnus Maria María Margaret Marcus Mei Michael Mohammed Nadia Naomi Ngozi Noah Olga "
    "Oliver Omar Patricia Paul Peter Priya Rachel Rahul Rebecca Robert Rosa Samuel Sarah Sean Siobhán "
    "Sofia Stephen Susan Sven Thomas Tomasz Uma Victoria Vikram Wei William Yasmin Yuki Zanele Zoë"
).split()
LAST = (
    "Abbott Adeyemi Ahmed Andersson Baker Banerjee Becker Bianchi Brown Campbell Carter Chen Clarke "
    "Cohen Costa Cruz Dahl Davies Diaz Dubois Edwards Eriksen Evans Fernández Fischer Flores Foster "
    "García Gómez Green Gupta Hall Hansen Harris Hayes Hernández Hill Hoffmann Ibrahim Ito Jackson "
    "Jensen Johnson Jones Kaur Kelly Khan Kim Kowalski Kumar Lee Lewis Li López Malik Martin Martínez "
    "Mbeki Meyer Mitchell Moore Morgan Müller Muñoz Murphy Nakamura Nguyen Novak Nowak Nkosi O'Brien "
    "O'Connor Okafor Okonkwo Olsen Osei Park Patel Pérez Petrov Phillips Popov Quinn Ramírez Reed "
    "Reyes Rivera Roberts Robinson Rossi Ruiz Russo Ryan Sánchez Sato Schmidt Schneider Scott Shah "
    "Silva Singh Smith Svensson Tanaka Taylor Thompson Torres Turner Van-Dyk Vargas Vogel Wagner "
    "Walker Wang Ward Weber White Williams Wilson Wong Wright Yamamoto Young Zhang"
).split()
STREETS = (
    "Maple Street|Oak Avenue|Elm Street|Cedar Lane|Willow Road|Birch Drive|Park Avenue|Church Street|"
    "Mill Road|High Street|Station Road|River Road|Lake Street|Hill Street|Garden Lane|Meadow Drive|"
    "Orchard Way|Bridge Street|School Lane|Forest Avenue|Pine Street|Juniper Court|Harbor View|"
    "Sunset Boulevard"
).split("|")
PLACES = (
    ("Portland", "OR", "97201"),
    ("Portland", "OR", "97214"),
    ("Beaverton", "OR", "97005"),
    ("Salem", "OR", "97301"),
    ("Eugene", "OR", "97401"),
    ("Bend", "OR", "97701"),
    ("Gresham", "OR", "97030"),
    ("Hillsboro", "OR", "97123"),
    ("Corvallis", "OR", "97330"),
    ("Vancouver", "WA", "98660"),
    ("Seattle", "WA", "98101"),
    ("Olympia", "WA", "98501"),
)
ORGANIZATION_FIRST = (
    "Cascade Riverside Northside Evergreen Summit Harbor Lakeview Willamette Columbia Pioneer Heritage "
    "Unity Beacon Cornerstone Bluebird Redwood Stonebridge Clearwater"
).split()
ORGANIZATION_LAST = (
    "Community Foundation|Family Clinic|Bakery|Credit Union|Rotary Club|Primary School|Books|Builders|"
    "Charitable Trust|Hardware|Bicycle Works|Church|Printing Co."
).split("|")
MAIL_HOSTS = ("example.org", "example.com", "example.net", "mail.example.org", "post.example.com")
FUNDS = ("General", "Food pantry", "Youth program", "Building", "Emergency relief")
APPEALS = ("Spring appeal", "Gala", "Year-end appeal", "Website", "Monthly giving")
METHODS = ("card", "check", "bank transfer", "cash")
EVENTS = (
    ("Spring Gala", "gala", "Riverside Hall", 4),
    ("Volunteer Day", "volunteering", "Food pantry", 6),
    ("Harvest Supper", "dinner", "Community Center", 10),
)
INTERESTS = (
    ("Newsletter", "What we did and what comes next.", "about once a month", False),
    ("Events", "Invitations to suppers, the gala and open days.", "a few times a year", True),
    ("Volunteering", "Calls for helping hands.", "when help is needed", True),
)
