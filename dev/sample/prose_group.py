"""Sentences about ships, people, safety and research."""

SHIP_PARAGRAPHS: tuple[tuple[tuple[str, ...], ...], ...] = (
    (
        (
            "The {name} was built in {built}, is {length} metres long and measures {tonnes} tons gross.",
            "Launched in {built}, the {name} has a length of {length} metres and a gross tonnage of {tonnes}.",
            "{length} metres long and of {tonnes} tons gross, the {name} has been at sea since {built}.",
        ),
        (
            "She carries {passengers} passengers and {cars} cars.",
            "There is room for {passengers} passengers and {cars} cars, rather fewer in winter when the foredeck is closed.",
            "Her certificate is for {passengers} passengers, and {cars} cars fit on two decks.",
        ),
        (
            "{person} is her senior master.",
            "Her crews are led in turn by {person} and by {other}.",
            "{other}, her chief engineer, came with her from the yard and has not sailed in another ship since.",
        ),
    ),
    (
        (
            "She was out of service for {lost} days that were not planned, and for {dock} days in dry dock.",
            "Apart from {dock} days in dock she missed {lost} days, most of them for want of a part.",
            "{lost} days were lost to defects; the docking took {dock} days and was paid under the contract of 2022.",
        ),
        (
            "In dock the stern tube was renewed and the rudder taken down for the first time in a decade.",
            "The survey for the class found wasted frames below the galley, and eleven tonnes of steel were replaced.",
            "Her lifeboats were exchanged for rafts and chutes, which weigh nine tonnes less.",
            "Both main engines were opened; the wear was less than the hours had led one to expect.",
            "New windows in the forward saloon keep out the rain that had come in since the refit before.",
        ),
    ),
    (
        (
            "Fuel came to {f0} tonnes for each hundred miles, down from {f1}.",
            "With {f0} tonnes for each hundred miles she burnt less than in 2024 ({f1} tonnes).",
            "For every hundred miles she needed {f0} tonnes of fuel, where the year before it had been {f1}.",
        ),
        (
            "A propeller cut to a new shape accounts for most of it.",
            "The officers' weekly race for the lowest figure is taken seriously, and the prize is a cake.",
            "Slower approaches, agreed with the harbours, did more than any new machine.",
            "The batteries that were put in at the last docking take over within the breakwaters.",
        ),
        (
            "She is insured for £{value} million, and her book value is £{book} million.",
            "Her book value of £{book} million lies well below the insured £{value} million.",
            "In the accounts she stands at £{book} million; the insurers reckon with £{value} million.",
        ),
        (
            "She will be replaced not before {gone}.",
            "The board means to keep her until {gone} at least.",
            "On present plans she leaves the fleet in {gone}, and two yards in the south have asked for her already.",
        ),
    ),
)

RISKS: tuple[tuple[str, str, str], ...] = (
    ("Loss of a ship", "A grave accident could cost lives, and with them the trust on which every ticket is sold.",
     "Crews are drilled weekly, each near miss is published within the fleet, and an outside inspector may stop any sailing."),
    ("Weather and a rougher sea", "Gales have cancelled more sailings in each of the last five winters than in the five before.",
     "New ramps work in a metre more swell, and the timetable of the winter leaves gaps in which a missed sailing can be made up."),
    ("Price of fuel", "Fuel is the largest cost after wages, and a tenth on its price costs about £9 million a year.",
     "Two thirds of the coming year's need are bought forward, and fares on most routes carry a surcharge that may follow the price."),
    ("Interest and refinancing", "Two loans must be renewed within three years, in a market that may not be open on the day.",
     "Talks begin eighteen months ahead, and undrawn credit covers fourteen months of all payments. "
     "The loan agreement limits net debt to 3.0 times EBITDA; at the end of the year it stood at 1.8 times."),
    ("Public service contracts", "A fifth of the routes lives by contracts that are put out to tender every seven years.",
     "A team of its own prepares each tender two years ahead and has won eleven of the last thirteen."),
    ("Competition from bridges and tunnels", "A fixed link between Hexcombe and Jorrick has been planned since 1998 and would end three routes.",
     "The company would then move the ships; it has options on two crossings for which no bridge can be built."),
    ("Attack on computer systems", "Booking, rostering and the control of ramps depend on networks that others would like to enter.",
     "Ramps can be worked by hand, tickets can be sold on paper within an hour, and both are practised each quarter."),
    ("Want of seafarers", "A third of the engineers will retire within eight years, and the schools train too few.",
     "The company's own college at Stellwick takes sixty cadets a year and pays their fees."),
    ("Pensions", "The closed scheme could need more money if people live longer or shares fall.",
     "Half of its liabilities are matched with bonds, and trustees and company meet each quarter over one set of figures."),
    ("Environmental law", "Emission allowances for ships must be bought in full from 2027, which may cost £14 million a year.",
     "The order of ships that need none is the answer, along with fares that show the charge as a line of its own."),
    ("New propulsion", "Hydrogen has not yet driven a ship of this size through a winter.",
     "The contract with the yard lets the company take the ship with diesel engines instead, at a price already fixed."),
    ("Dependence on one yard", "Korvane Yard builds and docks the larger ships, and nobody nearer could.",
     "A second yard has docked two ships on trial, and drawings and moulds belong to the company."),
    ("Harbour concessions", "Five harbours are held on concessions that end between 2033 and 2044.",
     "Investments are written off before the end of each, and talks on extension begin ten years ahead."),
    ("Dredging permits", "Without dredging four harbours would lose their larger ships within two years.",
     "Applications are made for five years at a time, with surveys of the sea floor that the marine trust has checked."),
    ("Large customers", "Ten customers account for 31 per cent of freight revenue, and the largest, Hallam Foods, for 6.1 per cent.",
     "Contracts run for three years and end in different months."),
    ("Labour disputes", "A strike of a week in July would cost about £11 million.",
     "Agreements with both unions run to 2028; a joint council hears every grievance within ten days."),
    ("Epidemics", "A ban on travel would remove four fifths of passenger revenue at a stroke, as it did in 2020.",
     "Credit lines are sized for it, and freight can be carried with half the crew."),
    ("Exchange rates", "Ships and fuel are paid in euro and dollar, fares are earned in pounds.",
     "What is ordered is hedged on the day of the order; fuel is hedged with its price."),
    ("Fraud", "Payments to a false account have struck two neighbours of the company.",
     "No change of an account is accepted by letter or mail; it is confirmed by a call to a number already known."),
    ("Climate and the height of the sea", "Quays built for the last century lie too low for the next.",
     "Every renewal now adds sixty centimetres, and the study of all harbours is to be finished by 2027."),
    ("Insurance", "Cover for war and piracy has become dear, and for some waters it can no longer be had.",
     "The company sails in none of these waters and keeps its claims record before the insurers each spring."),
    ("Data and privacy", "Details of four million travellers are held.",
     "They are deleted after thirteen months unless a traveller wishes otherwise, and card numbers are never stored."),
    ("Reputation on the islands", "For nineteen islands the ship is the only road, and a bad winter is remembered long.",
     "Each island has a named manager, and the chief executive spends one night a year on every one of them."),
    ("Failure of large projects", "The harbour at Oxenstrand cost a third more than was planned.",
     "No project above £5 million begins before a second engineer, who gains nothing by it, has signed the estimate."),
)  # fmt: skip

