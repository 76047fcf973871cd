"""The addresses of the memory, below the admin."""

from django.contrib import admin
from django.urls import path

from portal.translating.memory import views

urlpatterns = [
    path("", admin.site.admin_view(views.search), name="translation-memory"),
    path("export/", admin.site.admin_view(views.export), name="translation-memory-export"),
    path("import/", admin.site.admin_view(views.bring_in), name="translation-memory-import"),
]
