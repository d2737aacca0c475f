"""Rules of the city's money. mcny a year; taxes and grants are transfers between firm and city. One lane is one draw."""

from __future__ import annotations

from lodeshift.simulation.elementary import Lanes, upper

M = 1.0e-6
"""CNY to million CNY."""


def vat_paid(income: Lanes, rate: Lanes) -> Lanes:
    """VAT on a chain's value added (never refunded in cash beyond it, in this model)."""
    return rate * upper(income, 0.0)


def profit_tax_paid(profit: Lanes, depreciation: Lanes, rate: Lanes) -> Lanes:
    """Profit tax on profit after straight-line depreciation, no carrying of losses (ours)."""
    return rate * upper(profit - depreciation, 0.0)


def city_share(vat: Lanes, vat_local: Lanes, profit_tax: Lanes, profit_tax_local: Lanes, resource_tax: Lanes) -> Lanes:
    """What the city keeps: its share of VAT (50 % since 2016) and of profit tax (40 %), and all of the resource tax."""
    return vat_local * vat + profit_tax_local * profit_tax + resource_tax


def spent_of_surplus(surplus: Lanes, share: Lanes) -> Lanes:
    """What a city spends of what it has left over; the rest pays off debt (ours)."""
    return share * upper(surplus, 0.0)


def next_debt(debt: Lanes, balance: Lanes) -> Lanes:
    """Debt grows by what the balance lacks; interest is part of the balance."""
    return debt - balance
