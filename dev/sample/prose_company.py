"""The parts of the report that are written once: letters, strategy, people, safety, governance, pay."""

OPENING: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("1.1", "The year in figures", (
        "Group revenue for the year ended 30 September 2025 was £1,284.6 million, against £1,197.3 million a year earlier.",
        "Ferries earned £612.4 million of it, harbours £398.9 million, freight and storage £201.7 million and the shipyard at Stellwick £71.6 million.",
        "Operating profit rose to £142.8 million from £126.5 million. After interest of £24.3 million and tax of £28.1 million the profit for the year was £90.4 million.",
        "Net debt fell by £31.2 million to £386.4 million, the lowest for six years, although investment came to £163.5 million.",
        "At the end of the year the group employed 7,846 people, 212 more than at its beginning.")),
    ("1.2", "Letter from the chair", (
        "Dear shareholder, a company of ships is judged in winter. The last one brought nine named storms, and on forty-one days at least one of our routes did not sail at all. That the year ended well all the same is the work of people who were on the ramps at five in the morning.",
        "The board recommends a final dividend of 14.2 pence for each ordinary share, payable on 6 March 2026.",
        "Together with the interim dividend of 6.1 pence this makes 20.3 pence for the year, covered 2.1 times by earnings.",
        "In May the islands marked a hundred years of the mail contract. I sailed with the first ship of that morning, among school children in the caps of 1925, and heard from a retired postmistress which of our captains had been feared and which had been loved. It is a record no accountant keeps.",
        "Two colleagues leave the board at the annual meeting after nine years each. We have been better for their doubt, which they never kept to themselves and never took outside the room.",
        "Margaret Ellingworth, chair, 4 December 2025")),
    ("1.3", "Report of the chief executive", (
        "Across all routes the group carried 18,462,310 passengers, the most in any year since it was founded.",
        "Of every hundred sailings 94.7 arrived within ten minutes of the timetable, after 93.2 in the year before; the aim for 2026 is 95.5.",
        "We said a year ago that we would do three things: sail more reliably, borrow less, and order a ship that burns no oil. The first is half done, the second is done, and the third is signed.",
        "What did not go well should be named as plainly. The new booking system was late by seven months and cost £3.9 million more than planned. The harbour at Oxenstrand still waits for its second crane. And in February we put a ship aground, which is told in section 7.2.",
        "Freight had its best year because others had a bad one: the closing of the road over Hexcombe pass for eleven weeks sent us loads that will not all stay. We have not reckoned with them for 2026.",
        "For the coming year we expect revenue between £1,310 million and £1,340 million and an operating profit a little above that of this year.")),
    ("1.4", "How this report is made", (
        "The report covers all companies that the group controls, for the year from 1 October 2024 to 30 September 2025. Figures are in pounds sterling and rounded; sums may differ by the last digit.",
        "Where a figure has been corrected since the last report, the corrected one is shown and the note says why. There are three such cases, in notes 12.5, 12.14 and 12.22.",
        "Figures on emissions and safety have been examined by an independent engineer, whose statement stands at the end of section 7.")),
)  # fmt: skip

STRATEGY: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("2.1", "The markets", (
        "About forty-one million crossings a year are made on the coasts we serve, by all carriers and over all bridges. Our share is 45 per cent by passengers and 38 per cent by freight.",
        "The number of travellers grows with the mild decades of retirement and shrinks with every school that closes on an island. On balance we reckon with one and a half per cent a year.",
        "Freight follows the building trade at a distance of about nine months. Permits for building fell in the first half of the year and have risen since.",
        "Fares on two thirds of the routes are set with a public body. On the others the nearest bridge sets them.")),
    ("2.2", "What we want to be in 2030", (
        "Reliable: ninety-seven of a hundred sailings on time, and no island without a ship for longer than a day and a half.",
        "Clean: forty per cent less carbon for each passenger and mile than in 2019. This year's 19.4 grams per passenger-kilometre are eleven per cent below the year before.",
        "Sound: net debt below one and a half times EBITDA, so that the next ships can be ordered in a bad year, when they are cheap.",
        "Local: every harbour led by someone who lives within its sound of the foghorn, and two thirds of what we buy bought on the coast.")),
    ("2.3", "Ships and quays to come", (
        "On 12 December 2024 the company ordered the hydrogen ferry Northmere Dawn from Korvane Yard for £118 million, for delivery in March 2028.",
        "A fifth of the price is paid at the order, the rest as the ship grows; a grant of £26 million from the islands' transport fund is tied to her first five years of service.",
        "Harbours receive £310 million until 2030, above all for higher quays, power from the shore and two cold stores. Sixty-two million of it were spent this year.",
        "Three ships from before 2000 will leave the fleet by 2029. For two of them there are buyers, and the third will be broken up in a yard on the list of approved ones.")),
    ("2.4", "What we decided against", (
        "We looked for eight months at a line to the continent from Eastholm, and let it be. The ships could be had; the lorries would have come from our own routes.",
        "We did not bid for the sand terminal at Vennick, since the depth that it needs could be kept only by dredging every month.",
        "An offer for the shipyard at Stellwick was declined. It earns little and saves much: last winter it returned four ships to service that no other yard would have taken within a month.")),
)  # fmt: skip

