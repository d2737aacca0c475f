from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lodeshift.errors import InputError, InputRangeError, UnknownIdError
from lodeshift.matching.ground import comparable_places
from lodeshift.records.note import note
from lodeshift.study.match import MatchQuestion, RelatednessTable, answer_match, comparable, cost_table_csv


def ask(city: str = "baotou", **changes: object) -> MatchQuestion:
    given: dict[str, object] = {"draws": 0, "products": ("ndfeb_magnet", "tin"), **changes}
    return MatchQuestion(city, **given)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def jobs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("match") / "jobs.csv"
    rng = np.random.default_rng(0)
    lines = ["city,industry,jobs"]
    for city in ("Baotou", "鹤岗市", "gejiu", *(f"other {i}" for i in range(9))):
        for industry in ("ndfeb_magnet", "Refined tin", "food", "mills", "software", "cement"):
            if rng.random() < 0.75 or city == "Baotou":
                lines.append(f"{city},{industry},{rng.integers(1, 100)}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_cities_by_any_name() -> None:
    assert comparable("包头") == comparable("Baotou") == "baotou"


def test_places_without_data_say_why() -> None:
    with pytest.raises(InputError, match="Tibet has no row for energy"):
        comparable("qusum")
    with pytest.raises(InputError, match="no city"):
        comparable("shanghai-port")
    with pytest.raises(UnknownIdError, match="baotou"):
        comparable("bautou")


def test_coverage_counts_and_names_rows() -> None:
    answer = answer_match(ask())
    cover = answer.coverage
    assert (
        cover.compared == len(comparable_places()[0])
        and note("matching.no_tariff_row", "Tibet", site="qusum", parts=("energy",)) in cover.left_out
    )
    assert cover.with_deposits + cover.with_words_only < cover.compared
    assert {e.commodity for e in cover.evidence} >= {"ree_ore", "ndfeb_magnet"}
    assert note("matching.no_table") in cover.missing
    assert answer.assumptions["interest"] == note("matching.interest", value=0.08)


def test_a_city_with_words_only_is_told_so() -> None:
    assert note("matching.only_words", site="datong-shanxi") in answer_match(ask("datong-shanxi")).coverage.missing
    assert note("matching.no_row", site="qingtian") in answer_match(ask("qingtian")).coverage.missing


def test_options_reach_the_costs() -> None:
    def cost(**changes: object) -> float:
        return answer_match(ask("baotou", products=("steel",), **changes)).candidates[0].cost.central

    usual = cost()
    assert cost(own_power=False) > usual
    assert cost(carbon_price_cny_per_t=100.0) == pytest.approx(usual + 192.5, abs=5)
    assert cost(market="EU", year=2030) > usual + 500
    assert cost(ore_at_worth=True) > usual


def test_extraction_only_when_asked_or_named() -> None:
    usual = {one.product for one in answer_match(ask(products=())).candidates}
    wide = {one.product for one in answer_match(ask(products=(), with_extraction=True)).candidates}
    assert "ree_concentrate" in wide - usual
    assert answer_match(ask(products=("ree_concentrate",))).candidates[0].product == "ree_concentrate"


def test_relatedness_from_the_user_s_table(jobs: Path) -> None:
    table = RelatednessTable(jobs, "city,industry,jobs")
    rows = {one.product: one.relatedness for one in answer_match(ask(table=table)).candidates}
    assert all(value is not None and 0 <= value <= 1 for value in rows.values())


def test_relatedness_by_a_file_of_names(jobs: Path, tmp_path: Path) -> None:
    names = tmp_path / "names.csv"
    names.write_text("activity,product\nmills,steel\n", encoding="utf-8")
    table = RelatednessTable(jobs, "city,industry,jobs", names)
    rows = {
        one.product: one.relatedness for one in answer_match(ask(table=table, products=("steel", "zinc"))).candidates
    }
    assert rows["steel"] is not None and rows["zinc"] is None
    names.write_text("activity,product\nmills,steeel\nfood,bread\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        answer_match(ask(table=table))
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(
    ("changes", "error", "part"),
    [
        ({"radius_km": -1.0}, InputRangeError, "radius"),
        ({"draws": -1}, InputRangeError, "draws"),
        ({"products": ("bread",)}, InputError, "bread"),
        ({"market": "atlantis"}, UnknownIdError, "atlantis"),
        ({"weights": ("cost",)}, InputError, "MEASURE=NUMBER"),
    ],
)
def test_questions_that_cannot_be_answered(changes: dict[str, object], error: type[Exception], part: str) -> None:
    with pytest.raises(error, match=part):
        answer_match(ask("baotou", **changes))


def test_tables_that_cannot_be_used(jobs: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no region jinchang"):
        answer_match(ask("jinchang", table=RelatednessTable(jobs, "city,industry,jobs")))
    with pytest.raises(InputError, match="table-columns"):
        answer_match(ask(table=RelatednessTable(jobs, "city,industry")))
    with pytest.raises(InputError, match="no activity that is a product"):
        answer_match(ask(table=RelatednessTable(jobs, "city,industry,jobs"), products=("zinc",)))
    with pytest.raises(InputError, match="no such file"):
        answer_match(ask(table=RelatednessTable(jobs, "city,industry,jobs", tmp_path / "none.csv")))


def test_cost_table_has_a_row_for_every_pair_that_can_be_made() -> None:
    lines = cost_table_csv(ask()).splitlines()
    assert lines[0].startswith("city,product,unit,cost_low")
    assert len(lines) == 1 + 2 * len(comparable_places()[0])
    assert any(line.startswith("gejiu,tin,CNY/t") and f",1,{len(comparable_places()[0])}," in line for line in lines)
