"""The invented company: its places, ships and figures. Everything follows from a fixed seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")
NAME = "Northmere Ferries and Harbours plc"
YEARS = (2025, 2024, 2023, 2022, 2021)

HARBOURS = (
    "Aldersund", "Brackwick", "Calloway Haven", "Dunmarrow", "Eastholm", "Farrowness", "Gullhaven", "Hexcombe",
    "Inverlask", "Jorrick", "Kestrel Bay", "Lowmoor Quay", "Marrowby", "Northmere", "Oxenstrand", "Penrhask",
    "Quillan", "Ravensay", "Stellwick", "Tarnholm", "Ullaport", "Vennick", "Wester Sound", "Yarrowmouth",
)  # fmt: skip
SHIP_NAMES = (
    "Star", "Lantern", "Petrel", "Meridian", "Heron", "Compass", "Juniper", "Halcyon", "Beacon", "Curlew",
)  # fmt: skip
SURNAMES = (
    "Ashgrove", "Bellwether", "Carrick", "Dunsmore", "Ekholm", "Fenwright", "Garrow", "Hollis", "Ingleby", "Jessop",
    "Kirkmaiden", "Lorne", "Marchbank", "Nethercott", "Orrell", "Pascoe", "Quiller", "Rosewarne", "Silloth",
    "Trevanion", "Uttley", "Verrall", "Winstanley", "Yelland",
)  # fmt: skip
GIVEN = (
    "Ada", "Bram", "Clara", "Dougal", "Elspeth", "Finlay", "Greta", "Hamish", "Iona", "Jonas", "Kirsty", "Lachlan",
    "Morag", "Niall", "Oona", "Piers", "Rhona", "Struan", "Tilda", "Una",
)  # fmt: skip


class Dice:
    """Random choices that are the same on every machine and every Python."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)

    def between(self, low: float, high: float, digits: int = 0) -> float:
        return round(low + self._random.random() * (high - low), digits)

    def number(self, low: int, high: int) -> int:
        return low + int(self._random.random() * (high - low + 1))

    def pick(self, options: Sequence[T]) -> T:
        return options[int(self._random.random() * len(options))]

    def shuffled(self, options: Sequence[T]) -> list[T]:
        items = list(options)
        for last in range(len(items) - 1, 0, -1):
            other = int(self._random.random() * (last + 1))
            items[last], items[other] = items[other], items[last]
        return items


@dataclass(frozen=True, slots=True)
class Route:
    """One crossing. Series run from 2025 back to 2021, passengers in thousands, revenue in £ thousand."""

    start: str
    end: str
    minutes: int
    miles: float
    ship: str
    passengers: tuple[int, ...]
    vehicles: tuple[int, ...]
    revenue: tuple[int, ...]
    punctual: tuple[float, ...]
    cancelled: tuple[int, ...]

    @property
    def name(self) -> str:
        return f"{self.start} to {self.end}"


@dataclass(frozen=True, slots=True)
class Harbour:
    """One harbour. tonnage in thousand tonnes, calls in ships, revenue in £ thousand, from 2025 back to 2021."""

    name: str
    founded: int
    berths: int
    depth: float
    master: str
    tonnage: tuple[int, ...]
    calls: tuple[int, ...]
    revenue: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ship:
    name: str
    built: int
    length: float
    tonnes: int
    passengers: int
    cars: int
    fuel: tuple[float, ...]
    """Tonnes of fuel for each 100 nautical miles, 2025 back to 2021."""
    days_lost: int


def series(dice: Dice, newest: float, *, grows: float = 0.05) -> tuple[int, ...]:
    """Five years back from `newest`, each earlier one smaller by about `grows`."""
    values = [newest]
    for _ in YEARS[1:]:
        values.append(values[-1] / (1 + grows * dice.between(0.2, 1.9, 3)))
    return tuple(round(value) for value in values)


@lru_cache(maxsize=1)
def ships() -> tuple[Ship, ...]:
    dice = Dice("ships")
    made = []
    for number in range(34):
        name = f"{HARBOURS[number % 24]} {SHIP_NAMES[(number * 7 + number // 24) % 10]}"
        fuel = dice.between(3.1, 11.8, 2)
        falls = tuple(round(fuel * (1 + 0.03 * age * dice.between(0.5, 1.4, 2)), 2) for age in range(5))
        made.append(
            Ship(
                name,
                dice.number(1996, 2023),
                dice.between(58, 171, 1),
                dice.number(1900, 23800),
                dice.number(140, 1450),
                dice.number(28, 410),
                falls,
                dice.number(0, 19),
            )
        )
    return tuple(made)


@lru_cache(maxsize=1)
def routes() -> tuple[Route, ...]:
    dice = Dice("routes")
    made = []
    for number in range(26):
        start, end = HARBOURS[number % 24], HARBOURS[(number * 5 + 9 + number // 24) % 24]
        passengers = series(dice, dice.number(118, 1410))
        made.append(
            Route(
                start,
                end,
                dice.number(35, 520),
                dice.between(6, 148, 1),
                ships()[number].name,
                passengers,
                tuple(round(value * dice.between(0.21, 0.34, 3)) for value in passengers),
                tuple(round(value * dice.between(17, 31, 2)) for value in passengers),
                tuple(dice.between(88.1, 98.6, 1) for _ in YEARS),
                tuple(dice.number(3, 96) for _ in YEARS),
            )
        )
    return tuple(made)


@lru_cache(maxsize=1)
def harbours() -> tuple[Harbour, ...]:
    dice = Dice("harbours")
    people = [f"{dice.pick(GIVEN)} {surname}" for surname in dice.shuffled(SURNAMES)]
    made = []
    for name, master in zip(HARBOURS, people, strict=True):
        tonnage = series(dice, dice.number(140, 6900), grows=0.03)
        made.append(
            Harbour(
                name,
                dice.number(1704, 1931),
                dice.number(3, 19),
                dice.between(4.2, 14.8, 1),
                master,
                tonnage,
                series(dice, dice.number(310, 5200), grows=0.02),
                tuple(round(value * dice.between(4.4, 8.9, 2)) for value in tonnage),
            )
        )
    return tuple(made)
