"""The log of the fleet: one entry for each day of the year, with wind, sailings and what happened."""

from __future__ import annotations

from datetime import date, timedelta

from dev.sample.company import HARBOURS, Dice, routes, ships
from dev.sample.layout import Flow

FIRST_DAY, DAYS = date(2024, 10, 1), 365
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
WINDS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
SKIES = (
    "Overcast, dry.", "Showers from noon.", "Clear and cold.", "Mist until nine.", "Rain all day.", "Bright, with haze.",
    "Broken cloud.", "Thunder in the west after dark.", "Hail on the northern routes.", "A long swell from the ocean.",
    "Glassy calm at dawn.", "Low sun and slippery decks.",
)  # fmt: skip
REMARKS = (
    "At {a} a lorry with {n} hives of bees was given the place nearest the stern, and nobody parked beside it.",
    "The {ship} waited {n} minutes at {a} for a midwife.",
    "A seal lay on the slip at {a}; the early foot passengers went round by the ramp.",
    "The pilot station at {b} reported drifting timber, {n} logs of it, and the cutter took them in tow.",
    "School regatta at {a}: speed within the moles was cut to four knots until six in the evening.",
    "The {ship} carried the brass band of {b}, who played on the car deck in place of a fare.",
    "A lamp on the inner mole at {a} failed at dusk and burned again within {n} minutes.",
    "Customs examined {n} containers at {b} and found what the papers said.",
    "The {ship} gave her berth at {a} to the lifeboat, which brought in a yacht with a broken rudder.",
    "Forty-first wedding of the year on the upper deck of the {ship}; the master read the words.",
    "Two hundred and {n} sheep went over from {a} to {b} and were counted twice.",
    "The ramp at {b} froze; {n} buckets of sand and a fire hose cleared it before the second sailing.",
    "At {a} the tide stood {n} centimetres above the table, and the lower car park was closed.",
    "A passenger of {n} years was taken ill on the {ship} and met by an ambulance at {b}.",
    "Drill on the {ship}: all rafts down in {n} minutes, one chute twisted and was replaced.",
    "The newspapers missed the boat at {a}; the crew of the {ship} read out the headlines over the loudspeaker.",
    "The crane at {b} lifted a chapel bell of {n} hundredweight on to a barge, without a scratch.",
    "Divers freed the {ship} from {n} metres of net at {a}; the net was returned to its owner.",
    "Half the crew of the {ship} was down with a cold; officers from {b} stood in on the deck.",
    "New timetable in force. At {a} {n} people came for a sailing that no longer exists, and were taken by coach.",
    "The dredger at {b} brought up an anchor marked 17{n:02d}; the museum has been told.",
    "Fuel for the {ship} came late by {n} hours, as the barge lay windbound at {a}.",
    "A film crew hired the old quay at {b} for the night and left it cleaner than it had been.",
    "The surveyor of the class spent the day in the {ship} and wrote down {n} remarks, none of them grave.",
    "Whales off {a}: the {ship} slowed for {n} minutes, and most of the passengers were late without complaint.",
    "At {b} the ice works ran out of ice; {n} boats were supplied from {a}.",
    "The ticket machine at {a} gave change twice over until {n} people had noticed.",
    "A gale warning was given at six and taken back at ten. The {ship} had stayed in, rightly as the swell showed.",
    "Cadets from Stellwick brought the {ship} into {b} under the eyes of their teacher, at the second attempt.",
    "The footbridge at {a} was closed for painting; stewards carried {n} prams.",
    "The school at {b} sent {n} drawings of the ships, which hang on the stairs of the office.",
    "A tanker anchored too near the fairway of {a} and moved after {n} minutes of talk.",
    "The {ship} towed in a fishing boat with a rope in her screw, {n} miles to {b}.",
    "No smoking, no music and no shouting: the quiet lounge of the {ship} was full for the first time.",
    "Shore power at {b} failed during the night; the {ship} ran her engine for {n} minutes and apologised by letter.",
    "The cook of the {ship} ran out of eggs at {n} minutes past eight and made porridge.",
    "A wheel fell off a caravan on the ramp at {a}. The queue behind it helped to carry it.",
    "Fog signal at {b} for {n} hours. The new radar showed three dinghies that nobody had heard.",
    "The mail for {a} was mixed with that for {b} and exchanged in mid-crossing, which pleased the passengers.",
    "Frost on the gangway of the {ship}; one ankle was sprained, and salt is now carried on every deck.",
)  # fmt: skip


def log_chapter(flow: Flow) -> None:
    flow.heading(1, "14", "Log of the fleet")
    flow.paragraph(
        "From the books of the harbours and ships. Wind is given by its force; sailings are those of the day."
    )
    dice = Dice("log")
    unsaid: list[str] = []
    for offset in range(DAYS):
        day = FIRST_DAY + timedelta(days=offset)
        if day.day == 1:
            flow.heading(
                2, f"14.{offset // 30 + 1}", f"{MONTHS[day.month - 1]} {day.year}", opens_page=offset > 0
            )
        flow.heading(3, "", f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}")
        remarks = []
        for _ in range(2):
            unsaid = unsaid or dice.shuffled(REMARKS)
            remarks.append(remark(dice, unsaid.pop()))
        flow.paragraph(f"{weather(dice, day)} {traffic(dice, day)}")
        flow.paragraph(" ".join(remarks))


def weather(dice: Dice, day: date) -> str:
    rough = 4 if day.month in (11, 12, 1, 2) else 1
    force = dice.number(1, 4) + dice.number(0, rough)
    warmth = dice.number(-4, 6) if day.month in (12, 1, 2) else dice.number(6, 22)
    return f"Wind {dice.pick(WINDS)} {force}, {warmth} degrees at noon. {dice.pick(SKIES)}"


def traffic(dice: Dice, day: date) -> str:
    sailings = dice.number(188, 243) + (40 if day.month in (6, 7, 8) else 0)
    route = dice.pick(routes())
    return f"Sailings {sailings}, of which {dice.number(0, 9)} late; fullest was {route.name} with {dice.number(61, 100)} per cent."


def remark(dice: Dice, text: str) -> str:
    first = dice.number(0, len(HARBOURS) - 1)
    second = (first + dice.number(1, len(HARBOURS) - 1)) % len(HARBOURS)
    return text.format(
        a=HARBOURS[first], b=HARBOURS[second], ship=dice.pick(ships()).name, n=dice.number(3, 58)
    )
