"""The plan while it is being built: the program, the two balances that blocks write to, and the ledger of money.

Blocks never read each other. They put what they give and take into `goods` (per site, commodity, year) and `power`
(per site, year, slice), and every yuan into `ledger`; `balance.py` turns the first two into rows.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lodeshift.planning.columns import PlanColumns
from lodeshift.planning.inputs import Array, PlanInputs
from lodeshift.program.model import Limit, Program
from lodeshift.records.note import Note
from lodeshift.records.plan import Item

Owner = Literal["firm", "city"]
PowerKind = Literal["own", "contract", "plant", "grid", "export", "load", "charge", "discharge"]
Columns = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of payment: `mcny` per unit of each column in the year of that column (undiscounted; + is a cost)."""

    item: Item
    owner: Owner
    site: str
    columns: Columns
    mcny: Array
    year: NDArray[np.int64]
    """Index of the planning year of each entry."""
    intermediate: float
    """Share that is bought from others (so no value added); 1 for sales, whose income is value added but for its inputs."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A payment that no decision changes (fixed O&M of what stands), by planning year."""

    item: Item
    owner: Owner
    site: str
    mcny: Array
    intermediate: float


@dataclass(slots=True)
class Ledger:
    """Every payment of the plan. The objective is the discounted sum of all lines."""

    program: Program
    weight: Array
    lines: list[Line] = field(default_factory=list)
    fixed: list[Fixed] = field(default_factory=list)

    def pay(
        self,
        item: Item,
        site: str,
        columns: ArrayLike,
        mcny: ArrayLike,
        *,
        owner: Owner = "firm",
        intermediate: float = 0.0,
    ) -> None:
        """Columns whose first axis is the planning year cost `mcny` per unit and year (negative: income)."""
        index, cost = np.broadcast_arrays(np.asarray(columns), np.asarray(mcny, dtype=np.float64))
        year = np.broadcast_to(np.arange(index.shape[0]).reshape((-1,) + (1,) * (index.ndim - 1)), index.shape)
        keep = cost.ravel() != 0.0
        line = Line(
            item, owner, site, index.ravel()[keep].astype(np.int32), cost.ravel()[keep],
            year.ravel()[keep].astype(np.int64), intermediate,
        )  # fmt: skip
        self.lines.append(line)
        self.program.add_cost(line.columns, line.mcny * self.weight[line.year])

    def pay_over_life(
        self,
        item: Item,
        site: str,
        builds: ArrayLike,
        mcny: ArrayLike,
        alive: Array,
        *,
        intermediate: float = 0.0,
        owner: Owner = "firm",
    ) -> None:
        """Builds (entry v = on line in planning year v) cost `mcny` in every planning year y with alive[v, y]."""
        index = np.asarray(builds)
        cost = np.broadcast_to(np.asarray(mcny, dtype=np.float64), index.shape)
        for v in range(index.shape[0]):
            years = np.flatnonzero(alive[v])
            columns = np.repeat(index[v], years.size).astype(np.int32)
            line = Line(
                item, owner, site, columns, np.repeat(cost[v], years.size) * alive[v, years], years, intermediate
            )
            self.lines.append(line)
            self.program.add_cost(line.columns, line.mcny * self.weight[years])

    def pay_fixed(
        self, item: Item, site: str, mcny: Array, *, owner: Owner = "firm", intermediate: float = 0.0
    ) -> None:
        """A payment by planning year that nothing changes; part of the objective as its constant."""
        if np.any(mcny):
            self.fixed.append(Fixed(item, owner, site, np.asarray(mcny, dtype=np.float64), intermediate))
            self.program.offset += float(self.weight @ mcny)


@dataclass(frozen=True, slots=True)
class PowerTerm:
    """What some columns add to the supply (+) or take (-) of a site: MW per unit, by slice.

    `columns` is scalar per year (Y,) with `mw` (T,) or per slice (Y, T) with scalar `mw`.
    """

    kind: PowerKind
    of: str
    """Id of the source, process or battery; blank for what a site has one of."""
    columns: Columns
    mw: Array
    green: bool


@dataclass(slots=True)
class Model:
    """What blocks write to."""

    inputs: PlanInputs
    program: Program
    ledger: Ledger
    goods: dict[tuple[str, str], list[tuple[Columns, Array]]] = field(default_factory=lambda: defaultdict(list))
    base_load: dict[str, list[tuple[Columns, Array]]] = field(default_factory=lambda: defaultdict(list))
    """Per site: columns (Y,) and the constant MW they draw per unit."""
    full_load: dict[str, list[tuple[Columns, Array]]] = field(default_factory=lambda: defaultdict(list))
    """Per site: columns (Y,) and the MW they draw when everything runs."""
    power: dict[str, list[PowerTerm]] = field(default_factory=lambda: defaultdict(list))
    investment: dict[str, list[tuple[Columns, Array]]] = field(default_factory=lambda: defaultdict(list))
    """Per site: columns (Y,) of new builds and the mcny each unit costs once."""
    columns: PlanColumns = field(init=False)
    """Handles of the program's blocks, from the time that `build` has begun."""

    @property
    def n_years(self) -> int:
        return len(self.inputs.horizon.years)

    @property
    def n_slices(self) -> int:
        return int(self.inputs.slices.weight_h.size)

    @property
    def stage(self) -> NDArray[np.int64]:
        """Labels of a block whose last axis is the planning year, (Y,)."""
        return np.arange(self.n_years)

    @property
    def stage_by_slice(self) -> NDArray[np.int64]:
        """Labels of a block (planning year, slice), (Y, 1)."""
        return self.stage[:, None]

    def yearly(self, unit: str, said: Note) -> Limit:
        """A limit with one row per planning year: what it is called, whatever the year."""
        return Limit(unit, lambda at: replace(said, year=self.inputs.horizon.years[at[0]]))

    def invest(self, site: str, builds: Columns, mcny: float) -> None:
        """Builds (Y,) cost `mcny` once per unit; the capital budget adds them up."""
        self.investment[site].append((builds, np.full(self.n_years, mcny)))

    def give(self, site: str, commodity: str, columns: ArrayLike, amount: ArrayLike) -> None:
        """Columns (Y,) give `amount` units (negative: take) of a commodity at a site, per unit and year."""
        index, value = np.broadcast_arrays(np.asarray(columns), np.asarray(amount, dtype=np.float64))
        self.goods[(site, commodity)].append((index.astype(np.int32), value.copy()))


def new_model(inputs: PlanInputs) -> Model:
    """An empty model over the inputs."""
    program = Program()
    return Model(inputs, program, Ledger(program, inputs.horizon.weight))
