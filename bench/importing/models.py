"""A constituent as one flat row: the table that suits django-import-export best."""

from django.db import models


class FlatConstituent(models.Model):
    """The 14 columns of the file; people are known by email, which is indexed."""

    email = models.EmailField(unique=True)
    title = models.TextField(blank=True, default="")
    first_name = models.TextField(blank=True, default="")
    middle_name = models.TextField(blank=True, default="")
    last_name = models.TextField(blank=True, default="")
    suffix = models.TextField(blank=True, default="")
    organization = models.TextField(blank=True, default="")
    phone = models.TextField(blank=True, default="")
    street = models.TextField(blank=True, default="")
    city = models.TextField(blank=True, default="")
    state = models.TextField(blank=True, default="")
    postcode = models.TextField(blank=True, default="")
    country = models.TextField(blank=True, default="")
    birth_date = models.TextField(blank=True, default="")

    class Meta:
        app_label = "importing"

    def __str__(self) -> str:
        return str(self.email)
