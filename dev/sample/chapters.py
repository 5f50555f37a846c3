"""The chapters that are told once for each route, harbour, ship and year."""

from __future__ import annotations

from collections.abc import Sequence

from dev.sample.company import GIVEN, HARBOURS, SURNAMES, YEARS, Dice, harbours, routes, ships
from dev.sample.layout import Flow
from dev.sample.prose_group import SHIP_PARAGRAPHS
from dev.sample.prose_harbours import HARBOUR_PARAGRAPHS
from dev.sample.prose_routes import GOODS, MONTHS, ROUTE_PARAGRAPHS

Paragraphs = Sequence[Sequence[Sequence[str]]]
HEAD = ["", *map(str, YEARS)]


def tell(flow: Flow, dice: Dice, paragraphs: Paragraphs, values: dict[str, object]) -> None:
    for groups in paragraphs:
        flow.paragraph(" ".join(dice.pick(options) for options in groups).format(**values))


def person(dice: Dice) -> str:
    return f"{dice.pick(GIVEN)} {dice.pick(SURNAMES)}"


def amount(value: float) -> str:
    return f"{value:,}"


def incidental(dice: Dice) -> dict[str, object]:
    """Small figures and names that any of the sentences may use."""
    return {
        "sailings": dice.number(2, 11),
        "opened": dice.number(1868, 1987),
        "recent": dice.number(2009, 2023),
        "next": 2026,
        "share": dice.number(4, 11),
        "wait": dice.number(3, 29),
        "cost": amount(dice.number(12, 480) * 10),
        "small": dice.number(3, 88),
        "score": dice.between(6.8, 9.2, 1),
        "month": dice.pick(MONTHS),
        "goods": dice.pick(GOODS),
        "person": person(dice),
        "other": person(dice),
        "staff": dice.number(9, 140),
        "length": dice.number(60, 420),
        "pilots": amount(dice.number(210, 3900)),
        "hectares": dice.number(3, 44),
        "fish": amount(dice.number(160, 9100)),
        "yachts": dice.number(40, 610),
        "visitors": amount(dice.number(900, 7200)),
    }


def route_chapter(flow: Flow) -> None:
    for number, route in enumerate(routes(), start=1):
        dice = Dice(f"route {number}")
        flow.heading(2, f"3.{number}", route.name, opens_page=number > 1)
        fuel = next(ship for ship in ships() if ship.name == route.ship).fuel[0]
        values = incidental(dice) | {"start": route.start, "end": route.end, "minutes": route.minutes}
        values |= {"miles": route.miles, "ship": route.ship, "fuel": fuel, "t0": route.punctual[0]}
        values |= {
            "p0": amount(route.passengers[0]),
            "p1": amount(route.passengers[1]),
            "c0": route.cancelled[0],
        }
        values |= {"p2": amount(round(route.passengers[0] * 1.02)), "v0": route.vehicles[0]}
        values |= {"r0": amount(route.revenue[0])}
        tell(flow, dice, ROUTE_PARAGRAPHS[:3], values)
        flow.table(f"Table 3.{number}  {route.name}, five years", HEAD, route_rows(number - 1))
        rest = dice.shuffled(ROUTE_PARAGRAPHS[3:])
        tell(flow, dice, rest[:3], values)
        flow.table(
            f"Table 3.{number}b  Passengers by month, thousand",
            ["", "2025", "2024"],
            months(dice, number - 1),
        )
        tell(flow, dice, rest[3:], values | incidental(dice) | {"start": route.end, "end": route.start})


def route_rows(number: int) -> list[list[str]]:
    route = routes()[number]
    return [
        ["Passengers, thousand", *map(amount, route.passengers)],
        ["Vehicles, thousand", *map(amount, route.vehicles)],
        ["Revenue, £ thousand", *map(amount, route.revenue)],
        ["On time, per cent", *map(str, route.punctual)],
        ["Cancelled sailings", *map(str, route.cancelled)],
    ]


def months(dice: Dice, number: int) -> list[list[str]]:
    """The year's passengers spread over its months, October first."""
    weights = [dice.between(low, low + 2.5, 2) for low in (6, 5, 5, 4, 4, 6, 7, 8, 9, 13, 14, 9)]
    names = [
        "October",
        "November",
        "December",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
    ]
    newest, before = routes()[number].passengers[:2]
    share = sum(weights)
    return [
        [name, f"{newest * weight / share:.1f}", f"{before * weight / share:.1f}"]
        for name, weight in zip(names, weights, strict=True)
    ]


