"""What people earn and what they cost the employer."""

from __future__ import annotations

from typing import Final

from lodeshift.catalogue import tables
from lodeshift.errors import UnknownIdError
from lodeshift.records.figure import Figure

_CHARGES: Final = "total employer charges on wage paid"


def _rows() -> tuple[tables.Row, ...]:
    return tuple(row for row in tables.read("wages") if row["coverage"] == "urban non-private units")


def sectors(region: str) -> tuple[str, ...]:
    """Sectors for which a region has a wage row."""
    return tuple(dict.fromkeys(row["sector"] for row in _rows() if region in (row["region"], row["place"])))


def wage(region: str, sector: str = "manufacturing", year: int | None = None) -> Figure:
    """Yearly wage, CNY per job, urban non-private units, price level of the year that the figure names.

    Parameters
    ----------
    region : "China", a province ("Gansu"), or a place id ("lanzhou") where the table has that city.
    year : None takes the newest year on the table.

    Raises
    ------
    UnknownIdError : no row for the region, the sector or the year.
    """
    rows = [row for row in _rows() if region == (row["place"] or row["region"])]
    if not rows:
        raise UnknownIdError("region with wages", region, {row["place"] or row["region"] for row in _rows()})
    of_sector = [row for row in rows if row["sector"] == sector]
    if not of_sector:
        raise UnknownIdError(f"wage sector of {region}", sector, {row["sector"] for row in rows})
    if year is None:
        return tables.figure(max(of_sector, key=lambda row: row["year"]))
    for row in of_sector:
        if row["year"] == str(year):
            return tables.figure(row)
    raise UnknownIdError(f"year of {sector} wages in {region}", str(year), {row["year"] for row in of_sector})


def employer_charges() -> Figure:
    """Social insurance and housing fund that the employer pays, as a share of the wage paid."""
    for row in tables.read("wages"):
        if row["sector"] == _CHARGES:
            return tables.figure(row)
    raise UnknownIdError("wage row", _CHARGES, {row["sector"] for row in tables.read("wages")})


def labour_cost(region: str, sector: str = "manufacturing", year: int | None = None) -> Figure:
    """Cost of one job for a year to the employer: wage x (1 + employer charges), CNY per job.

    Raises
    ------
    UnknownIdError : as `wage`.
    """
    pay, charges = wage(region, sector, year), employer_charges()
    quality = charges.quality if pay.quality == "reported" else pay.quality
    return Figure(
        low=pay.low * (1 + charges.low),
        central=pay.central * (1 + charges.central),
        high=pay.high * (1 + charges.high),
        unit=pay.unit,
        year=pay.year,
        region=pay.region,
        source=f"{pay.source}; employer charges: {charges.source}",
        quality=quality,
        note=f"wage {pay.central:,.0f} x {1 + charges.central:g}",
        row=pay.row,
    )
