"""Raw tables of the border mechanism."""

from lodeshift.catalogue import carbon


def test_sizes_and_phase_in() -> None:
    assert len(carbon.goods()) == 572
    assert len(carbon.benchmarks()) == 2465
    for row in carbon.phase_in():
        assert float(row["cbam_factor_free_share"]) + float(row["obligation_share"]) == 1
    assert [row["year"] for row in carbon.phase_in()] == [str(year) for year in range(2026, 2036)]


def test_marked_up_defaults_follow_the_mark_up() -> None:
    for row in carbon.default_values():
        if (
            row["total"]
            and row["with_markup_2026"]
            and row["sector"] not in ("Fertilisers", "Fertiliser", "Electricity")
        ):
            assert abs(float(row["total"]) * 1.1 - float(row["with_markup_2026"])) < 0.02, row["_row"]


def test_copper_and_battery_goods_are_not_covered() -> None:
    codes = {row["cn_code"][:4] for row in carbon.goods()}
    assert "7410" not in codes and "8507" not in codes and "3801" not in codes
    assert "7607" in codes
    assert all(row["status"].startswith("proposal") for row in carbon.downstream_proposal())
