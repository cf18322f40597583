"""Against floods: how many posts a source may send, and how a source is told from another without knowing who it is."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from time import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


@dataclass(frozen=True)
class Limit:
    """At most `most` posts in any `seconds`."""

    name: str
    most: int
    seconds: int


QUICKEST = 2.0
"""Seconds between a form's page and its post under which nobody can have read and answered it."""
TRAP = "site_web"
"""The field nobody sees; what fills it in is not a person."""


@dataclass(frozen=True)
class Verdict:
    """Whether a source may go on; if not, the seconds after which it may."""

    allowed: bool
    retry_after: int = 0


def take(limit: Limit, source: str = "") -> Verdict:
    """Takes one of the limit's places for this source; a place is free again after `limit.seconds`.

    Places are taken with `cache.add`, which only one of two posts at the same moment can win: a counter that is read
    and written back would let them both through.
    """
    places = [f"flood:{limit.name}:{source}:{number}" for number in range(limit.most)]
    taken = cache.get_many(places)
    now = time()
    for place in places:
        if place in taken:
            continue
        if cache.add(place, now + limit.seconds, limit.seconds):
            return Verdict(True)
        if cache.get(place) is None:
            # Neither free nor taken: nothing can be written. The post will meet the same trouble, and say which.
            return Verdict(True)
    soonest = min(taken.values(), default=now + limit.seconds)
    return Verdict(False, max(1, round(soonest - now)))


def source_of(request: HttpRequest, today: date) -> str:
    """A pseudonym of where a request comes from: keyed with today's date, so that tomorrow nothing links to it.

    An IPv6 source is its /64, the least that a household is given.
    """
    return salted_hmac(f"flood {today.isoformat()}", _network(_address(request)), algorithm="sha256").hexdigest()[:32]


def too_quick(began: datetime, now: datetime) -> bool:
    """Whether the form came back faster than a person can fill it in."""
    return (now - began).total_seconds() < QUICKEST


def new_key() -> str:
    """A form's own random key (128 bits): sent twice, it still makes one report."""
    return secrets.token_urlsafe(16)


def _address(request: HttpRequest) -> str:
    """The address of the other end. X-Forwarded-For counts only behind as many proxies as CHAPITRE_PROXIES says."""
    direct = request.META.get("REMOTE_ADDR", "")
    proxies: int = settings.PROXIES
    if proxies:
        hops = [hop for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").replace(" ", "").split(",") if hop]
        if len(hops) >= proxies:
            return hops[-proxies]
    return str(direct)


def _network(address: str) -> str:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return str(ip.ipv4_mapped)
        return str(ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)
