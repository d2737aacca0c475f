"""The bundles and their shapes."""

from __future__ import annotations

import pytest
from tests.simulation import worlds

from lodeshift.simulation import layout
from lodeshift.simulation.packing import BUNDLES

BY_SHAPE = {"PerChain": "C", "PerPrice": "K", "PerTier": "R", "PerEnd": "U", "PerYear": "T", "Single": "1"}


@pytest.mark.parametrize("name", sorted(BUNDLES))
def test_every_field_has_a_shape_of_the_layout(name: str) -> None:
    shapes = {hint.__forward_arg__ for hint in BUNDLES[name].__annotations__.values()}
    assert all(hasattr(layout, shape) for shape in shapes)
    assert all(shape.endswith("Lanes") for shape in shapes) == (name == "state")


@pytest.mark.parametrize("city", worlds.CITIES)
def test_the_arrays_of_a_city_have_the_shapes_of_the_layout(city: str) -> None:
    model = worlds.city(city).model
    sizes = {
        "PerChain": (model.chains,),
        "ChainIndex": (model.chains,),
        "PerPrice": (model.prices,),
        "PerEnd": (model.ends,),
        "PerYear": (model.years,),
        "Single": (1,),
        "ChainByPrice": (model.chains, model.prices),
        "PriceByPrice": (model.prices, model.prices),
        "YearByPrice": (model.years, model.prices),
        "EndByYear": (model.ends, model.years),
    }
    for bundle in model:
        for field, hint in type(bundle).__annotations__.items():
            shape = hint.__forward_arg__
            if shape in sizes:
                assert getattr(bundle, field).shape == sizes[shape], field
