"""The addresses of taking out and bringing in, below those of a language."""

from django.contrib import admin
from django.urls import path

from portal.translating.exchange import views

view = admin.site.admin_view

urlpatterns = [
    path("take-out/", view(views.take_out), name="translation-take-out"),
    path("bring-in/", view(views.bring_in_view), name="translation-bring-in"),
    path("bring-in/<int:pk>/", view(views.upload_view), name="translation-upload"),
    path("bring-in/<int:pk>/checks/", view(views.upload_checks_view), name="translation-upload-checks"),
    path("bring-in/<int:pk>/accept/", view(views.accept_upload_view), name="translation-upload-accept"),
]
