"""Every model of the product, imported once: for migrations and for tests that walk the whole schema."""

import app.accounts.models
import app.activity.models
import app.activity.rollup_models
import app.activity_imports.models
import app.audiences.models
import app.audit.models
import app.batch_entry.models
import app.batches.models
import app.consent.models
import app.consent.standing_models
import app.constituents.models
import app.constituents.recent_models
import app.constituents.search_models
import app.constituents.touched_models
import app.cultivation.models
import app.groups.models
import app.imports.models
import app.inbound.models
import app.matching.models
import app.profiles.models
import app.work.models  # noqa: F401
from app.db import Base

metadata = Base.metadata
