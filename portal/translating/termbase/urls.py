"""The addresses of the glossary as a file, below the admin."""

from django.contrib import admin
from django.urls import path

from portal.translating.termbase import views

view = admin.site.admin_view

urlpatterns = [
    path("", view(views.glossary_file), name="glossary-file"),
    path("export/", view(views.export), name="glossary-export"),
    path("uploads/<int:pk>/", view(views.upload_view), name="glossary-upload"),
    path("uploads/<int:pk>/accept/", view(views.accept_upload_view), name="glossary-upload-accept"),
]
