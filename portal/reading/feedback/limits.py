"""How often one address may send something. No address is stored anywhere, not even for a moment.

What is counted stands in the cache under a hash of the address. Its salt is made anew every day, lives in
the cache alone, and is gone with it: then nobody can tell whose hash it was. A cache in the memory of each
server process counts for that process alone.
"""

import hashlib
import hmac
import secrets
import time
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

PER_ADDRESS: Final = 10
IN_ALL: Final = 500
WINDOW: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)


def is_within_limits(request: HttpRequest) -> bool:
    """Count one more, and say whether this address, and all together, have sent no more than they may."""
    counts = [_count(_hashed(_network(client_address(request)))), _count("all")]
    return counts[0] <= PER_ADDRESS and counts[1] <= IN_ALL


def client_address(request: HttpRequest) -> str:
    """The address that asks, as our own proxy tells; what the visitor wrote before it is not believed."""
    told: str = request.META.get(settings.CLIENT_ADDRESS, "") or request.META.get("REMOTE_ADDR", "")
    return told.rpartition(",")[2].strip()


def _network(address: str) -> str:
    """One household has one IPv4 address, or a whole network of IPv6 addresses."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network(f"{found}/64", strict=False))
    return str(found)


def _hashed(address: str) -> str:
    name = f"feedback-salt-{timezone.localdate()}"
    salt: str = cache.get_or_set(name, secrets.token_hex, timeout=DAY.total_seconds()) or ""
    return hmac.new(salt.encode(), address.encode(), hashlib.sha256).hexdigest()


def _count(who: str) -> int:
    hour = int(time.time() // WINDOW.total_seconds())
    name = f"feedback-count-{who}-{hour}"
    cache.add(name, 0, timeout=int(WINDOW.total_seconds()))
    try:
        return int(cache.incr(name))
    except ValueError:  # the cache dropped it between the two lines
        return 1
