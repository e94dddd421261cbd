"""Where a request comes from, as far as the network tells; TRUSTED_PROXIES says which proxies to believe."""

from ipaddress import ip_address, ip_network

from flask import request

SUBSCRIBER = {4: 32, 6: 64}  # bits: an IPv6 subscriber has a whole /64 (RFC 6177)
NETWORK = {4: 24, 6: 48}


def subscriber() -> str:
    """Return the address of the one who asks; of IPv6 what all their addresses begin with."""
    return _beginning(SUBSCRIBER)


def network() -> str:
    """Return what the addresses around the one who asks begin with."""
    return _beginning(NETWORK)


def _beginning(bits: dict[int, int]) -> str:
    try:
        address = ip_address(str(request.remote_addr))
    except ValueError:  # a proxy that names none
        return ""
    return str(ip_network((address, bits[address.version]), strict=False))
