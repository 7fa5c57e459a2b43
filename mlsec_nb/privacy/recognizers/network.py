"""Devices of people: IP addresses (RFC 4291, RFC 791) with or without a port, MAC, IMEI (3GPP TS 23.003)."""

from __future__ import annotations

import ipaddress
import re

from mlsec_nb.privacy.digits import luhn, only
from mlsec_nb.privacy.kind import Kind, Sample, listed, pattern

_IPV4 = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_WITH_PORT = re.compile(r"(?:(\d{1,3}(?:\.\d{1,3}){3})|\[([0-9A-Fa-f:.]{2,45})\]):(\d{1,5})")
_HEADS = listed(
    """
    ip, ip address, ip addr, ipv4, ipv6, ipaddr, ipaddress, client ip, remote addr, adresse ip, remote
    address
    """
)
LONGEST_PATH = 200
_SERVERS = 32_768
"""Ports below are those of services: a server's address is nobody's."""


def _is_address(value: str) -> bool:
    if not 2 <= len(value) <= 45 or not ("." in value or ":" in value):
        return False
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        return False
    return not (address.is_unspecified or address.is_multicast) or address.version == 4


def _is_ipv4(value: str) -> bool:
    """One address, or those that a request passed (``X-Forwarded-For``)."""
    return all(map(_is_one_ipv4, value[:LONGEST_PATH].split(", ")))


def _is_one_ipv4(value: str) -> bool:
    return _IPV4.fullmatch(value) is not None and _is_address(value) and not _is_netmask(value)


def _is_netmask(value: str) -> bool:
    if not value.startswith(("255.", "0.0.")):
        return False
    number = int(ipaddress.IPv4Address(value))
    flipped = number ^ 0xFFFFFFFF
    return flipped & (flipped + 1) == 0 or number & (number + 1) == 0


def _is_ipv6(value: str) -> bool:
    return value.count(":") >= 2 and _is_address(value.split("%")[0])


def _is_client(value: str) -> bool:
    found = _WITH_PORT.fullmatch(value)
    return (
        found is not None and _is_address(found.group(1) or found.group(2)) and int(found.group(3)) < 65_536
    )


def _spread(sample: Sample) -> bool:
    """Version numbers start with small numbers, whatever the last one is; addresses do not."""
    first = [value.partition(",")[0] for value in sample.values]
    parts = [[int(part) for part in value.split(".")] for value in first if _IPV4.fullmatch(value)]
    private = len({part[0] for part in parts}) == 1 and parts[0][0] == 10
    large = sum(max(part if private else part[:3]) > 64 for part in parts)
    return large > 0.6 * len(sample.values)


def _ephemeral(sample: Sample) -> bool:
    """Clients speak from many high ports, services listen on few low ones."""
    ports = [int(value.rpartition(":")[2]) for value in sample.values if value.rpartition(":")[2].isdigit()]
    high = sum(port >= _SERVERS for port in ports)
    return high > 0.6 * len(ports) or (len(set(ports)) > 0.5 * len(ports) > 5)


def _is_imei(value: str) -> bool:
    digits = only(value, 15)
    return digits[:2] in ("01", "35", "86", "98", "99", "45", "49", "52", "53") and luhn(digits)


def _hexadecimal(sample: Sample) -> bool:
    """Pairs of digits alone are dates or draws: one MAC address in three hundred has no letter."""
    lettered = sum(any(map(str.isalpha, value)) for value in sample.values)
    return lettered > 0.8 * len(sample.values)


def _is_mac(value: str) -> bool:
    return _MAC(value) and len({*value.lower()} - {*":-."}) > 1


_MAC = pattern(
    r"[0-9A-Fa-f]{2}([:-])(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}|(?:[0-9A-Fa-f]{4}\.){2}[0-9A-Fa-f]{4}"
)

KINDS = (
    Kind(
        name="ip-address",
        label="IP address",
        check=_is_ipv4,
        heads=_HEADS,
        whole=_spread,
        whole_named=_spread,
    ),
    Kind(name="ipv6-address", label="IPv6 address", check=_is_ipv6, heads=_HEADS, strong=True),
    Kind(
        name="ip-address-and-port",
        label="IP address with a port",
        check=_is_client,
        heads=(*_HEADS, "client", "peer", "remote", "src", "source", "visitor"),
        whole=_ephemeral,
        whole_named=_ephemeral,
        strong=True,
    ),
    Kind(
        name="imei",
        label="number of a mobile device (IMEI)",
        check=_is_imei,
        heads=("imei", "imei1", "imei2", "imei no", "imei number"),
        digits=True,
        strong=True,
    ),
    Kind(
        name="mac-address",
        label="MAC address",
        check=_is_mac,
        heads=("mac", "mac address", "mac addr", "hwaddr", "bssid", "ethernet"),
        strong=True,
        whole=_hexadecimal,
        whole_named=_hexadecimal,
    ),
)
