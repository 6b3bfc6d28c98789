"""Body part and view, from header and from names."""

from __future__ import annotations

import pytest

from workstation.hanging.regions import Region, region_words, regions_of
from workstation.hanging.views import View, views_of


@pytest.mark.parametrize(
    ("body_part", "regions"),
    [
        ("LSPINE", {Region.SPINE, Region.LUMBAR}),
        ("CSPINE", {Region.SPINE, Region.CERVICAL}),
        ("TSPINE", {Region.SPINE, Region.THORACIC}),
        ("TLSPINE", {Region.SPINE, Region.THORACIC, Region.LUMBAR}),
        ("SPINE", {Region.SPINE}),
        ("KNEE", {Region.KNEE}),
        ("SI JOINT", {Region.SPINE, Region.SACRUM, Region.PELVIS}),
        ("BREAST", {Region.BREAST}),
    ],
)
def test_body_part_examined_names_the_region(body_part: str, regions: set[Region]) -> None:
    assert regions_of(body_part, ("brain",)) == regions


def test_without_a_body_part_the_descriptions_are_read_in_order() -> None:
    assert regions_of(None, ("Sag T2", "MR lumbar spine")) == {Region.SPINE, Region.LUMBAR}
    assert regions_of("", ("Sag T2", "")) == frozenset()


def test_a_part_of_the_spine_is_said_without_the_spine() -> None:
    assert region_words(frozenset({Region.SPINE, Region.LUMBAR})) == ("lumbar spine",)
    assert region_words(frozenset({Region.SPINE})) == ("spine",)


@pytest.mark.parametrize(
    ("position", "name", "views"),
    [
        ("AP", "", {View.AP}),
        ("LL", "flexion", {View.LATERAL, View.FLEXION}),
        ("", "Cervical LAT", {View.LATERAL}),
        ("", "L-spine lateral extension", {View.LATERAL, View.EXTENSION}),
        ("", "Lumbar flex/ext", set()),
        ("", "AP and LAT", set()),
        ("PA", "LAT", set()),
        ("PA", "AP", {View.PA}),
        ("AP", "Cervical OBLI 1", {View.OBLIQUE}),
        ("", "", set()),
    ],
)
def test_the_view_comes_from_the_header_before_the_name(position: str, name: str, views: set[View]) -> None:
    assert views_of(position, name) == views
