"""The equations of a year, run with symbols in place of numbers, and written as an XMILE model.

Nothing is written a second time: the step functions of `lodeshift.simulation` are called as they are, with arrays that hold
`Term`s; what they compute is the model. Left out, because it only judges a year that is over: decline, reserve life, the
summary. The base year is computed by the reference and gives the stocks their start.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any, ClassVar
from xml.sax.saxutils import escape

import numpy as np

from lodeshift.simulation import budget, firms, people, step_firms, step_people, step_renewal, step_world, world
from lodeshift.simulation import rows as row
from lodeshift.simulation.kernel import Model
from lodeshift.simulation.layout import State

MODULES: tuple[ModuleType, ...] = (world, firms, people, budget, step_world, step_firms, step_people, step_renewal)
SHOWN = {
    "gdp": row.GDP,
    "income": row.INCOME,
    "employment": row.EMPLOYMENT,
    "population": row.POPULATION,
    "debt": row.DEBT,
}


class Term:
    """One symbol or operation; every operation becomes one variable of the model."""

    made: ClassVar[list[tuple[str, str]]] = []

    def __init__(self, name: str) -> None:
        self.name = name

    @classmethod
    def of(cls, equation: str) -> Term:
        name = f"v{len(cls.made)}"
        cls.made.append((name, equation))
        return cls(name)

    def __add__(self, other: Any) -> Any:
        return self if _is(other, 0.0) else Term.of(f"{self.name} + {text(other)}")

    def __radd__(self, other: Any) -> Any:
        return self if _is(other, 0.0) else Term.of(f"{text(other)} + {self.name}")

    def __sub__(self, other: Any) -> Any:
        return self if _is(other, 0.0) else Term.of(f"{self.name} - {text(other)}")

    def __rsub__(self, other: Any) -> Any:
        return Term.of(f"{text(other)} - {self.name}")

    def __mul__(self, other: Any) -> Any:
        return 0.0 if _is(other, 0.0) else self if _is(other, 1.0) else Term.of(f"{self.name} * {text(other)}")

    def __rmul__(self, other: Any) -> Any:
        return self.__mul__(other)

    def __truediv__(self, other: Any) -> Any:
        return self if _is(other, 1.0) else Term.of(f"{self.name} / {text(other)}")

    def __rtruediv__(self, other: Any) -> Any:
        return 0.0 if _is(other, 0.0) else Term.of(f"{text(other)} / {self.name}")

    def __neg__(self) -> Any:
        return Term.of(f"0 - {self.name}")


def _is(value: Any, number: float) -> bool:
    return isinstance(value, int | float | np.floating) and float(value) == number


def text(value: Any) -> str:
    """A term's name, or a number as XMILE reads it."""
    return value.name if isinstance(value, Term) else f"({float(value)!r})" if value < 0 else repr(float(value))


def _call(function: str, plain: Callable[..., Any]) -> Callable[..., Any]:
    def call(*values: Any) -> Any:
        if any(isinstance(v, Term) for v in values):
            return Term.of(f"{function}({', '.join(text(v) for v in values)})")
        return plain(*values)

    return call


@contextmanager
def symbolic() -> Iterator[None]:
    """The step functions work on single symbols: one lane, minima and exponentials as calls of the target language."""
    words = {
        "lower": _call("MIN", min),
        "upper": _call("MAX", max),
        "exp": _call("EXP", lambda x: float(np.exp(x))),
        "lanes": lambda: (0,),
    }
    old = [(m, w, getattr(m, w)) for m in MODULES for w in words if hasattr(m, w)]
    for module, word, _ in old:
        setattr(module, word, words[word])
    try:
        yield
    finally:
        for module, word, value in old:
            setattr(module, word, value)


def _by_year(bundle: Any, prefix: str, lookups: dict[str, list[float]], years: int) -> Any:
    """A bundle whose yearly arrays give a lookup over time in year 1 (and numbers in year 0)."""
    changed = {}
    for name in bundle._fields:
        values = getattr(bundle, name)
        if values.ndim == 1 and values.size == years and values.dtype.kind == "f" and years > 1:
            mixed = np.array(values, dtype=object)
            if np.ptp(values) > 0:
                lookups[f"{prefix}_{name}"] = values.tolist()
                mixed[1] = Term(f"{prefix}_{name}")
            changed[name] = mixed
    return bundle._replace(**changed)


