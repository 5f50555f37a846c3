"""Sentences about a harbour. Each group is one paragraph; of each tuple one sentence is taken."""

HARBOUR_PARAGRAPHS: tuple[tuple[tuple[str, ...], ...], ...] = (
    (
        (
            "{name} has been a harbour since {founded}, when the first mole was built of stone from the hill behind it.",
            "The charter of {founded} gives the town of {name} the fish market and the company's forerunner the quays, and so it has stayed.",
            "Dug out of the marsh in {founded}, the basin of {name} silts up by forty centimetres a year and is dredged each spring.",
            "{name} owes its harbour to a wreck: after the loss of a grain ship in {founded} the merchants paid for a light and a pier.",
        ),
        (
            "Today it has {berths} berths, the deepest of {depth} metres at low water.",
            "Ships of up to {depth} metres' draught lie at {berths} berths, two of them fit for the heaviest cranes.",
            "Of the {berths} berths three are let for the long term, the others by the tide; the depth is {depth} metres.",
        ),
        (
            "{master} has been harbour master since {recent}.",
            "The harbour master, {master}, joined as a pilot's apprentice and took office in {recent}.",
            "{master}, harbour master since {recent}, answers for {staff} people on the quays and in the tower.",
        ),
    ),
    (
        (
            "The tonnage handled was {t0} thousand tonnes, after {t1} thousand in the year before.",
            "Over the quays went {t0} thousand tonnes of goods, compared with {t1} thousand in 2024.",
            "{t0} thousand tonnes were handled ({t1} thousand in 2024), a little more outward than inward.",
        ),
        (
            "Dry bulk grew, since the mill at {name} now takes its grain by sea throughout the year.",
            "The gain is owed to timber, which came in larger ships and fewer of them.",
            "Containers fell back after a feeder line gave up its weekly call; a new line has signed for two calls a week from January.",
            "Project cargo, chiefly tower sections for the wind farm beyond the sound, made up a fifth.",
            "Stone for the coastal defences went out by barge for eleven months and will do so until 2027.",
        ),
        (
            "In all {c0} ships called, and revenue was £{r0} thousand.",
            "Revenue came to £{r0} thousand from {c0} calls.",
            "From {c0} calls the harbour earned £{r0} thousand, of which dues made up rather less than half.",
        ),
    ),
    (
        (
            "The largest piece of work was the renewal of the east quay, {length} metres long, which was finished in {month} for £{cost} thousand.",
            "A second-hand crane of sixty tonnes came from Oxenstrand in {month}; with its rails it cost £{cost} thousand.",
            "For £{cost} thousand the old engine shed became an office and workshop; the dredging crew moved in during {month}.",
            "Since {month} ships at berth two can draw power from the shore. The cable and its house cost £{cost} thousand.",
            "The light on the outer mole was moved by crane, in one piece, in {month}: £{cost} thousand, and a day that the whole town watched.",
        ),
        (
            "Divers found the piles in better order than the survey of {recent} had feared.",
            "The contractor was late by seven weeks and has paid for it as agreed.",
            "Work went on at night to keep the berth in use, for which the neighbours received a letter and double glazing.",
            "The steel was bought a year ahead, when it was cheaper by a quarter.",
        ),
    ),
    (
        (
            "{person} leads the pilots, who boarded {pilots} ships, {wait} fewer than the year before, since two lines had their masters examined.",
            "Pilots boarded {pilots} ships; in the heavy swell of January they turned back {wait} times.",
            "The pilot cutter went out {pilots} times. {person} replaced the second cutter's engine with a smaller one that is quieter and sufficient.",
        ),
        (
            "There was one contact with the quay, at walking pace, with a dented belt and nothing worse.",
            "No accident at {name} had to be reported to the authority, for the third year running.",
            "A mooring line parted in {month} and bruised a linesman; the lines of that make have been withdrawn everywhere.",
            "The exercise in {month}, with a pretended fire on a chemical tanker, ended forty minutes later than planned and taught three things, which have been put right.",
        ),
    ),
    (
        (
            "The bird sanctuary on the spit lost no nests to the wash of ships, after the speed was cut to six knots from April to July.",
            "Eelgrass has come back to {hectares} hectares of the inner basin, as the divers of the marine trust report.",
            "Dust from the grain berth, the chief complaint of the neighbours, fell below the limit after the conveyor was roofed.",
            "Rain from {hectares} hectares of quay now runs through a reed bed before it reaches the basin.",
        ),
        (
            "Measured at the church, the noise of the night shift lies two decibels below what the permit allows.",
            "Water samples are taken every fortnight and hang beside the tide table for anyone to read.",
            "The harbour's own vehicles run on electricity, except for the reach stackers, for which none strong enough could be had.",
        ),
    ),
    (
        (
            "The fish auction sold {fish} tonnes and opens at five, an hour earlier than before.",
            "{fish} tonnes of fish were landed, chiefly haddock; the ice works run day and night from May.",
            "Landings of {fish} tonnes were the least in six years, as the boats stayed out for mackerel in the west.",
        ),
        (
            "The yacht basin has {yachts} places and a waiting list that is longer than that.",
            "Yachts paid for {yachts} places; visitors may tie up at the town quay for two nights free of charge.",
            "On the old slip a boatbuilder with {wait} apprentices makes the rowing gigs for which {name} is known.",
        ),
        (
            "The town and the company share the care of the promenade, and the lamps along it were renewed in {month}.",
            "On the open day in {month} {visitors} visitors climbed the tower.",
            "A museum of knots and lamps moved into the old customs house, which the company lets to it for a penny a year.",
        ),
    ),
    (
        (
            "In {next} the channel will be deepened by sixty centimetres, if the permit comes in spring.",
            "For {next} a warehouse of {length} metres is planned on the ground of the old gasworks, once the soil has been cleaned.",
            "The plan for {next} is modest: fenders, a lift for the tower, and new tide gauges.",
            "A study of how the quays stand against a higher sea is due in the autumn of {next}; at {name} forty centimetres are to be reckoned with by 2060.",
        ),
        (
            "About £{cost} thousand are set aside for it.",
            "The board will decide in March, on the figures that {master} puts before it.",
            "Tenders are out, and four firms have looked over the site.",
        ),
    ),
)
