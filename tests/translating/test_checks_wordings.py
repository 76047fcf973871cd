"""Families of wordings: what says the same in another way is left alone, and its dangerous twin is caught."""

import pytest

from portal.translating.checks import Severity, check, worst

ONLY_THEN = [
    (
        "Verwijder de pleister niet voordat de zuster dat zegt.",
        "Only remove the plaster after the nurse has told you to.",
        "Only remove the plaster before the nurse has told you to.",
    ),
    (
        "U mag pas weer sporten als de chirurg dat goedvindt.",
        "You cannot take up sport again until your surgeon allows it.",
        "You can take up sport again before your surgeon allows it.",
    ),
    (
        "Gebruik geen crème, behalve als de arts die voorschrijft.",
        "Only use a cream if the doctor prescribes it.",
        "Only use a cream if the doctor does not prescribe it.",
    ),
    (
        "Behalve bij koorts hoeft u niet te bellen.",
        "You only need to call if you have a fever.",
        "You never need to call if you have a fever.",
    ),
    (
        "Alleen als de pijn ondraaglijk wordt, neemt u een extra tablet.",
        "Do not take an extra tablet unless the pain becomes unbearable.",
        "Do not take an extra tablet if the pain becomes unbearable.",
    ),
    (
        "Alleen uw eigen arts mag de dosis wijzigen.",
        "Nobody but your own doctor may change the dose.",
        "Even your own doctor may not change the dose.",
    ),
    (
        "Stop nooit op eigen houtje met dit middel.",
        "Never stop taking this medicine without asking us first.",
        "Stop taking this medicine without asking us first.",
    ),
    (
        "Bel altijd eerst voordat u komt.",
        "Never come without phoning first.",
        "Never phone us before you come.",
    ),
]
BOTH_SIDES_TURNED = [
    ("Houd het gips droog.", "Do not let the cast get wet.", "Let the cast get wet."),
    ("De pleister moet droog blijven.", "The plaster must not get wet.", "The plaster must get wet."),
    ("Deze klachten zijn bijna altijd tijdelijk.", "These complaints are hardly ever permanent.",
     "These complaints are almost always permanent."),
    ("Alcohol is hier verboden.", "You may not drink alcohol here.", "You may drink alcohol here."),
    ("Huisdieren moeten buiten blijven.", "Pets may not be taken inside.", "Pets may be taken inside."),
    ("Laat het infuus zitten.", "Do not take out the drip.", "Take out the drip."),
    ("Laat de ramen open.", "Do not close the windows.", "Close the windows."),
    ("De wond blijft onbedekt.", "Do not cover the wound.", "Cover the wound."),
    ("Blijf deze medicijnen innemen.", "Do not stop taking these medicines.", "Stop taking these medicines."),
    ("Houd uw kind thuis.", "Do not send your child to school.", "Send your child to school."),
    ("De linkerlong is groter dan de rechter.", "The right lung is smaller than the left one.",
     "The right lung is larger than the left one."),
    ("Vrouwen krijgen dit vaker dan mannen.", "Men get this less often than women.",
     "Men get this more often than women."),
    ("Deze bult is pijnloos.", "This lump is not painful.", "This lump is painful."),
]  # fmt: skip
LIMITS = [
    (
        "Onder de 18 jaar mag u dit middel niet gebruiken.",
        "You must be at least 18 to use this medicine.",
        "You must be under 18 to use this medicine.",
    ),
    (
        "Uw bloeddruk moet onder de 130 blijven.",
        "Your blood pressure should not reach 130 or higher.",
        "Your blood pressure should reach 130 or higher.",
    ),
    (
        "Uw suiker mag niet onder de 4 mmol/l zakken.",
        "Keep your blood sugar above 4 mmol/l.",
        "Keep your blood sugar below 4 mmol/l.",
    ),
    (
        "De wond mag na 24 uur weer nat worden.",
        "Keep the wound dry for the first 24 hours.",
        "Keep the wound dry after the first 25 hours.",
    ),
    (
        "De eerste drie weken mag u niet fietsen.",
        "You can cycle again after three weeks.",
        "You can cycle for the first three weeks.",
    ),
    (
        "Wacht minstens een half uur met eten.",
        "Do not eat for at least half an hour.",
        "Do not eat for at most half an hour.",
    ),
    (
        "Meld u uiterlijk een kwartier voor de afspraak.",
        "Please arrive no later than 15 minutes before your appointment.",
        "Please arrive no later than 15 minutes after your appointment.",
    ),
    (
        "Het duurt nog geen half uur.",
        "It takes less than half an hour.",
        "It takes more than half an hour.",
    ),
    (
        "Wie jonger is dan 16, krijgt de prik niet.",
        "You can have the jab if you are 16 or older.",
        "You can have the jab if you are 16 or younger.",
    ),
    (
        "Vanaf 70 jaar krijgt u deze chemokuur niet.",
        "You will not be given this chemotherapy from the age of 70.",
        "You will not be given this chemotherapy up to the age of 70.",
    ),
]
NUMBERS_AND_DATES = [
    ("U wordt elke drie maanden gebeld.", "We call you every quarter.", "We call you every two months."),
    ("Herhaal dit om de twee weken.", "Repeat this once every 2 weeks.", "Repeat this once every 3 weeks."),
    ("Geef geen honing aan een kind van nog geen jaar.", "Do not give honey to a child under 12 months.",
     "Do not give honey to a child under 18 months."),
    ("De helft van de 30 deelnemers stopte.", "Fifteen of the 30 participants stopped.",
     "Twelve of the 30 participants stopped."),
    ("Vanaf half maart kunt u bellen.", "You can phone from mid-March.", "You can phone from mid-May."),
    ("Uw afspraak is op ma 3 maart.", "Your appointment is on Monday 3 March.",
     "Your appointment is on Tuesday 3 March."),
    ("Wij bellen u wo 12-06-2025.", "We will phone you on Wednesday 12 June 2025.",
     "We will phone you on Thursday 12 June 2025."),
    ("Open: di en do van 9 tot 12 uur.", "Open Tuesday and Thursday, 9 am to 12 noon.",
     "Open Tuesday and Friday, 9 am to 12 noon."),
    ("Open: ma t/m vr.", "Open Monday to Friday.", "Open Monday to Thursday."),
    ("Op Tweede Paasdag zijn wij dicht.", "We are closed on Easter Monday.", "We are closed on Friday."),
    ("De hoogste waarde telt.", "The higher of the two readings counts.",
     "The lower of the two readings counts."),
    ("Patiënten van 75 jaar en ouder krijgen korting.", "Patients aged 75 and over get a discount.",
     "Patients aged 65 and over get a discount."),
    ("Doe 3 druppels in elk oor.", "Put 3 drops in each ear.", "Put 3 in each ear."),
    ("Neem 2 pufjes bij benauwdheid.", "Inhale twice if you are short of breath.",
     "Take 2 if you are short of breath."),
]  # fmt: skip
NAMES = [
    ("Uw ALAT en ASAT zijn verhoogd.", "Your ALT and AST are raised.", "Your ALT and ALP are raised."),
    ("Het RS-virus is besmettelijk.", "RSV is contagious.", "HIV is contagious."),
    ("Spoel met een NaCl-oplossing.", "Rinse with a salt solution.", "Rinse with a KCl solution."),
    ("Spray nitroglycerine onder de tong.", "Spray GTN under the tongue.", "Spray ACE under the tongue."),
    ("U krijgt amoxicilline met clavulaanzuur.", "You will be given co-amoxiclav.",
     "You will be given amoxicillin."),
    ("Neem ijzerfumaraat bij het eten.", "Take ferrous fumarate with food.",
     "Take ferrous sulfate with food."),
    ("Neem calciumcarbonaat bij het eten.", "Take calcium carbonate with food.",
     "Take calcium chloride with food."),
    ("U krijgt cotrimoxazol.", "You will be given co-trimoxazole.", "You will be given co-codamol."),
]  # fmt: skip
ENUMERATIONS = [
    ("Eet geen noten, zaden of volkorenbrood.", "Do not eat nuts, seeds or wholemeal bread.",
     "Do not eat nuts or seeds."),
    ("U wordt getest op chlamydia, gonorroe en syfilis.", "We test for chlamydia, gonorrhoea and syphilis.",
     "We test for chlamydia and syphilis."),
    ("Bent u allergisch voor latex, nikkel of parfum?", "Are you allergic to latex, nickel or perfume?",
     "Are you allergic to nickel or perfume?"),
    ("Zo nodig neemt hij weefsel weg, stelpt hij een bloeding of plaatst hij een buisje.",
     "If necessary, he takes tissue, stops a bleed or places a tube.",
     "If necessary, he takes tissue or places a tube."),
    ("De huid wordt rood en de plas donker.", "The skin turns red, while the urine becomes dark.",
     "The skin turns red."),
    ("Eerst komt er een longfoto en daarna een blaastest.", "A chest X-ray, followed by a breathing test.",
     "A chest X-ray."),
    ("Een waarde van 7 of lager is goed.", "The result is good if it is no higher than 7.",
     "The result is good if it is no lower than 7."),
    ("Drink niets als je leverontsteking hebt.", "Do not drink if you have hepatitis.", "Do not drink."),
]  # fmt: skip
MISTAKES = [
    ("Deze ziekte is besmettelijk.", "This disease is contagious.", "This disease is non-contagious."),
    ("U moet dit elke dag doen.", "You have to do this every day.", "You never have to do this every day."),
    ("Niemand mag uw pen gebruiken.", "Nobody may use your pen.", "Anyone may use your pen."),
    ("U kunt wat kilo's aankomen.", "You may gain a few kilos.", "You may lose a few kilos."),
    ("Wordt u zwaarder?", "Are you putting on weight?", "Are you losing weight?"),
    ("Adem in terwijl u de inhalator indrukt.", "Breathe in while you press the inhaler.",
     "Breathe out while you press the inhaler."),
    ("Kom nuchter naar het lab.", "Do not eat before you come to the lab.",
     "Make sure you have eaten before you come to the lab."),
    ("Houd uw kind thuis.", "Keep your child at home.", "Send your child to nursery."),
    ("Hier links, daar met rechts.", "Left here, right there.", "Right here, with the right there."),
    ("Bouw de dosis op. De dosis wordt opgebouwd.", "Build up the dose. The dose is increased.",
     "Build up the dose. The dose is reduced."),
    ("Dit wordt niet vergoed.", "This is not covered.", "Your insurance pays for this."),
    ("Het middel werkt niet meteen.", "The medicine does not work straight away.",
     "The medicine works straight away."),
    ("Bewaar dit buiten bereik van kinderen.", "Keep this out of reach of children.",
     "Keep this within reach of children."),
]  # fmt: skip
DEGREES = [
    ("Deze bult is zelden ernstig.", "This lump is usually mild.", "This lump is usually serious."),
    ("Houd uw arm zo veel mogelijk stil.", "Move your arm as little as possible.",
     "Move your arm as much as possible."),
    ("Roken raden wij af.", "We recommend that you do not smoke.", "We recommend that you smoke."),
    ("De kans op littekens is klein.", "Scars are unlikely.", "Scars are likely."),
    ("Uw bloeddruk is hoger dan normaal.", "Your blood pressure is above normal.",
     "Your blood pressure is below normal."),
    ("Gebruik zo min mogelijk suiker.", "Use as little sugar as you can.", "Use as much sugar as you can."),
    ("U moet dit altijd melden.", "You must never fail to report this.", "You must never report this."),
]  # fmt: skip
NEIGHBOURS = [
    ("Vóór 1 maart moet het formulier binnen zijn.", "The form must be in no later than 28 February.",
     "The form must be in no later than 27 February."),
    ("Kinderen tot en met 15 jaar hoeven niets te betalen.", "Children under 16 do not have to pay anything.",
     "Children under 17 do not have to pay anything."),
    ("Bel bij koorts boven de 38,5 °C.", "Call if your temperature is 38.6 °C or higher.",
     "Call if your temperature is 38.4 °C or higher."),
    ("Voor mensen ouder dan 59 jaar.", "For people aged 60 and over.", "For people aged 60 and under."),
]  # fmt: skip
EXCHANGED = [
    ("De TSH is te hoog, maar de FT4 is te laag.", "TSH is too high, but FT4 is too low.",
     "FT4 is too high, but TSH is too low."),
    ("Uw HDL is 1,2, uw LDL 3,4.", "Your HDL is 1.2, your LDL 3.4.", "Your LDL is 1.2, your HDL 3.4."),
    ("Eerst een CT, daarna een MRI.", "A CT first, then an MRI.", "First an MRI, then a CT."),
    ("Neem 500 mg paracetamol en 400 mg ibuprofen.", "Take 400 mg ibuprofen and 500 mg paracetamol.",
     "Take 500 mg of ibuprofen and 400 mg of paracetamol."),
    ("Een CT of een MRI.", "An MRI or a CT scan.", "An MRI or a PET scan."),
]  # fmt: skip
AT_HOME_AND_BEYOND = [
    ("Uw waarde mag niet hoger zijn dan 7 mmol/l.", "Your level should be 7 mmol/l or lower.",
     "Your level should be 7 mmol/l or higher."),
    ("Doe uw lenzen uit voor u gaat zwemmen.", "Take out your lenses before you swim.",
     "Take out your lenses after you swim."),
    ("Gebruik de zalf alleen op een intacte huid.", "Do not use the ointment on broken skin.",
     "Only use the ointment on broken skin."),
    ("Bij koorts blijft u thuis.", "Do not go out if you have a fever.", "Go to school with a fever."),
    ("Bewaar het flesje in het donker.", "Keep the bottle out of the light.", "Keep it in the light."),
    ("Dit bevat aspirine.", "This contains acetylsalicylic acid.", "This contains paracetamol."),
    ("U kunt kosteloos afzeggen.", "You can cancel free of charge.", "You have to pay if you cancel."),
    ("Houd de pen rechtop.", "Hold the pen upright.", "Hold the pen at an angle."),
    ("Sla geen dosis over.", "Take every dose.", "Skip a dose."),
]  # fmt: skip
STEPS_AND_SPEED = [
    ("Kom om 18.00 uur.", "Come at six in the evening.", "Come at eight in the evening."),
    ("Slik twee pillen 's ochtends en twee 's avonds.", "Take two pills in the morning and two at night.",
     "Take two pills in the morning and three at night."),
    ("Eerst desinfecteren, dan prikken.", "Disinfect first, then inject.", "Inject first, then disinfect."),
    ("De postoperatieve controle is op dinsdag.", "You have a check-up after the operation on Tuesday.",
     "The preoperative check is on Tuesday."),
    ("De arts bouwt de dosis in vier weken op.", "The doctor increases the dose over four weeks.",
     "The doctor cuts down the dose over four weeks."),
    ("Bouw de pillen na een maand langzaam af.", "After a month, gradually reduce the pills.",
     "After a month, gradually build up the pills."),
    ("Als het gezwel krimpt, werkt de kuur.", "If the tumour shrinks, the treatment is working.",
     "If the tumour swells, the treatment is working."),
    ("Hoe eerder u begint, hoe beter het resultaat.", "The sooner you start, the better the result.",
     "The sooner you start, the worse the result."),
    ("Was de wond met lauw water.", "Wash the wound with lukewarm water.", "Wash the wound with hot water."),
    ("Gebruik de zalf zo nodig.", "Use the ointment when you need it.", "Use the ointment daily."),
    ("Het heeft geen zin om langer te wachten.", "There is no point in waiting any longer.",
     "It makes sense to wait longer."),
    ("U krijgt meerdere keren per dag een injectie.", "You are given an injection several times a day.",
     "You are given an injection once a day."),
]  # fmt: skip
ONE_OF_SEVERAL_NEGATIONS = [
    ("Krab niet aan de plekken en druk er niet op.", "Do not scratch the spots or press them.",
     "Do not scratch the spots but do press them."),
    ("Eet geen rauwe vis en drink geen alcohol.", "Do not eat raw fish or drink alcohol.",
     "Eat raw fish but do not drink alcohol."),
    ("U blijft bij kennis en u heeft geen pijn.", "You stay conscious and have no pain.",
     "You do not stay conscious and have no pain."),
    ("De ziekte is niet te genezen, maar wel te behandelen.", "It cannot be cured but can be treated.",
     "The disease cannot be cured, nor can it be treated."),
    ("U draagt geen bril. Contactlenzen draagt u ook niet.", "You do not wear glasses or contact lenses.",
     "You do not wear glasses. You do wear contact lenses."),
    ("Laat een baby nooit alleen in bad.", "Never leave a baby alone in the bath.",
     "Leave a baby alone in the bath."),
    ("U mag alles eten.", "There are no restrictions on what you eat.", "You cannot eat anything."),
    ("Laat de teek niet zitten, maar verwijder hem.", "Remove the tick, do not leave it in.",
     "Do not remove the tick, but leave it in."),
    ("De wond is nog niet dicht.", "The wound has not closed yet.", "The wound has already closed."),
    ("U hoeft de pleister niet te verwisselen.", "There is no need to change the plaster.",
     "You must not change the plaster."),
]  # fmt: skip
LIMITS_OF_THINGS = [
    ("U mag hooguit één glas wijn per dag drinken.", "You may drink one glass of wine a day at most.",
     "You may drink one glass of wine or more a day."),
    ("Bij een bloedverlies van >1000 ml belt u.", "Call if the blood loss is over 1,000 ml.",
     "Call if the blood loss is <1000 ml."),
    ("Als de waarde 5,5 mmol/l overschrijdt, belt u.", "Call if the level exceeds 5.5 mmol/l.",
     "Call if the level drops below 5.5 mmol/l."),
    ("Til niets zwaarders dan een theekopje.", "Do not lift anything heavier than a teacup.",
     "Do not lift anything lighter than a teacup."),
    ("Is de wond groter dan een euromunt, bel dan.", "Call if the wound is bigger than a euro coin.",
     "Call if the wound is smaller than a euro coin."),
    ("Een pols boven de 100 is te snel.", "A pulse above 100 is too fast.", "A pulse below 100 is too fast."),
]  # fmt: skip
UNTIL_AND_FROM = [
    ("Totdat de uitslag bekend is, mag u niet werken.", "You must not work until the result is known.",
     "You must not work once the result is known."),
    ("Zodra de verdoving is uitgewerkt, mag u drinken.", "You may drink once the numbness has worn off.",
     "You may drink until the numbness has worn off."),
    ("U mag niet sporten totdat de wond dicht is.", "You may exercise once the wound has closed.",
     "You may exercise until the wound has closed."),
    ("Verwissel eerst de filter en spoel vervolgens het slangetje.",
     "Change the filter first and flush the tube afterwards.",
     "Flush the tube first and change the filter afterwards."),
    ("Vervang de zak wekelijks en het verband dagelijks.", "Change the bag weekly and the dressing daily.",
     "Change the bag daily and the dressing weekly."),
    ("Gebruik de spray bij elke maaltijd.", "Use the spray with every meal.", "Use the spray every day."),
    ("Neem 1 capsule 's ochtends en 2 's avonds.", "Take 1 capsule in the morning and 2 in the evening.",
     "Take 1 capsule in the morning and 3 in the evening."),
]  # fmt: skip
LEFT_OUT = [
    ("U mag naar huis als u heeft geplast.", "You may go home once you have passed urine.",
     "You may go home."),
    ("Een koortsstuip is niet gevaarlijk. Leg het kind op de zij. Stop niets in de mond.",
     "A fit with fever is harmless. Lay the child on their side. Put nothing in the mouth.",
     "A fit with fever is harmless. If it happens, lay the child on their side and stay calm."),
]  # fmt: skip
TAKEN_OVER = [
    ("De baby heeft spruw.", "The baby has thrush.", "The baby has spruw."),
    ("Leg een washandje op het voorhoofd.", "Put a flannel on the forehead.",
     "Put a washandje on the forehead."),
    ("De klachten zijn vaag na de hepatitis.", "The symptoms are vague after the hepatitis.",
     "The symptoms are vaag after the hepatitis."),
]  # fmt: skip
PARTS_OF_THE_DAY = [
    ("Neem de tablet alleen 's ochtends in.", "Take the tablet in the morning only.",
     "Take the tablet in the morning and evening."),
    ("Neem 4 keer per dag 1 tablet.", "Take 1 tablet 4 times a day.", "Take 4 tablets once a day."),
    ("U mag niet zwemmen tot de controle.", "Do not swim until your check-up.",
     "You may swim until your check-up."),
    ("Blijf rustig liggen. Dat prikt even.", "Lie still. This stings for a moment.", "Lie still."),
]  # fmt: skip
FAMILIES = [
    *TAKEN_OVER,
    *PARTS_OF_THE_DAY,
    *ONE_OF_SEVERAL_NEGATIONS,
    *LIMITS_OF_THINGS,
    *UNTIL_AND_FROM,
    *LEFT_OUT,
    *ONLY_THEN,
    *BOTH_SIDES_TURNED,
    *LIMITS,
    *NUMBERS_AND_DATES,
    *NAMES,
    *ENUMERATIONS,
    *DEGREES,
    *NEIGHBOURS,
    *EXCHANGED,
    *AT_HOME_AND_BEYOND,
    *MISTAKES,
    *STEPS_AND_SPEED,
]