def trace(model: Model, theta: np.ndarray, after_base: State) -> dict[str, Any]:
    """Stocks, equations and lookups of a calm city (no shocks).

    `after_base` is the reference's state at the end of the base year, `theta` (rows, 1).
    """
    Term.made = []
    lookups: dict[str, list[float]] = {}
    years = model.years
    plant, city, markets, levers = (
        _by_year(part, prefix, lookups, years)
        for part, prefix in zip(model, ("firms", "city", "markets", "levers"), strict=True)
    )
    for name, axis in (("path", 0), ("demand_growth", 1)):
        table = getattr(markets, name)
        mixed = np.array(table, dtype=object)
        for k in range(table.shape[1 - axis]):
            series = table[:, k] if axis == 0 else table[k]
            if np.ptp(series) > 0:
                lookups[f"markets_{name}_{k}"] = series.tolist()
                mixed[(1, k) if axis == 0 else (k, 1)] = Term(f"markets_{name}_{k}")
        markets = markets._replace(**{name: mixed})
    before: dict[str, tuple[str, tuple[int, ...], float]] = {}
    fields = {}
    for name in State._fields:
        values = getattr(after_base, name)
        symbols = np.empty(values.shape, dtype=object)
        for place in np.ndindex(values.shape):
            stock = "_".join([name, *map(str, place[:-1])])
            symbols[place] = Term(stock)
            before[stock] = (name, place, float(values[place]))
        fields[name] = symbols
    state = State(**fields)
    record = np.zeros((model.record_rows, 1), dtype=object)
    base = np.zeros((model.record_rows, 1), dtype=object)
    base[row.GDP, 0] = Term("gdp_of_base_year")
    no_shock = np.zeros((model.shock_rows, 1), dtype=object)
    drawn = np.array(theta[:, :1], dtype=object)
    with symbolic():
        state.life_weight[0], state.life_sum[0] = 0.0, 0.0
        step_world.move_prices(1, state, drawn, no_shock, markets)
        step_world.move_world(1, state, drawn, no_shock, markets, city)
        step_world.set_costs(1, state, drawn, markets, city)
        bundle = (plant, city, markets, levers)
        chains = plant.young.shape[0]
        step_firms.commit(1, state, drawn, plant, levers, record)
        for c in range(chains):
            step_firms.price_chain(c, state, plant, markets)
            step_firms.set_margin(1, c, state, drawn, bundle)
            step_firms.dig(c, state, plant)
        step_firms.want(1, state, drawn, plant, levers, record)
        for c in range(chains):
            step_firms.settle(1, c, state, plant, markets, record)
            step_firms.take_ore(c, state, plant, record)
            step_firms.account(1, c, state, plant, levers, city, record)
            step_firms.book(c, state, plant, city, record)
            step_firms.emit(1, c, state, plant, markets, levers, record)
            step_renewal.form_expectation(1, c, state, plant)
            step_renewal.order(1, c, state, drawn, plant, levers, record)
            step_renewal.age(1, c, state, drawn, plant, levers)
        step_people.live(1, state, drawn, no_shock, city, record)
        step_people.produce(1, state, city, record)
        step_people.budget_year(1, state, city, levers, record, base)
    after = {stock: getattr(state, name)[place] for stock, (name, place, _) in before.items()}
    return {
        "equations": list(Term.made),
        "lookups": lookups,
        "stocks": {s: (start, text(after[s])) for s, (_, _, start) in before.items() if text(after[s]) != s},
        "constants": {s: start for s, (_, _, start) in before.items() if text(after[s]) == s},
        "shown": {name: text(record[place, 0]) for name, place in SHOWN.items()},
        "years": years,
    }


def folded(traced: dict[str, Any]) -> dict[str, Any]:
    """The same model with every variable that is used once written into the place that uses it, so that the peer has as
    few variables to call as a person would have written."""
    equations = dict(traced["equations"])
    needed = used(traced)
    uses: dict[str, int] = dict.fromkeys(traced["shown"].values(), 2)
    bodies = [b for n, b in equations.items() if n in needed]
    bodies += [after for n, (_, after) in traced["stocks"].items() if n in needed]
    for body in bodies:
        for word in _words(body):
            uses[word] = uses.get(word, 0) + 1

    def fold(body: str) -> str:
        parts = re.split(r"([A-Za-z_][A-Za-z0-9_]*)", body)
        return "".join(f"({fold(equations[p])})" if p in equations and uses.get(p) == 1 else p for p in parts)

    kept = [(n, fold(b)) for n, b in equations.items() if n in needed and uses.get(n, 0) > 1]
    stocks = {n: (start, fold(after)) for n, (start, after) in traced["stocks"].items()}
    return traced | {"equations": kept, "stocks": stocks}


def used(traced: dict[str, Any]) -> set[str]:
    """Names that the shown results need, stocks and all; what the year computes for nobody is left out of the model."""
    equations = dict(traced["equations"])
    stocks, needed = traced["stocks"], set()
    open_names = list(traced["shown"].values())
    while open_names:
        name = open_names.pop()
        if name in needed:
            continue
        needed.add(name)
        body = equations.get(name) or (stocks[name][1] if name in stocks else "")
        open_names += [w for w in _words(body) if w not in needed]
    return needed


def _words(equation: str) -> list[str]:
    cleaned = "".join(c if c.isalnum() or c == "_" else " " for c in equation)
    return [w for w in cleaned.split() if w[0].isalpha() and w not in {"MIN", "MAX", "EXP"}]


def xmile(traced: dict[str, Any], base_gdp: float) -> str:
    """The model as XMILE text: stocks step by (next - now) a year, from year 1."""
    needed = used(traced)
    parts = []
    for name, (start, after) in traced["stocks"].items():
        if name in needed:
            parts.append(f'<stock name="{name}"><eqn>{start!r}</eqn><inflow>d_{name}</inflow></stock>')
            parts.append(f'<flow name="d_{name}"><eqn>{escape(after)} - {name}</eqn></flow>')
    for name, value in {**traced["constants"], "gdp_of_base_year": base_gdp}.items():
        if name in needed:
            parts.append(f'<aux name="{name}"><eqn>{value!r}</eqn></aux>')
    last = traced["years"] - 1
    for name, series in traced["lookups"].items():
        if name in needed:
            points = ",".join(repr(float(v)) for v in series)
            gf = f'<gf><xscale min="0" max="{last}"/><ypts>{points}</ypts></gf>'
            parts.append(f'<aux name="{name}"><eqn>TIME</eqn>{gf}</aux>')
    for name, equation in traced["equations"]:
        if name in needed:
            parts.append(f'<aux name="{name}"><eqn>{escape(equation)}</eqn></aux>')
    for name, source in traced["shown"].items():
        parts.append(f'<aux name="shown_{name}"><eqn>{source}</eqn></aux>')
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">'
        '<header><vendor>lodeshift</vendor><product version="1">benchmark</product><name>city</name></header>'
        f'<sim_specs method="Euler" time_units="Years"><start>1</start><stop>{last}</stop><dt>1</dt></sim_specs>'
        f"<model><variables>{''.join(parts)}</variables></model></xmile>"
    )
