"""Rules of the world outside the city: prices, demand, carbon, the trend of growth. One lane is one draw."""

from __future__ import annotations

from lodeshift.simulation.elementary import Lanes, exp


def next_price(deviation: Lanes, level: Lanes, reversion: Lanes, volatility: Lanes, shock: Lanes) -> Lanes:
    """Log deviation of a price from its path after a year: it falls back to `level` and is pushed by a shock.

    Source: the discrete form of the mean-reverting (Ornstein-Uhlenbeck) log price of Schwartz 1997, J. Finance 52(3),
    model 1. `reversion` is the share of the deviation left after a year, 2^(-1/half-life).
    """
    return level + reversion * (deviation - level) + volatility * shock


def price_multiple(path: Lanes, deviation: Lanes) -> Lanes:
    """Price over base price. The path is the median, so that zero volatility gives the path itself. Ours."""
    return exp(path + deviation)


def next_demand(index: Lanes, growth: Lanes, volatility: Lanes, shock: Lanes) -> Lanes:
    """Demand of an end use over that of the base year: geometric growth with a lasting yearly shock. Ours."""
    return index * exp(growth + volatility * shock)


def carbon_price(path: Lanes, factor: Lanes, deviation: Lanes) -> Lanes:
    """National allowance price of a year in CNY per t: central path times the draw's factor and deviation. Ours."""
    return path * exp(factor + deviation)


def next_trend(trend: Lanes, long_run: Lanes, persistence: Lanes, sigma: Lanes, shock: Lanes) -> Lanes:
    """Growth of output per head that all cities share, log per year: it falls towards its long-run rate.

    Source: the convergence of growth rates (Barro & Sala-i-Martin 1992, J. Political Economy 100(2)); the speed is
    a pooled constant (see `pooled`).
    """
    return long_run + persistence * (trend - long_run) + sigma * shock


def next_deviation(deviation: Lanes, persistence: Lanes, sigma: Lanes, shock: Lanes) -> Lanes:
    """A city's lead or lag in growth, log per year: it fades. Source: Easterly, Kremer, Pritchett, Summers 1993
    (J. Monetary Economics 32): growth differences persist little; the speed is a pooled constant (see `pooled`)."""
    return persistence * deviation + sigma * shock


def next_productivity(productivity: Lanes, trend: Lanes, per_job: Lanes, sigma: Lanes, shock: Lanes) -> Lanes:
    """Log of output per job outside the chains: trend, the part of the city's lead that is not more jobs, a lasting
    yearly shock. Ours."""
    return productivity + trend + per_job + sigma * shock