RESEARCH: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Batteries within the breakwater", "Six ships now enter and leave harbour on batteries.", (
        "The cells are charged at sea by the shaft generator, when the engine runs at the load it likes best.",
        "Over the year they took over 4,310 manoeuvres. Neighbours noticed the silence before they noticed the air.",
        "The cells have lost four per cent of their capacity, less than the maker had promised to stay below.")),
    ("A turbine in the tide", "For two hundred days a turbine of three metres' diameter hung below a raft at the outer mole.", (
        "The turbine below the outer mole at Tarnholm delivered 412 kilowatt-hours on an average day of the trial.",
        "Weed fouled it more than salt did, and every eleven days a diver had to clear the blades.",
        "The university reckons that a row of twenty would light the harbour; whether seals would mind is not known yet.")),
    ("Reading the ramp", "Cameras count the vehicles on the ramp and tell the bridge when the deck is trimmed.", (
        "Before, two men with tally boards did it, and their sum agreed with the ticket office on two days of three.",
        "Now it agrees on all but a few, and the ship sails four minutes earlier.",
        "No faces and no number plates are kept: the pictures are dropped after the count.")),
    ("Paint without copper", "A hull coated with silicone was compared with its sister ship for three summers.", (
        "Barnacles held on to neither for long, but the smooth hull needed five per cent less power.",
        "Where ice had scraped it, the coating peeled, and the repair needs a dry dock and two warm days.",
        "It will be used on southern routes only.")),
    ("Swell forecasts", "A forecast of swell for each berth, hour by hour, was tested at four harbours.", (
        "It called nine of ten bad tides rightly and cried wolf on one day of thirty.",
        "Masters trust it more since they may correct it, and since the corrections are counted.",
        "From next winter cancellations will be decided on it, two hours earlier than now.")),
    ("Hydrogen on the quay", "Storing hydrogen beside a passenger berth is new to everyone concerned.", (
        "The fire brigades of three counties trained with half a tonne of it in a quarry near Marrowby.",
        "Leaks rose and were gone before an alarm could sound, which speaks for tanks above the deck.",
        "The permit for the berth is expected to take two years.")),
    ("Concrete with shells", "Crushed scallop shells replaced a third of the sand in the concrete of a slipway.", (
        "After two winters the cubes are as strong as the common kind and a little rougher underfoot.",
        "The fish market pays to be rid of the shells, so the slip was cheaper by £40 thousand.",
        "Larger works wait for a standard that allows it.")),
    ("Sleep on the night turn", "Forty seafarers wore a band on the wrist that measured how they slept.", (
        "Those whose turn began at two slept four hours and eleven minutes, those whose turn began at six two hours more.",
        "The turn at two has been given up on all but one route.",
        "Nobody was made to take part, and the company saw only the averages.")),
    ("Porpoises and propellers", "Hydrophones off three capes listened for porpoises while ships passed at different speeds.", (
        "At eighteen knots they fell silent for an hour; at fourteen knots, for six minutes.",
        "Going slower costs four minutes on the longest of the routes.",
        "The timetable of the summer has allowed for it since.")),
    ("Old charts", "Soundings of 1870 were laid over those of today for eleven harbours.", (
        "Banks have wandered by up to nine hundred metres, and always toward the east.",
        "Two channels that are dredged at great cost would, by that measure, be better dug elsewhere.",
        "The finding has been put to the conservancy, which will take its time.")),
)  # fmt: skip
