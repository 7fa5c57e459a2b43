"""Where somebody is: coordinates so precise that they mean a house."""

from __future__ import annotations

import re

from mlsec_nb.privacy.headers import OWNERS
from mlsec_nb.privacy.kind import Kind, Sample, listed

_NUMBER = r"(?:Decimal\(')?(-?\d{1,3}\.\d{4,18})(?:'\))?"
_PAIR = re.compile(rf"(?:POINT ?)?[(\[{{]?{_NUMBER}[,; ]\s?{_NUMBER}[)\]}}]?")
_ONE = re.compile(r"-?\d{1,3}\.\d{3,18}")
_DEGREES = re.compile(r"\d{1,3}° ?\d{1,2}['′] ?\d{1,2}(?:\.\d+)?[\"″]? ?[NSEW]")


def _is_pair(value: str) -> bool:
    found = _PAIR.fullmatch(value)
    if found is None:
        return False
    first, second = abs(float(found.group(1))), abs(float(found.group(2)))
    return min(first, second) <= 90 and max(first, second) <= 180


def _is_coordinate(value: str) -> bool:
    if _DEGREES.fullmatch(value):
        return True
    return _ONE.fullmatch(value) is not None and abs(float(value)) <= 180


def _on_the_map(sample: Sample) -> bool:
    """Scores between 0 and 1 are no coordinates, whatever the header says."""
    sizes = [abs(float(value)) for value in sample.values if _ONE.fullmatch(value)]
    return not sizes or max(sizes) > 1.5


def _pairs_on_the_map(sample: Sample) -> bool:
    """Two scores side by side are no place either, and a few places are those of shops or stations."""
    found = [match for value in sample.values if (match := _PAIR.fullmatch(value))]
    return len(sample.distinct) > 0.3 * len(sample.values) and any(
        max(abs(float(one)) for one in match.groups()) > 10 for match in found
    )


KINDS = (
    Kind(
        name="coordinates",
        label="geographic position",
        check=_is_pair,
        heads=listed(
            """
            location, latlon, lat lon, latlng, coords, coordinates, geo, gps, position, latlong
            """
        ),
        unless=OWNERS,
        whole=_pairs_on_the_map,
        whole_named=_pairs_on_the_map,
    ),
    Kind(
        name="coordinate",
        label="latitude or longitude",
        check=_is_coordinate,
        heads=listed(
            """
            lat, latitude, lon, lng, long, longitude, breitengrad, laengengrad, längengrad, latitud,
            longitud, latitudine, longitudine, szerokosc, широта, долгота, 纬度, 经度, 緯度, 経度
            """
        ),
        unless=OWNERS,
        blind=None,
        named=0.9,
        whole_named=_on_the_map,
    ),
)
