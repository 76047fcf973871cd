"""Kinds of wordings by their reason: what says the same is left alone, and its dangerous twin is caught."""

import pytest

from portal.translating.checks import Severity, check, worst

# An age may be told without “years”, and a number may take its unit from one before it.
NUMBERS = [
    (
        "Op 7 jaar krijgt uw kind de prik.",
        "Your child has the jab at the age of 7.",
        "Your child has the jab at the age of 17.",
    ),
    (
        "Meisjes van 11-14 jaar slapen lang.",
        "Girls (aged 11–14) sleep long.",
        "Girls (aged 11–24) sleep long.",
    ),
    (
        "De echo duurt 25 minuten, het gesprek tien minuten.",
        "The scan takes 25 minutes, the talk only ten.",
        "The scan takes 25 minutes, the talk only two.",
    ),
    ("Drink anderhalve liter extra.", "Drink an extra litre and a half.", "Drink an extra litre."),
    (
        "De knobbel zit op ongeveer twee uur.",
        "The lump is at about two o'clock.",
        "The lump is at about ten o'clock.",
    ),
    ("Kom niet eerder dan 9 uur.", "Do not come before 9 am.", "Do not come before 11 am."),
    ("COPD GOLD III", "COPD (GOLD 3)", "COPD (GOLD 2)"),
    ("De vijfjaarsoverleving is 70%.", "Five-year survival is 70%.", "Ten-year survival is 70%."),
    (
        "Uw heup krijgt een halve prothese.",
        "Your hip is given a partial replacement.",
        "Your hip is given a total replacement.",
    ),
    ("Het verlies is 35 decibel.", "The loss is 35 decibels.", "The loss is 35."),
    (
        "De wachttijd is 's zomers drie en 's winters vijf weken.",
        "The waiting time is three weeks in summer and five weeks in winter.",
        "The waiting time is four weeks in summer and five weeks in winter.",
    ),
]
# The “tot” of a range and that of “tot en met” are no “until”; what is late is not within.
LIMITS = [
    (
        "De pleister op de rug gaat er na 3 tot 5 dagen af.",
        "The plaster on your back comes off after 3 to 5 days.",
        "The plaster on your back comes off before 3 to 5 days.",
    ),
    (
        "Slik dit vanaf drie weken voor de reis tot en met week vijf.",
        "Take this from three weeks before the trip until the end of week five.",
        "Take this from three weeks after the trip until week five.",
    ),
    (
        "De uitslag volgt binnen vijf werkdagen.",
        "The result will follow within five working days.",
        "The result will follow after five working days.",
    ),
    (
        "Bewaar de zalf droog en beneden 20 °C.",
        "Keep the ointment dry and below 20 °C.",
        "Keep the ointment dry and above 20 °C.",
    ),
    ("De maximale dagdosis is 4 g.", "The maximum daily dose is 4 g.", "The minimum daily dose is 4 g."),
    (
        "Stop een dag vóór aankomst en begin tot drie dagen na vertrek weer.",
        "Stop one day before arrival and start again until three days after you leave.",
        "Stop one day after arrival and start again until three days after you leave.",
    ),
    (
        "De cyste wordt pas verwijderd bij meer dan 5 cm.",
        "The cyst is not removed until it exceeds 5 cm.",
        "The cyst is not removed until it is under 5 cm.",
    ),
    (
        "Twee glazen wijn per dag is het maximum.",
        "Have no more than two glasses of wine a day.",
        "Have no less than two glasses of wine a day.",
    ),
]
# A negation ends with its sentence, denies the verb and not the side, and hides in “un-” and “stay out of”.
NEGATIONS = [
    (
        "Blijf tussen 12 en 15 uur uit de zon.",
        "Stay out of the sun between noon and 3 pm.",
        "Stay in the sun between noon and 3 pm.",
    ),
    (
        "De zalf is hier niet verkrijgbaar.",
        "The ointment is unavailable here.",
        "The ointment is available here.",
    ),
    (
        "Het is een breuk zonder verplaatsing.",
        "It is an undisplaced fracture.",
        "It is a displaced fracture.",
    ),
    ("Saturatie 95% zonder zuurstof.", "Saturation 95% on room air.", "Saturation 95% on oxygen."),
    (
        "Druk de wond vijf minuten aaneen dicht.",
        "Press on the wound for five minutes without a break.",
        "Do not press on the wound for five minutes.",
    ),
    (
        "De linkerstemband beweegt niet.",
        "The left vocal cord is not moving.",
        "The right vocal cord is not moving.",
    ),
    ("Versnel niet; verlaag het tempo.", "Do not speed up; slow down.", "Do not speed up; pick up the pace."),
    (
        "Eczeem is niet besmettelijk en laat geen littekens na.",
        "Eczema is not contagious and leaves no scars.",
        "Eczema is not contagious and leaves scars.",
    ),
    (
        "Voorkom dat de baby te koud wordt.",
        "Make sure that the baby does not get too cold.",
        "Make sure that the baby gets too cold.",
    ),
    (
        "Drink alleen water uit een fles en neem geen ijs.",
        "Drink only water from a bottle and do not have ice.",
        "Do not drink water from a bottle and do not have ice.",
    ),
    (
        "Zet de medicatie niet op eigen houtje stop.",
        "Do not stop the medication without consulting your doctor.",
        "Stop the medication without consulting your doctor.",
    ),
    (
        "Complicaties zijn soms onvermijdelijk.",
        "Complications sometimes cannot be avoided.",
        "Complications sometimes can be avoided.",
    ),
    (
        "Druk niet op het litteken en houd de telefoon 15 cm bij het kastje vandaan.",
        "Do not press on the scar and keep the phone 15 cm away from the device.",
        "Press on the scar and keep the phone 15 cm away from the device.",
    ),
    (
        "U krijgt een injectie met anti-D.",
        "You will be given an anti-D injection.",
        "You will not be given an anti-D injection.",
    ),
    (
        "Dat u niets proeft, is gewoon.",
        "It is quite normal not to taste anything.",
        "It is quite normal to taste anything.",
    ),
    ("De hoest is nog niet over.", "Your cough has not cleared up yet.", "Your cough has cleared up."),
    (
        "Als u zich niet aan het dieet houdt, mislukt het onderzoek.",
        "The test will fail if you do not follow the diet.",
        "The test will fail if you follow the diet.",
    ),
]
OPPOSITES = [
    (
        "Als u rechtshandig bent, zit de naald links.",
        "If you are right-handed, the needle is on the left.",
        "If you are left-handed, the needle is on the left.",
    ),
    (
        "De operatie is aan de re. knie.",
        "The operation is on the right knee.",
        "The operation is on the left knee.",
    ),
    (
        "Oorsuizen neemt bij veel mensen af.",
        "In many people, tinnitus becomes less noticeable.",
        "In many people, tinnitus becomes more noticeable.",
    ),
    ("Uw gewicht neemt hierdoor toe.", "This makes you gain weight.", "This makes you lose weight."),
    ("De tumor is geslonken.", "The tumour has shrunk.", "The tumour has grown."),
    ("Zet de verwarming lager.", "Turn the heating down.", "Turn the heating up."),
    ("Contra-indicaties: zwangerschap.", "Contraindications: pregnancy.", "Indications: pregnancy."),
    (
        "U krijgt dit middel zonder recept.",
        "You can get this medicine without a prescription.",
        "You can only get this medicine on prescription.",
    ),
    ("Het is een laaggradige tumor.", "It is a low-grade tumour.", "It is a high-grade tumour."),
    ("Slik dit niet op een lege maag.", "Take this with food.", "Take this on an empty stomach."),
    (
        "Draag de kousen overdag en niet in bed.",
        "Wear the stockings during the day and not in bed.",
        "Wear the stockings during the night and not in bed.",
    ),
    ("De breuk zit distaal.", "The fracture is distal.", "The fracture is proximal."),
    (
        "Spuit de langwerkende insuline, ook als u weinig eet.",
        "Inject the long-acting insulin, even if you do not eat much.",
        "Inject the rapid-acting insulin, even if you do not eat much.",
    ),
    (
        "Op een lege maag werkt het minder goed.",
        "It works less well on an empty stomach.",
        "It works better on an empty stomach.",
    ),
    ("Uw eetlust is verminderd.", "Your appetite is reduced.", "Your appetite is increased."),
    ("Laat de wond niet uitdrogen.", "Keep the wound moist.", "Keep the wound dry."),
    (
        "Bij de eerstvolgende controle gaat het gips eraf.",
        "The cast comes off at the next check-up.",
        "The cast came off at the last check-up.",
    ),
    (
        "Deze middelen werken elkaar tegen.",
        "These medicines counteract each other.",
        "These medicines strengthen each other.",
    ),
    ("Neem de tablet voor het slapengaan.", "Take the tablet at bedtime.", "Take the tablet in the morning."),
    (
        "De kans op herstel is groot.",
        "There is a good chance of recovery.",
        "There is a poor chance of recovery.",
    ),
    ("Vaak bent u kouwelijk.", "You often feel cold.", "You often feel hot."),
]
WORDS = [
    ("Geef 5 mg subcutaan.", "Give 5 mg subcutaneously.", "Give 5 mg intramuscularly."),
    ("Het natrium is te laag.", "Your sodium is too low.", "Your potassium is too low."),
    ("Loop niet op blote voeten.", "Do not walk barefoot.", "Walk barefoot."),
    ("Zet het mondstuk aan uw mond.", "Put the mouthpiece to your lips.", "Put the mouthpiece to your nose."),
    (
        "Laat voorwerpen, zoals ringen, kettingen en horloges, thuis.",
        "Leave objects such as rings, necklaces and watches at home.",
        "Leave objects such as rings at home.",
    ),
    ("Trek uw hoofd niet achterover.", "Do not tilt your head back.", "Tilt your head back."),
    (
        "Bij buikgriep drinkt u veel.",
        "If you have gastroenteritis, drink plenty.",
        "If you have pneumonia, drink plenty.",
    ),
    ("Houd het kraambezoek kort.", "Keep visits after the birth brief.", "Keep visits after the birth long."),
]
KIN = [*NUMBERS, *LIMITS, *NEGATIONS, *OPPOSITES, *WORDS]


@pytest.mark.parametrize(("dutch", "english"), [kin[:2] for kin in KIN])
def test_what_says_the_same_is_left_alone(dutch, english):
    assert {finding.code for finding in check(dutch, english)} == set()


@pytest.mark.parametrize(("dutch", "twin"), [kin[::2] for kin in KIN])
def test_its_dangerous_twin_is_caught(dutch, twin):
    assert worst(check(dutch, twin)) in (Severity.ERROR, Severity.WARNING)
