"""The list of constituents in Django's admin, as one would write it."""

from django.contrib import admin

from bench.peer.models import Constituent


@admin.register(Constituent)
class ConstituentAdmin(admin.ModelAdmin):
    """Fifty a page by name, searched by name alone: joined with the emails it would take far longer."""

    list_display = ("sort_name", "kind", "lookup_number", "is_active", "updated_at")
    search_fields = ("first", "last", "organization")
    ordering = ("sort_name", "id")
    list_per_page = 50
