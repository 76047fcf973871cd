from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path, re_path

from portal import previews
from portal.editing import calendar_views
from portal.reading import guests, media, views, well_known
from portal.reading.freshness import conditional
from portal.reading.sitemaps import SITEMAPS

urlpatterns = [
    re_path(r"^media/pictures/(?P<name>[\w-]+\.(?:jpe?g|png|webp))$", media.picture, name="picture"),
    path("media/cards/<slug:language>.png", media.card, name="site-card"),
    path("media/cards/<slug:language>/<slug:kind>.png", media.card, name="list-card"),
    path("media/cards/<slug:language>/<slug:kind>/<slug:key>-<int:number>.png", media.card, name="page-card"),
    path("robots.txt", well_known.robots, name="robots"),
    path(".well-known/security.txt", well_known.security, name="security"),
    path(
        "sitemap.xml",
        conditional(sitemaps.index),
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"},
        name="sitemap-index",
    ),
    path("sitemap-<slug:section>.xml", conditional(sitemaps.sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("preview/shared/<str:token>/", previews.shared, name="shared-preview"),
    path("preview/<str:language>/<str:kind>/<slug:key>/", views.preview, name="preview"),
    path("review/<str:token>/", guests.review, name="guest-review"),
    path("api/v1/", include("portal.reading.api.urls")),
    *i18n_patterns(
        path("admin/preview/<str:language>/<str:kind>/<int:pk>/", previews.draft, name="draft-preview"),
        path("admin/calendar/<str:token>.ics", calendar_views.file_view, name="calendar-file"),
        path("admin/translations/", include("portal.translating.urls")),
        path("admin/", admin.site.urls),
        path("", include("portal.reading.urls")),
    ),
]

handler400 = "portal.reading.errors.bad_request"
handler403 = "portal.reading.errors.forbidden"
handler404 = "portal.reading.errors.not_found"
handler500 = "portal.reading.errors.server_error"