def harbour_chapter(flow: Flow) -> None:
    for number, harbour in enumerate(harbours(), start=1):
        dice = Dice(f"harbour {number}")
        flow.heading(2, f"4.{number}", harbour.name, opens_page=number > 1)
        values = incidental(dice) | {
            "name": harbour.name,
            "founded": harbour.founded,
            "berths": harbour.berths,
        }
        values |= {"depth": harbour.depth, "master": harbour.master, "t0": amount(harbour.tonnage[0])}
        values |= {
            "t1": amount(harbour.tonnage[1]),
            "c0": amount(harbour.calls[0]),
            "r0": amount(harbour.revenue[0]),
        }
        tell(flow, dice, HARBOUR_PARAGRAPHS[:2], values)
        if harbour.name == "Ravensay":
            flow.paragraph(
                "The concession to operate the harbour at Ravensay ends on 30 June 2041 and may be extended once, "
                "by ten years."
            )
        flow.table(f"Table 4.{number}  {harbour.name}, five years", HEAD, harbour_rows(number - 1))
        tell(flow, dice, HARBOUR_PARAGRAPHS[2:5], values)
        flow.table(
            f"Table 4.{number}b  Goods, thousand tonnes",
            ["", "2025", "2024", "2023"],
            goods(dice, number - 1),
        )
        tell(flow, dice, HARBOUR_PARAGRAPHS[5:], values | incidental(dice) | {"master": harbour.master})


def harbour_rows(number: int) -> list[list[str]]:
    harbour = harbours()[number]
    return [
        ["Tonnage, thousand tonnes", *map(amount, harbour.tonnage)],
        ["Calls", *map(amount, harbour.calls)],
        ["Revenue, £ thousand", *map(amount, harbour.revenue)],
    ]


def goods(dice: Dice, number: int) -> list[list[str]]:
    kinds = [name.capitalize() for name in dice.shuffled(GOODS)[:9]]
    weights = [dice.between(1, 12, 2) for _ in kinds]
    years = harbours()[number].tonnage[:3]
    return [
        [kind, *(f"{tonnes * weight / sum(weights):.1f}" for tonnes in years)]
        for kind, weight in zip(kinds, weights, strict=True)
    ]


def ship_chapter(flow: Flow) -> None:
    for number, ship in enumerate(ships(), start=1):
        dice = Dice(f"ship {number}")
        flow.heading(2, f"5.{number}", ship.name, opens_page=number > 1)
        values = incidental(dice) | {"name": ship.name, "built": ship.built, "length": ship.length}
        values |= {"tonnes": amount(ship.tonnes), "passengers": amount(ship.passengers), "cars": ship.cars}
        values |= {"lost": ship.days_lost, "dock": dice.number(8, 34), "f0": ship.fuel[0], "f1": ship.fuel[1]}
        values |= {
            "value": dice.between(14, 96, 1),
            "book": dice.between(3, 13.9, 1),
            "gone": dice.number(2029, 2046),
        }
        tell(flow, dice, SHIP_PARAGRAPHS, values)
        rows = [
            ["Fuel, tonnes for 100 miles", *map(str, ship.fuel)],
            ["Days in service", *(str(365 - ship.days_lost - dice.number(9, 40)) for _ in YEARS)],
            ["Hours of main engines", *(amount(dice.number(2900, 6100)) for _ in YEARS)],
        ]
        flow.table(f"Table 5.{number}  {ship.name}", HEAD, rows)


def record_chapter(flow: Flow) -> None:
    """Everything once more as tables: what an analyst turns to first."""
    for number, place in enumerate(HARBOURS, start=1):
        dice = Dice(f"record {place}")
        flow.heading(2, f"13.{number}", f"{place}: tides, staff and dues")
        rows = [
            [f"{kind} {size}", *(f"{dice.between(0.4, 9.9, 2):.2f}" for _ in YEARS)]
            for kind in ("Dues, ships", "Dues, goods", "Storage")
            for size in ("small", "middle", "large", "very large")
        ]
        flow.table(f"Table 13.{number}  Tariff, £ for each unit", HEAD, rows)
        staff = [
            [post, *(str(dice.number(1, 40)) for _ in YEARS)]
            for post in ("Pilots", "Quay", "Tower", "Office")
        ]
        flow.table(f"Table 13.{number}b  Posts", HEAD, staff)