PEOPLE: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("6.1", "Those who work here", (
        "Of 7,846 people 4,903 work at sea, 2,118 in the harbours, 466 in the yard and 359 in offices. The average age is forty-three; the youngest hand is sixteen and the oldest, a lamp keeper at Ravensay, seventy-four.",
        "Women hold 31 per cent of all posts and 24 per cent of the leading ones, three points more than a year ago. On the bridge it is one in nine, which is not enough.",
        "Of those who joined in the last three years eighty-one of a hundred are still here. Those who left named the distance from home before the pay.")),
    ("6.2", "Learning", (
        "The college at Stellwick took in sixty-four cadets and gave papers to fifty-two. It has a new simulator for ramps, in which the swell of every one of our harbours can be called up.",
        "Each employee spent 4.6 days in training. Cooks learnt to launch rafts, and officers learnt to cook for eighty, since in a long night both may be called for.",
        "Nineteen people from offices spent a month at sea. Sixteen of them have asked to do it again.")),
    ("6.3", "Pay and agreements", (
        "Wages rose by 4.1 per cent in January under an agreement with both unions that runs until 31 December 2028. The lowest hourly wage is £14.20.",
        "Women earn on average 7.3 per cent less than men by the hour, because there are fewer of them among masters and engineers. In like posts the difference is 0.6 per cent.",
        "A share plan open to everyone has 3,377 members, who together hold 2.2 per cent of the company.")),
    ("6.4", "Health", (
        "Sickness took 4.4 per cent of working time, half a point less than in the year before. Backs are the commonest cause, and lifting aids were bought for all galleys.",
        "Two nurses now travel with the fleet. They have seen 1,912 people, and by their own account talked with most of them about sleep.",
        "A telephone line for those who carry something too heavy was used 288 times. Nobody in the company learns by whom.")),
    ("6.5", "On the islands", (
        "On the nineteen islands that have no other road the company is often the largest employer and always the one that is blamed. Both are reasons to be there in person.",
        "Forty-one community grants came to £520 thousand: for a bakery oven, for a school boat, for the roof of a hall in which the company itself holds its meetings.",
        "Fares for islanders are two fifths below the common ones. A working group with the councils looks each year at who counts as one.")),
)  # fmt: skip

SAFETY: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("7.1", "How safety is led", (
        "The safety committee of the board met seven times, twice of them on board. It hears the masters without their superiors present.",
        "Near misses are reported without a name: there were 1,204 reports, a quarter more than in 2024, and we count that as progress. Each is answered within a fortnight.",
        "Accidents with more than three days of absence came to 3.8 for each million hours worked, after 4.5.")),
    ("7.2", "The grounding of the Aldersund Star", (
        "On 14 February 2025 the Aldersund Star touched ground off Farrowness in fog; nobody was hurt, and the repair cost £6.3 million.",
        "She had left the marked channel to give way to a trawler and turned back into it two minutes late. The second radar was switched to another range than the officer believed.",
        "All 212 passengers were taken off by lifeboats and a pilot cutter within ninety minutes. The ship floated at the next tide and went to dock under her own power.",
        "We have since required two officers on the bridge whenever visibility falls below a mile, and the display now shows its range in red until someone confirms it. The report of the accident authority, published in September, calls both sufficient.")),
    ("7.3", "Emissions", (
        "The fleet burnt 141,300 tonnes of fuel and gave off 448 thousand tonnes of carbon dioxide, four per cent less than the year before with five per cent more passengers.",
        "Sulphur lies at a tenth of the limit. Soot, for which there is no limit, was measured on eight ships for the first time, and the four worst have received filters.",
        "Electricity in harbours and offices comes from wind, under contracts until 2033 with two parks that can be seen from our quays.")),
    ("7.4", "Waste and water", (
        "Ships landed 5,870 tonnes of waste, of which 71 per cent were used again. Plastic cups have been gone since April; the washing up takes less water than was feared.",
        "Ballast water is treated on all ships that leave the coast. Two treatment plants failed their test in June and were replaced by the maker.",
        "There were three spills of oil, of eleven litres together, all in harbour and all taken up again.")),
    ("7.5", "Statement of the independent engineer", (
        "I have examined the figures in sections 7.1, 7.3 and 7.4 against logbooks, bunker notes and the records of nine harbours, and have spoken with thirty-one employees of my own choice.",
        "Nothing has come to my notice by which the figures would be materially wrong. The figure for soot rests on eight ships and should not be taken for the whole fleet.",
        "Philippa Strand, chartered engineer, 21 November 2025")),
)  # fmt: skip

