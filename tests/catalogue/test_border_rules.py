from __future__ import annotations

import datetime as dt

import pytest

from lodeshift.catalogue import border_rules as rules
from lodeshift.catalogue import goods, tables
from lodeshift.errors import InputRangeError, UnknownIdError

IN_2027 = dt.date(2027, 7, 1)


def test_every_row_names_an_act_a_source_and_a_quality() -> None:
    for table in ("border_rules", "battery_rules", "border_evidence"):
        for row in tables.read(table):
            assert rules.act(row["act"]).id == row["act"]
            assert row["source"] and tables.quality(row)


def test_the_youngest_act_in_force_counts() -> None:
    assert rules.rule("holding_share", on=IN_2027).value == 0.5
    assert rules.rule("holding_share", on=IN_2027, as_of=dt.date(2025, 1, 1)).value == 0.8


def test_drafts_count_only_when_asked_for() -> None:
    with pytest.raises(InputRangeError, match="paris_credit_cap"):
        rules.rule("paris_credit_cap", on=IN_2027)
    assert rules.rule("paris_credit_cap", on=IN_2027, drafts=True).value == 0.1
    with pytest.raises(InputRangeError):
        rules.rule("paris_credit_cap", on=IN_2027, drafts=True, as_of=dt.date(2026, 1, 1))


def test_unknown_rule_and_key() -> None:
    with pytest.raises(UnknownIdError, match="border rule"):
        rules.rule("holding_shares", on=IN_2027)
    with pytest.raises(UnknownIdError, match="key of rule gwp"):
        rules.rule("gwp", "sf6", on=IN_2027)


def test_dates_are_read() -> None:
    assert rules.rule("certificates_sold_from", on=IN_2027).date == dt.date(2027, 2, 1)
    assert rules.rule("declaration_from", "lmt", on=dt.date(2029, 1, 1)).date == dt.date(2028, 8, 18)


def test_price_path_is_straight_between_rows_and_knows_the_published_quarter() -> None:
    figure, state = rules.certificate_price(2029)
    assert figure.central == pytest.approx((79 + 83) / 2)
    assert state == "assumed"
    assert rules.certificate_price(2026, 1)[1] == "published"
    with pytest.raises(InputRangeError):
        rules.certificate_price(2030, as_of=dt.date(2026, 1, 1))


def test_evidence_a_direct_line_counts_everywhere_a_certificate_in_neither_eu_regime() -> None:
    assert rules.accepted("cbam") == {"direct_line", "ppa"}
    assert rules.accepted("battery") == {"direct_line"}
    assert all("direct_line" in rules.accepted(regime) for regime in rules.regimes())
    with pytest.raises(UnknownIdError):
        rules.accepted("moon")


def test_entries_and_destinations() -> None:
    assert all(id in goods.commodities() for id in rules.entries())
    assert rules.destination("EU").mechanism == "cbam"
    assert not rules.destination("domestic").export
    with pytest.raises(UnknownIdError):
        rules.destination("Atlantis")


def test_every_regime_says_what_power_without_evidence_counts() -> None:
    assert {regime: rules.rest_is_average(regime) for regime in rules.regimes()} == {
        "cbam": True,
        "battery": True,
        "scope2_market": False,
        "scope2_hourly": False,
    }
    with pytest.raises(UnknownIdError, match="regime"):
        rules.rest_is_average("by taste")


def test_batteries_and_keys_of_rules() -> None:
    assert set(rules.batteries()) == {"battery_cell_lfp", "battery_cell_ncm", "battery_pack_lfp"}
    assert rules.has_key("de_minimis_exempt_never", "hydrogen")
    assert not rules.has_key("de_minimis_exempt_never", "iron_steel")
    with pytest.raises(UnknownIdError, match="border rule"):
        rules.has_key("no_such_rule", "")
