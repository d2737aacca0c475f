"""Emissions of an installation and of a production process: the equations of Impl. Reg. (EU) 2025/2547, Annex II.

Plain functions in t, TJ, MWh and t CO2e. Factors that the act sets (global warming potentials, 3.664, 0.667) come in
from the dated rules.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from lodeshift.catalogue import border_rules
from lodeshift.errors import InputRangeError, check_range


@dataclass(frozen=True, slots=True)
class Factors:
    """Factors of the act: t CO2 per t C, GWPs (t CO2e per t), the waste-gas correction."""

    co2_per_c: float
    gwp_n2o: float
    gwp_cf4: float
    gwp_c2f6: float
    waste_gas_correction: float


def factors(year: int = 2026, as_of: dt.date | None = None) -> Factors:
    """The factors that hold for a year by the law of a day."""
    on = dt.date(year, 7, 1)

    def value(name: str, key: str = "") -> float:
        return border_rules.rule(name, key, on=on, as_of=as_of).value

    return Factors(
        co2_per_c=value("co2_per_c"),
        gwp_n2o=value("gwp", "n2o"),
        gwp_cf4=value("gwp", "cf4"),
        gwp_c2f6=value("gwp", "c2f6"),
        waste_gas_correction=value("waste_gas_correction"),
    )


def combustion_t(energy_tj: float, ef_t_per_tj: float, oxidation: float = 1.0, biomass_share: float = 0.0) -> float:
    """Fossil CO2 of a fuel in t: energy x factor x oxidation x (1 - zero-rated biomass share); eq. 5, 6, 10."""
    check_range("energy", energy_tj, at_least=0)
    check_range("biomass share", biomass_share, at_least=0, at_most=1)
    check_range("oxidation factor", oxidation, at_least=0, at_most=1)
    return energy_tj * ef_t_per_tj * oxidation * (1.0 - biomass_share)


def process_t(amount_t: float, ef_t_per_t: float, conversion: float = 1.0) -> float:
    """Process CO2 in t, for example of a carbonate: amount x factor x conversion factor; eq. 11."""
    check_range("amount", amount_t, at_least=0)
    check_range("conversion factor", conversion, at_least=0, at_most=1)
    return amount_t * ef_t_per_t * conversion


def mass_balance_t(carbon_in_t: float, carbon_out_t: float, co2_per_c: float) -> float:
    """CO2 of a carbon balance in t: what goes in less what leaves in products and residues, times t CO2 per t C; eq. 12."""
    return co2_per_c * (carbon_in_t - carbon_out_t)


def cf4_slope_t(minutes_per_cell_day: float, slope_kg_per_t_minute: float, aluminium_t: float) -> float:
    """CF4 of primary aluminium in t by the slope method: anode-effect minutes x slope factor / 1000 x metal; eq. 21."""
    return minutes_per_cell_day * slope_kg_per_t_minute / 1000.0 * aluminium_t


def cf4_overvoltage_t(
    coefficient_kg_per_t_mv: float, overvoltage_mv: float, current_efficiency_percent: float, aluminium_t: float
) -> float:
    """CF4 in t by the overvoltage method: coefficient x overvoltage / current efficiency x metal x 0.001; eq. 24.

    The current efficiency counts in percent (95, not 0.95): the fraction would overstate CF4 a hundredfold.

    Raises
    ------
    InputRangeError : a current efficiency of at most 1 or above 100.
    """
    if not 1.0 < current_efficiency_percent <= 100.0:
        raise InputRangeError(f"current efficiency {current_efficiency_percent!r} must be in percent, such as 95")
    return coefficient_kg_per_t_mv * overvoltage_mv / current_efficiency_percent * aluminium_t * 1e-3


def pfc_t(cf4_t: float, c2f6_per_cf4: float, found: Factors) -> float:
    """CF4 and C2F6 in t CO2e; C2F6 is a weight fraction of CF4; eq. 22, 25, 26."""
    return cf4_t * found.gwp_cf4 + cf4_t * c2f6_per_cf4 * found.gwp_c2f6


@dataclass(frozen=True, slots=True)
class Attribution:
    """What goes into the emissions attributed to one production process, all in t CO2e (eq. 55).

    `direct_t` holds the full combustion of waste gas that is exported. Heat and electricity are their amounts times
    their factors; waste gas is volume x calorific value x the factor of natural gas, before correction.
    """

    direct_t: float
    heat_in_t: float = 0.0
    heat_out_t: float = 0.0
    waste_gas_in_t: float = 0.0
    waste_gas_out_t: float = 0.0
    electricity_out_t: float = 0.0


def attributed_direct_t(parts: Attribution, found: Factors) -> float:
    """Direct emissions attributed to a process in t CO2e, never below zero; eq. 55."""
    total = (
        parts.direct_t
        + parts.heat_in_t
        - parts.heat_out_t
        + parts.waste_gas_in_t
        - parts.waste_gas_out_t * found.waste_gas_correction
        - parts.electricity_out_t
    )
    return max(0.0, total)


def indirect_t(electricity: Iterable[tuple[float, float]]) -> float:
    """Indirect emissions in t CO2e of electricity used: sum of MWh x t CO2e/MWh; eq. 56."""
    return sum(mwh * factor for mwh, factor in electricity)


def shared_by_mass(total_t: float, own_output_t: float, all_outputs_t: float) -> float:
    """Part of a plant's emissions that one good carries where several leave one process: by mass of output."""
    check_range("total output", all_outputs_t, at_least=1e-12)
    check_range("own output", own_output_t, at_least=0, at_most=all_outputs_t)
    return total_t * own_output_t / all_outputs_t
