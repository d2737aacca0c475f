"""The network of a battery pack, loops and co-products included, solved by bw2calc (extra `bench`) on the same matrices."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest
from scipy.sparse import identity

from lodeshift.tracing import build, footprint
from lodeshift.tracing.build import Setting, market_id
from lodeshift.tracing.network import LOCATION, SCOPE1, SCOPE3

PRODUCTS = ("battery_pack_lfp", "aluminium", "steel", "ndfeb_magnet", "polysilicon")


def test_scores_of_the_recipes_network_are_bw2calcs() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        bw2calc = pytest.importorskip("bw2calc", reason="bw2calc is in the extra `bench`")
        bw_processing = pytest.importorskip("bw_processing", reason="comes with bw2calc")
        package = bw_processing.create_datapackage()

        network = build.system(Setting("zone", "Gansu", 2026, frozenset({"cell_lfp", "pack_lfp"})), PRODUCTS)
        size = len(network.nodes)
        whole = (identity(size, format="csc") - network.matrix()).tocoo()
        emitted = np.asarray(network.emissions())
        total = np.sum([emitted[:, network.columns.index(name)] for name in (SCOPE1, LOCATION, SCOPE3)], axis=0)
        entries: tuple[tuple[str, Any, Any, Any], ...] = (
            ("technosphere_matrix", whole.data, whole.row, whole.col),
            ("biosphere_matrix", total, np.full(size, size), np.arange(size)),
            ("characterization_matrix", np.ones(1), np.full(1, size), np.full(1, size)),
        )
        for matrix, data, rows, columns in entries:
            indices = np.empty(len(data), dtype=bw_processing.INDICES_DTYPE)
            indices["row"], indices["col"] = rows, columns
            package.add_persistent_vector(matrix=matrix, indices_array=indices, data_array=np.asarray(data))
        found = footprint.carried(network).total
        for product in PRODUCTS:
            node = network.index(market_id(product, "zone"))
            calc = bw2calc.LCA({node: 1.0}, data_objs=[package])
            calc.lci()
            calc.lcia()
            assert found[node] == pytest.approx(calc.score, rel=1e-10)