@pytest.mark.parametrize(("dutch", "english"), [family[:2] for family in FAMILIES])
def test_another_wording_of_the_same_is_left_alone(dutch, english):
    assert {finding.code for finding in check(dutch, english)} == set()


@pytest.mark.parametrize(("dutch", "twin"), [family[::2] for family in FAMILIES])
def test_its_dangerous_twin_is_caught(dutch, twin):
    assert worst(check(dutch, twin)) in (Severity.ERROR, Severity.WARNING)


def test_where_half_of_the_words_are_unknown_a_difference_only_asks():
    known = check("Het gezwel is goedaardig.", "The tumour is malignant.")
    unknown = check("De kwispel van de schots is goedaardig.", "The tumour is malignant.")

    assert worst(known) == Severity.ERROR
    assert worst(unknown) == Severity.WARNING


@pytest.mark.parametrize(
    ("dutch", "english", "twin"),
    [
        ("Houd de kwispel niet schots.", "Do not keep the arm warm.", "Keep the arm warm."),
        ("Houd de kwispel schots.", "Keep the arm warm.", "Do not keep the arm warm."),
        ("De kwispel zit links.", "The arm is on the left.", "The arm is on the right."),
        ("Schots minimaal 3 uur.", "Keep it up for at least 3 hours.", "Keep it up for at most 3 hours."),
    ],
)
def test_a_not_a_side_or_a_limit_that_is_turned_blocks_whatever_else_is_unknown(dutch, english, twin):
    assert worst(check(dutch, english)) is not Severity.ERROR
    assert worst(check(dutch, twin)) == Severity.ERROR
