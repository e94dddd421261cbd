"""The client addresses of requests; TRUSTED_PROXIES says how many proxies to trust."""

from ipaddress import ip_address, ip_network

from flask import request

SUBSCRIBER = {4: 32, 6: 64}  # bits: an IPv6 subscriber has a whole /64 (RFC 6177)
NETWORK = {4: 24, 6: 48}


def subscriber() -> str:
    """Return the client's IP address; for IPv6, the prefix shared by all of the subscriber's addresses."""
    return _beginning(SUBSCRIBER)


def network() -> str:
    """Return the prefix of the network around the client's address."""
    return _beginning(NETWORK)


def _beginning(bits: dict[int, int]) -> str:
    try:
        address = ip_address(str(request.remote_addr))
    except ValueError:  # the proxy gave no address
        return ""
    return str(ip_network((address, bits[address.version]), strict=False))
