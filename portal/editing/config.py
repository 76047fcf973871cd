"""The admin with our site in it; settings name this class instead of `django.contrib.admin`."""

from django.contrib.admin.apps import AdminConfig


class EditorsRoomConfig(AdminConfig):
    default_site = "portal.editing.site.EditorsRoom"
