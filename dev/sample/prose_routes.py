"""Sentences about a crossing. Each group is one paragraph; of each tuple one sentence is taken."""

ROUTE_PARAGRAPHS: tuple[tuple[tuple[str, ...], ...], ...] = (
    (
        (
            "The crossing from {start} to {end} takes {minutes} minutes over {miles} nautical miles, and the {ship} makes it {sailings} times on an ordinary weekday.",
            "{ship} sails between {start} and {end}, {miles} nautical miles apart, {sailings} times a day in winter and more often from June.",
            "It is {miles} nautical miles from {start} to {end}; the timetable allows {minutes} minutes, of which the pilotage takes about a tenth.",
            "Few crossings depend on the tide as this one does: of the {minutes} minutes between {start} and {end}, up to twenty are spent waiting for water over the bar.",
        ),
        (
            "It was opened in {opened} to carry mail and cattle, and the mail still has the first claim on the forward hold.",
            "Before {opened} the journey was made by open boat, and the parish book of {end} records eleven winters in which none came for a month.",
            "The company took it over in {opened} from a co-operative of pilots, whose descendants still hold four of the deck posts.",
            "A public service obligation has covered it since {opened}; the present one runs for seven years and pays for the sailings before eight in the morning.",
        ),
        (
            "Most travellers are commuters and pupils, and three in five hold a pass.",
            "In summer seven of ten passengers are visitors; in January the same seats carry crews, nurses and the post.",
            "Freight fills the car deck on two nights of the week, mostly fish outward and building material back.",
            "The morning sailing belongs to the hospital run, and its departure is held up to ten minutes for a late ambulance.",
        ),
    ),
    (
        (
            "The route carried {p0} thousand passengers, against {p1} thousand in 2024, and earned £{r0} thousand.",
            "Passenger numbers went from {p1} thousand to {p0} thousand; revenue followed to £{r0} thousand.",
            "With {p0} thousand passengers the year was better than 2024, when {p1} thousand travelled, and the takings of £{r0} thousand were the highest so far.",
        ),
        (
            "Half of the increase came from day returns, which were made cheaper on Tuesdays and Wednesdays after a trial the winter before.",
            "The increase came late: until Easter the numbers lay below the year before, and only the dry weeks of August made up for it.",
            "Groups booked earlier than in any year on record, so that fewer seats were left for those who arrive without a ticket.",
            "What was gained on passengers was partly lost on cars, for which the price had risen twice.",
            "Numbers would have been higher still without the works on the approach road, which closed it for nineteen nights.",
        ),
        (
            "Vehicles came to {v0} thousand, of which about one in {share} was a lorry.",
            "The car deck carried {v0} thousand vehicles; one in {share} was driven by electricity, twice the share of two years ago.",
            "On the {v0} thousand vehicles carried, waiting at the ramp fell to {wait} minutes at the busiest hour.",
        ),
    ),
    (
        (
            "Of all sailings {t0} per cent arrived within ten minutes of the time in the timetable, and {c0} were cancelled.",
            "Punctuality was {t0} per cent, measured at the ramp and not at the breakwater; {c0} sailings fell out.",
            "{c0} sailings did not take place, most of them in the gales of November; of the rest {t0} per cent were on time.",
        ),
        (
            "Wind from the north-east is what stops the route: above force eight the stern ramp at {end} cannot be lowered safely.",
            "Fog accounted for more delay than wind, and a second radar at {start} is meant to halve it.",
            "The longest interruption, of {wait} days, followed a failed bow thruster, for which no spare was held nearer than Korvane.",
            "Delays begin on land more often than at sea: late lorries explain a third of them.",
        ),
        (
            "Passengers whose sailing was cancelled were carried the same day in nine cases of ten, by the next ship or by coach.",
            "Every cancellation is now announced two hours before departure, or the fare is paid back without a claim.",
            "The panel of passengers at {end}, which meets in March and October, has asked for fewer changes at short notice rather than fewer cancellations.",
        ),
    ),
    (
        (
            "The master of the {ship}, {person}, retires next spring after {wait} years on the route.",
            "{person}, who has run the office at {start} since {recent}, took charge of both ends in January.",
            "{person} was appointed to lead the crews, and began with a season as an ordinary deckhand on the night turn.",
            "Training moved on board: under {person} each crew practises one rescue a week with passengers present.",
        ),
        (
            "The new roster gives every hand two weekends of three at home; sickness fell by a fifth in the first half-year.",
            "Four apprentices from {end} completed their papers, and all four stayed.",
            "The galley buys within thirty miles; what it cannot sell by the evening goes to the hostel at {start}.",
            "Crews voted to keep the long turn of seven days, which the union had proposed to end.",
        ),
    ),
    (
        (
            "Next year the ramp at {end} will be renewed, for £{cost} thousand, in the six weeks after the autumn half-term.",
            "£{cost} thousand are set aside for a longer linkspan at {start}, without which the larger relief ship cannot call.",
            "A waiting room for two hundred was built at {end} for £{cost} thousand, heated from the water of the harbour.",
            "Shore power at {start} came into use in {month}; it cost £{cost} thousand and lets the ship lie silent at night.",
        ),
        (
            "The council of {end} bears a quarter of the cost, and has a say in the colour.",
            "The work is paid from cash, and no loan is drawn for it.",
            "Half of the money comes from the regional transport fund, on condition that fares rise no faster than prices.",
        ),
        (
            "For {next} the company expects about {p2} thousand passengers, in line with bookings to the end of October.",
            "The timetable of {next} adds one evening sailing on Fridays, as a trial until the clocks change.",
            "Should the trial of later sailings succeed, a second crew will be hired at {start} by the summer of {next}.",
            "No change is planned for {next}, apart from the weeks in dry dock.",
        ),
    ),
    (
        (
            "Asked in {month} what they would change, travellers between {start} and {end} named the queue for coffee before the price of the ticket.",
            "The satisfaction survey of {month} put the crossing from {start} at {score} of ten points, above the average of the company.",
            "Complaints fell to {wait} for every ten thousand passengers; most concerned dogs, prams and the want of lockers.",
            "A reader of the local paper counted every announcement for a week, and the company has halved their number on the {ship}.",
        ),
        (
            "Seats by the window can now be kept at booking, for which one passenger in four pays a pound.",
            "The upper lounge was given over to quiet, after a vote that was closer than expected.",
            "Wheelchair users reach every deck without help since the lift was lengthened in {month}.",
            "Tickets bought on paper made up less than a tenth of sales for the first time, yet the counter at {end} stays open.",
        ),
    ),
    (
        (
            "The waters off {end} are a nursery for porpoises, and between May and July the ship keeps below fourteen knots for {miles} miles.",
            "Fuel for the route came to {fuel} tonnes for every hundred miles sailed; trimming the ship by the bow saved about three per cent of it.",
            "Hull cleaning by a diver's brush every ten weeks replaced the old copper paint, and the shellfish farms of {end} have withdrawn their objection.",
            "Black water is pumped ashore at {start}, where the plant was enlarged for it in {recent}.",
        ),
        (
            "The noise measured on the quay at night fell from 61 to 54 decibels.",
            "A logbook of sightings kept by the crew is used by the university at Stellwick, which thanks them in two papers.",
            "Litter collected on board weighs in at {wait} tonnes a year, and two thirds of it are now sorted.",
        ),
    ),
    (
        (
            "Lorries on the {start} route carried {goods} above all, and the largest customer accounts for a sixth of the space.",
            "Of the freight between {start} and {end} a third is {goods}; the season for it is short and decides the year.",
            "The trade in {goods}, which had moved to the road over the bridge at Hexcombe, came back after the toll was raised there.",
        ),
        (
            "A drop trailer service without drivers began in {month} and took a tenth of the volume within four months.",
            "Weighing at the gate ended the disputes about declared loads, which had cost {wait} working days in 2024.",
            "Prices follow an index of fuel and wages that is published each quarter, so that hauliers can reckon with them.",
        ),
        (
            "Damage to cargo came to £{small} thousand, half of it from a single shifted load in the gale of 9 November.",
            "Claims for damage were paid within eighteen days on average and amounted to £{small} thousand.",
            "Not one claim for damage was brought in the second half of the year; in the first they had come to £{small} thousand.",
        ),
    ),
)

GOODS = (
    "salmon", "seed potatoes", "sawn timber", "malt whisky", "dairy cattle", "cut stone", "wool", "oat flour",
    "wind turbine parts", "mussels", "feed", "newsprint", "parcels", "scrap iron", "roof slate",
)  # fmt: skip
MONTHS = ("February", "March", "April", "May", "June", "July", "August", "September", "October", "November")
