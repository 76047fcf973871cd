"""The addresses of taking out and bringing in, below those of a language."""

from django.contrib import admin
from django.urls import path

from portal.translating.exchange import in_views, out_views

view = admin.site.admin_view

urlpatterns = [
    path("take-out/", view(out_views.take_out_view), name="translation-take-out"),
    path("bring-in/", view(in_views.bring_in_view), name="translation-bring-in"),
    path("bring-in/<int:pk>/", view(in_views.upload_view), name="translation-upload"),
    path("bring-in/<int:pk>/checks/", view(in_views.upload_checks_view), name="translation-upload-checks"),
    path("bring-in/<int:pk>/accept/", view(in_views.accept_upload_view), name="translation-upload-accept"),
]
