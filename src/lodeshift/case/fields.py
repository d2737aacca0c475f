"""Words and units of a case: the choices a cell may hold, and the unit in which each figure is kept.

A cell may hold a plain number in the stated unit or text with a unit of the same kind ("350 kt/a", "0.3 CNY/kWh").
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from lodeshift import units
from lodeshift.catalogue.assumptions import usual
from lodeshift.errors import UnitError, did_you_mean
from lodeshift.names import Quality
from lodeshift.records.figure import Figure


def _reader(unit: str) -> BeforeValidator:
    def read(value: Any) -> Any:
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            return value
        try:
            return units.parse(value, unit)
        except UnitError as problem:
            raise ValueError(str(problem)) from problem

    return BeforeValidator(read)


def split_list(value: Any) -> Any:
    """A cell with several entries ("0.5;0.8" or "rail_bulk+coastal") as a tuple; other values unchanged."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.replace(";", "+").split("+") if part.strip())
    return (value,) if isinstance(value, int | float) else value


def _one_line(value: str) -> str:
    if not value.isprintable():
        raise ValueError("a cell holds one line of text; line breaks and control characters are not kept")
    return value


Text = Annotated[str, AfterValidator(_one_line)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
MW = Annotated[float, _reader("MW")]
Hours = Annotated[float, _reader("h")]
Km = Annotated[float, _reader("km"), Field(ge=0)]
Years = Annotated[float, _reader("a")]
Mcny = Annotated[float, _reader("mCNY")]
CnyPerMwh = Annotated[float, _reader("CNY/MWh")]
CnyPerMwKm = Annotated[float, _reader("CNY/MW/km"), Field(ge=0)]
TonnesPerMwh = Annotated[float, _reader("t/MWh"), Field(ge=0)]
Share = Annotated[float, _reader("1"), Field(ge=0, le=1)]

PlantStatus = Literal["operating", "committed", "announced"]
MarketKind = Literal["buy", "sell"]
PowerKind = Literal["wind", "pv", "battery", "plant"]
Supply = Literal["own", "direct_line", "ppa"]
ChargeFrom = Literal["green", "any"]
GoalKind = Literal[
    "output",
    "sales",
    "value_added",
    "jobs",
    "emissions",
    "water",
    "waste",
    "share_of_chain",
    "reserve_life",
    "green_share",
    "own_use_share",
]
Sense = Literal["min", "max"]
PathName = Literal[
    "grid_factor",
    "carbon_price",
    "price_factor",
    "demand_factor",
    "tariff_factor",
    "background_load",
    "people",
    "investment_budget",
    "water_limit",
    "border_price",
    "border_price_green",
    "export_rebate",
]
AssumptionItem = Literal[
    "discount_rate",
    "permit_time",
    "profit_tax_rate",
    "land_price",
    "land_per_capacity",
    "investment_grant_share",
    "power_price_support",
    "training_cost",
    "training_places",
    "vat_local_share",
    "profit_tax_local_share",
    "free_allocation_share",
    "carbon_coverage",
    "existing_circuits",
    "max_circuits",
    "firm_mw_per_further_circuit",
    "candidate_line_length",
    "substation_mva_per_circuit",
    "circuit_build_time",
    "background_peak_load",
    "ppa_price",
    "ppa_premium",
    "certificate_price",
    "market_energy_price",
    "system_operation_fee",
    "export_price",
    "export_share_limit",
    "standby_charge",
    "levies_on_own_power",
    "tou_applies_to_td",
    "battery_round_trip_efficiency",
    "batch_power_on",
    "line_losses_direct",
]
ASSUMPTION_ITEMS: Final[frozenset[str]] = frozenset(get_args(AssumptionItem))


def assumption_unit(item: str) -> str | None:
    """Unit in which `read` leaves an item of `assumptions.csv`: one that a plan reads, or one that only a simulation
    assumes (the catalogue's table of assumptions); None where no item is called so."""
    known = ASSUMPTION_UNITS.get(item)
    return usual().known[item].figure.unit if known is None and item in usual().known else known


def _known_item(value: str) -> str:
    if assumption_unit(value) is None:
        close = did_you_mean(value, (*ASSUMPTION_UNITS, *usual()))
        expected = ", ".join(f"'{name}'" for name in close or ASSUMPTION_UNITS)
        raise PydanticCustomError("literal_error", "Input should be {expected}", {"expected": expected})
    return value


StatedItem = Annotated[str, AfterValidator(_known_item)]
"""An item of `assumptions.csv`."""

ASSUMPTION_UNITS: Final[dict[str, str]] = {
    "discount_rate": "1",
    "permit_time": "a",
    "profit_tax_rate": "1",
    "land_price": "CNY/m2",
    "land_per_capacity": "m2/(t/a)",
    "investment_grant_share": "1",
    "power_price_support": "CNY/MWh",
    "training_cost": "CNY/job",
    "training_places": "job/a",
    "vat_local_share": "1",
    "profit_tax_local_share": "1",
    "free_allocation_share": "1",
    "carbon_coverage": "1",
    "existing_circuits": "circuit",
    "max_circuits": "circuit",
    "firm_mw_per_further_circuit": "MW",
    "candidate_line_length": "km",
    "substation_mva_per_circuit": "MVA",
    "circuit_build_time": "a",
    "background_peak_load": "MW",
    "ppa_price": "CNY/MWh",
    "ppa_premium": "CNY/MWh",
    "certificate_price": "CNY/MWh",
    "market_energy_price": "CNY/MWh",
    "system_operation_fee": "CNY/MWh",
    "export_price": "CNY/MWh",
    "export_share_limit": "1",
    "standby_charge": "CNY/MWh",
    "levies_on_own_power": "CNY/MWh",
    "tou_applies_to_td": "1",
    "battery_round_trip_efficiency": "1",
    "batch_power_on": "h",
    "line_losses_direct": "1",
}
"""Unit in which `read` leaves each assumption, whatever unit of the same kind the row was written in."""

PATH_UNITS: Final[dict[str, str]] = {
    "grid_factor": "t/MWh",
    "carbon_price": "CNY/t",
    "price_factor": "1",
    "demand_factor": "1",
    "tariff_factor": "1",
    "background_load": "MW",
    "people": "job",
    "investment_budget": "mCNY/a",
    "water_limit": "m3/a",
    "border_price": "CNY/{unit}",
    "border_price_green": "CNY/{unit}",
    "export_rebate": "1",
}
"""Unit of each path; {unit} is the unit of the commodity in `subject`."""

GOAL_UNITS: Final[dict[str, str]] = {
    "output": "{unit}/a",
    "sales": "mCNY/a",
    "value_added": "mCNY/a",
    "jobs": "job",
    "emissions": "t/a",
    "water": "m3/a",
    "waste": "t/a",
    "share_of_chain": "1",
    "reserve_life": "a",
    "green_share": "1",
    "own_use_share": "1",
}
"""Unit in which `read` leaves the value of each kind of goal; {unit} is the unit of the commodity in `subject`."""


SUBJECT_KINDS: Final[dict[str, tuple[tuple[str, ...], bool]]] = {
    "output": (("commodity",), True),
    "sales": (("commodity", "chain"), False),
    "value_added": ((), False),
    "jobs": (("chain",), False),
    "emissions": (("chain", "power"), False),
    "water": ((), False),
    "waste": (("commodity",), False),
    "share_of_chain": (("chain", "commodity"), True),
    "reserve_life": (("deposit",), True),
    "green_share": (("commodity",), False),
    "own_use_share": (("generation", "load"), False),
}
"""What the subject of each kind of goal may be, and whether it must be given."""


class Frozen(BaseModel):
    """Base of all rows: unknown columns are refused, nothing can be changed, no number is infinite or missing."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        use_attribute_docstrings=True,
        str_strip_whitespace=True,
        allow_inf_nan=False,
    )


class Sourced(Frozen):
    """A row that states where its figure comes from."""

    source: Annotated[Text, Field(min_length=1)]
    """Where the row comes from: a document with its date or address, or 'own estimate' with the reason."""
    quality: Quality = "user"
    """measured, reported, derived, estimate, recalled or user (no grade given)."""
    note: Text = ""
    """Anything a reader should know."""


class Ranged(Sourced):
    """A row that holds one figure with its range. `low` and `high` default to `central`."""

    low: float
    """Low end; blank = central."""
    central: float
    """The figure that a plan uses."""
    high: float
    """High end; blank = central."""
    unit: Text
    """Unit of the three numbers; any unit of the right kind."""
    year: Text = ""
    """Year or years that the figure holds for, for the reader."""

    @model_validator(mode="before")
    @classmethod
    def _fill_range(cls, data: Any) -> Any:
        if isinstance(data, dict) and data.get("central") not in (None, ""):
            data = dict(data)
            for bound in ("low", "high"):
                if data.get(bound) in (None, ""):
                    data[bound] = data["central"]
        return data

    @model_validator(mode="after")
    def _ordered(self) -> Ranged:
        if not self.low <= self.central <= self.high:
            raise ValueError(f"low <= central <= high is broken: {self.low:g}, {self.central:g}, {self.high:g}")
        return self

    def figure(self, row: str = "", region: str = "") -> Figure:
        """The row as a `Figure`."""
        return Figure(
            self.low, self.central, self.high, self.unit, self.year, region, self.source, self.quality, self.note, row
        )