GOVERNANCE: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("9.1", "The board", (
        "Margaret Ellingworth has chaired the board since 2020. She led the harbour authority of the northern counties before, and sits on no other board of a listed company.",
        "Tomas Arrendal has been chief executive since 1 May 2021 and came to the company from the shipyard at Korvane.",
        "Ilse Brandvold became finance director on 1 September 2022. She was treasurer of a railway and keeps a small boat, which she sails herself.",
        "Of the six other directors five are independent. Employees elect one, at present Rhona Jessop, second engineer of the Ravensay Lantern.")),
    ("9.2", "What the board did", (
        "The board met nine times; of eighty-one possible attendances seventy-nine were kept. It spent about a third of its hours on investments, a third on safety and people, and the rest on results.",
        "It visited Oxenstrand, Quillan and the yard. At Quillan it met the fishermen whose claim is described in note 12.31, and listened for three hours.",
        "An outside adviser examined the board's work and recommended shorter papers. They have since been limited to twelve pages.")),
    ("9.3", "Audit committee", (
        "The committee met six times. It asked above all how ships are valued, when income from season tickets is recognised, and whether the new booking system can be trusted.",
        "Pell & Harrow LLP have been auditors since 2019. The partner in charge, Deirdre Oldcastle, changes after this audit as the rules require.",
        "A test of the whistle-blowing line by a stranger to the company was answered within two days and reached the right desk.")),
    ("9.4", "Nomination committee", (
        "Two places on the board fall vacant. The committee looks for someone who has run ships in ice and for someone who understands how people pay nowadays.",
        "For each of the twelve leading posts there is now a name for tomorrow and another for three years hence; in five cases it is a woman.")),
    ("9.5", "Shareholders", (
        "At the end of the year there were 412 million shares, held by 38,204 owners. The islands' pension fund holds 9.3 per cent, the founder's family 7.8 per cent and employees 2.2 per cent.",
        "The annual meeting will be held on 26 February 2026 at noon in the ferry hall at Northmere. Whoever comes by ship travels free that day.",
        "At the last meeting 97.1 per cent of the votes approved the report, and 81.4 per cent the policy on pay, which we take as a request to explain it better.")),
)  # fmt: skip

PAY: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("10.1", "Policy", (
        "Directors are paid a salary, a bonus of at most 120 per cent of it, and shares that must be kept for five years. There is no pay for failure and no flight in first class.",
        "A third of the bonus hangs on safety. Had anyone died, that third would have fallen away for everybody, whatever the cause.",
        "The chief executive earns twenty-three times the median of all employees; five years ago it was twenty-nine times.")),
    ("10.2", "What was paid", (
        "Tomas Arrendal received £684 thousand in salary, £402 thousand in bonus and shares worth £371 thousand on the day they vested.",
        "For the grounding in February the committee took fifteen per cent off the bonus of the chief executive and the fleet director, at their own proposal.",
        "Directors without an office in the company received £68 thousand each, and the chair £245 thousand.")),
    ("10.3", "The year to come", (
        "Salaries of directors rise by two per cent, half of what the employees receive. Targets for the bonus have been set and will be published with the results.",
        "The committee has asked employees in four harbours what they think of the bonus. The answers filled eleven pages and are being taken up with the unions.")),
)  # fmt: skip
