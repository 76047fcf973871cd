from django.apps import AppConfig


class TranslatingConfig(AppConfig):
    name = "portal.translating"
    label = "translating"
