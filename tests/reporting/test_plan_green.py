"""What green power does, on the page."""

from __future__ import annotations

from dataclasses import replace

from lodeshift.reporting import plan_green
from lodeshift.reporting.telling import Telling


def test_finding_tells_carbon_and_cost(telling: Telling) -> None:
    section = plan_green.section(telling)
    assert section is not None
    text = "".join(section.blocks)
    assert (
        "With 90% green power finished anode material, synthetic graphite carries 2.39 instead of 7.67 kg CO₂ per kg; "
        "its cost per tonne changes by +2.4% against 0%" in text
    )
    assert "Upstream emissions of bought inputs are not counted" in text
    assert "with upstream where known" not in text


def test_upstream_is_drawn_where_every_variant_has_it(telling: Telling) -> None:
    variants = tuple(
        replace(v, kgco2_per_kg={c: {**f, "upstream": 3.0} for c, f in v.kgco2_per_kg.items()})
        for v in telling.plan.green
    )
    section = plan_green.section(replace(telling, plan=replace(telling.plan, green=variants)))
    assert section is not None
    assert "with upstream where known" in "".join(section.blocks)
    assert "counted only where a factor row exists" in "".join(section.blocks)


def test_order_of_variants_does_not_matter(telling: Telling) -> None:
    turned = replace(telling, plan=replace(telling.plan, green=telling.plan.green[::-1]))
    assert plan_green.green_figure(turned) == plan_green.green_figure(telling)


def test_one_variant_or_no_product_is_no_section(telling: Telling) -> None:
    assert plan_green.section(replace(telling, plan=replace(telling.plan, green=telling.plan.green[:1]))) is None
    bare = tuple(replace(v, kgco2_per_kg={}) for v in telling.plan.green)
    assert plan_green.section(replace(telling, plan=replace(telling.plan, green=bare))) is None


def test_table_has_a_row_for_each_share_and_whole_circuits(telling: Telling) -> None:
    table = plan_green.green_table(telling)
    assert table.count("<tr>") == 1 + len(telling.plan.green)
    assert '<td class="number">6</td>' in table
