"""The one application of the peer."""

from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "bench.importing"
    label = "importing"
