"""Constituents as Django sees them: one of our tables, which it does not manage."""

from django.db import models


class Constituent(models.Model):
    """The columns that a list shows and searches; ids are unique in the installation."""

    id = models.BigIntegerField(primary_key=True)
    workspace_id = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    lookup_number = models.BigIntegerField()
    first = models.TextField()
    last = models.TextField()
    organization = models.TextField()
    sort_name = models.TextField()
    is_active = models.BooleanField()
    updated_at = models.DateTimeField()

    class Meta:
        managed = False
        app_label = "peer"
        db_table = "constituents"

    def __str__(self) -> str:
        return str(self.sort_name)
