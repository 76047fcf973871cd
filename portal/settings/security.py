"""Every header, cookie and Content-Security-Policy line, written for https.

TLS ends at the proxy in front of gunicorn, which must set X-Forwarded-Proto and drop the visitor's own, and
add the visitor's address to X-Forwarded-For.
"""

from csp.constants import NONCE, NONE, SELF

# Content-Security-Policy: nothing is allowed but what is named. All comes from this host; inline code only
# with the nonce of its response, which is in the header only when the template asked for it.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],  # autocomplete and other small requests of staff pages
        "manifest-src": [SELF],
        "object-src": [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# No page asks the device for anything.
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "accelerometer": [],
    "autoplay": [],
    "browsing-topics": [],
    "camera": [],
    "display-capture": [],
    "encrypted-media": [],
    "fullscreen": [],
    "geolocation": [],
    "gyroscope": [],
    "hid": [],
    "idle-detection": [],
    "local-fonts": [],
    "magnetometer": [],
    "microphone": [],
    "midi": [],
    "payment": [],
    "publickey-credentials-get": [],
    "screen-wake-lock": [],
    "serial": [],
    "usb": [],
    "xr-spatial-tracking": [],
}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"  # which page somebody read is nobody else's business
X_FRAME_OPTIONS = "DENY"
WHITENOISE_ALLOW_ALL_ORIGINS = False  # our files are for our pages

# https only, for a year, and known to browsers before the first visit.
SECURE_PROXY_SSL_HEADER: tuple[str, str] | None = ("HTTP_X_FORWARDED_PROTO", "https")
CLIENT_ADDRESS = "HTTP_X_FORWARDED_FOR"  # whose last address our own proxy wrote
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True

# Cookies are for staff who sign in; a visitor gets none. The prefix makes browsers refuse a cookie that
# another host, or plain http, tries to set.
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # a link in a mail must find its reader signed in
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_FAILURE_VIEW = "portal.reading.errors.stale_form"
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
SIGNED_COOKIE_LEGACY_SALT_FALLBACK = False
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # not in a cookie of its own
