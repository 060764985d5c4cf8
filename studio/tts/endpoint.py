"""Where a speech server is and how to be let in: addresses, region and key, checked once."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode, urlsplit

from studio.redaction import remember_secret
from studio.sentences import sentence
from studio.tts.errors import unusable

_NO_ADDRESS = sentence(
    "tts.no_address", "“{address}” is not an address such as https://example.org"
)
_NOT_SECRET = sentence(
    "tts.not_secret", "{host} is not this computer, and the address must begin with https://"
)
_NO_REGION = sentence("tts.no_region", "“{region}” is not one of the regions eu, us and global")
_BAD_KEY = sentence(
    "tts.bad_key", "the key has letters no key has; copy it anew, without spaces or line ends"
)

_HOSTS = {"eu": "https://api.eu.kugelaudio.com"}
_DEFAULT_HOST = "https://api.kugelaudio.com"
_REGIONS = ("eu", "us", "global")


@dataclass(frozen=True, slots=True)
class Endpoint:
    http_url: str
    socket_url: str
    host: str
    is_loopback: bool
    http_is_loopback: bool
    key: str = field(repr=False)

    def socket_address(self, path: str) -> str:
        """The address of an endpoint, with the key percent-encoded. Secret: never to be shown."""
        query = urlencode({"api_key": self.key}, quote_via=quote, safe="") if self.key else ""
        return f"{self.socket_url}{path}{'?' + query if query else ''}"

    def headers(self) -> dict[str, str]:
        """What lets us in over HTTP. Secret."""
        return {"Authorization": f"Bearer {self.key}", "X-API-Key": self.key} if self.key else {}


def endpoint(
    api_url: str | None, api_key: str, *, region: str | None = None, tts_url: str | None = None
) -> Endpoint:
    """The endpoint for what the user gave. An address beats a region, a region the key's prefix."""
    prefix, _, rest = api_key.partition("-")
    key = rest if prefix in _REGIONS and rest else api_key
    if not key.isascii() or not key.isprintable() or " " in key:
        raise unusable(_BAD_KEY())
    if region is not None and region not in _REGIONS:
        raise unusable(_NO_REGION(region=region))
    chosen = region or (prefix if prefix in _REGIONS else "")
    http_url, _, http_is_loopback = _checked(api_url or _HOSTS.get(chosen, _DEFAULT_HOST))
    socket_url, host, is_loopback = _checked(tts_url or http_url)
    if key:
        remember_secret(api_key)
    socket_url = "ws" + socket_url.removeprefix("http")
    return Endpoint(http_url, socket_url, host, is_loopback, http_is_loopback, key)


def _checked(address: str) -> tuple[str, str, bool]:
    """The address without a trailing slash, its host, and whether that is this computer."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise unusable(_NO_ADDRESS(address=address)) from None
    scheme = {"ws": "http", "wss": "https"}.get(parts.scheme, parts.scheme)
    plain = address.isascii() and address.isprintable() and " " not in address
    if scheme not in ("http", "https") or not host or not plain or "@" in parts.netloc:
        raise unusable(_NO_ADDRESS(address=address))
    if parts.query or parts.fragment:
        raise unusable(_NO_ADDRESS(address=address))
    is_loopback = _is_loopback(host)
    if scheme == "http" and not is_loopback:
        raise unusable(_NOT_SECRET(host=host))
    name = f"[{host}]" if ":" in host else host
    where = f"{name}:{port}" if port else name
    return f"{scheme}://{where}{parts.path.rstrip('/')}", where, is_loopback


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
