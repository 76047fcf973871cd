"""What answers to what in freer wordings: left alone where it does, caught where its twin does not."""

import pytest

from portal.translating.checks import Severity, check, worst

NEGATIONS = [
    (
        "Ook halen ze de pijn niet altijd helemaal weg.",
        "They also cannot always take the pain away fully.",
        "They also can always take the pain away fully.",
    ),
    (
        "Een slagader voert bloed van het hart weg.",
        "An artery carries blood away from the heart.",
        "An artery does not carry blood away from the heart.",
    ),
    (
        "Deze kanker is ergens anders in het lichaam begonnen.",
        "This cancer started elsewhere in the body.",
        "This cancer did not start elsewhere in the body.",
    ),
    (
        "Deze pagina's gaan over uitzaaiingen in de lever.",
        "These pages are about liver metastases.",
        "These pages are not about liver metastases.",
    ),
    ("De klachten gaan weer over.", "The symptoms go away again.", "The symptoms do not go away."),
    (
        "Dit is een klacht die heel vaak voorkomt.",
        "This is a very common symptom.",
        "This is not a very common symptom.",
    ),
    (
        "Dit is een demonstratie, zonder organisatie erachter.",
        "This is a demonstration, with no organisation behind it.",
        "This is not a demonstration, with no organisation behind it.",
    ),
    (
        "Dit is vooral voor kleine tumoren, als een operatie niet veilig of niet mogelijk is.",
        "It is mainly for small tumours, when an operation is not safe or not possible.",
        "It is not mainly for small tumours, when an operation is not safe or not possible.",
    ),
    (
        "Je kunt niet wachten op een afspraak.",
        "You cannot wait for an appointment.",
        "You can wait for an appointment.",
    ),
    ("Je verliest hierbij geen bloed.", "You do not lose any blood.", "You lose blood."),
    ("Dit mag je niet missen.", "You must not miss this.", "You may miss this."),
    (
        "Prik niet op een plek die hard aanvoelt.",
        "Do not inject where it feels hard.",
        "Inject where it feels hard.",
    ),
    (
        "Zolang u geen pijn hebt, is dit overbodig.",
        "This is unnecessary as long as you have no pain.",
        "This is necessary as long as you have no pain.",
    ),
    ("U voelt bij de prik niets.", "You feel nothing during the jab.", "You feel everything during the jab."),
    (
        "Snel lopen is net zomin verstandig als stilzitten.",
        "Walking fast is no wiser than sitting still.",
        "Walking fast is wiser than sitting still.",
    ),
    (
        "Er is niets op tegen om te zwemmen.",
        "There is nothing wrong with swimming.",
        "There is something wrong with swimming.",
    ),
    (
        "Eet geen suiker, ook geen honing.",
        "Do not eat any sugar at all, or honey.",
        "Eat sugar and honey.",
    ),
    (
        "Afzondering is niet meer nodig.",
        "You no longer have to stay away from others.",
        "You still have to stay away from others.",
    ),
    ("U kunt dit zelf doen.", "You can do this yourself.", "You cannot do this yourself."),
    (
        "Een foto is nu niet zinvol.",
        "There is no point in taking an X-ray now.",
        "There is a point in taking an X-ray now.",
    ),
]
OPPOSITES = [
    (
        "Nieuwere technieken werken gerichter.",
        "Newer techniques are more targeted.",
        "Newer techniques are less targeted.",
    ),
    (
        "Het doel is zo lang mogelijk leven.",
        "The aim is to live as long as possible.",
        "The aim is to live as short as possible.",
    ),
    (
        "Deze tekst is in mei voor het laatst bijgewerkt.",
        "This text was last updated in May.",
        "This text was first updated in May.",
    ),
    (
        "Een coloscopie is een kijkonderzoek van de dikke darm.",
        "A colonoscopy is a camera examination of the large bowel.",
        "A colonoscopy is a camera examination of the small bowel.",
    ),
    ("Draai de dop linksom.", "Turn the cap anticlockwise.", "Turn the cap clockwise."),
    (
        "Eet niet in huis, maar buiten.",
        "Do not eat indoors, but outside.",
        "Do not eat outside, but indoors.",
    ),
    ("De wachtkamer is gratis.", "The waiting room is free of charge.", "The waiting room is not free."),
    ("Parkeren is betaald.", "Parking is not free.", "Parking is free."),
    (
        "De winkel is op maandag gesloten en gaat dinsdag weer open.",
        "The shop is closed on Monday and reopens on Tuesday.",
        "The shop is open on Monday and reopens on Tuesday.",
    ),
    (
        "Duizeligheid komt vaak voor als u nuchter bent.",
        "Dizziness is common if you have not eaten.",
        "Dizziness is rare if you have not eaten.",
    ),
    (
        "Deze ontsteking komt door een bacterie, niet door een virus.",
        "This infection is caused by bacteria, not by a virus.",
        "This infection is caused by a virus, not by a virus.",
    ),
    ("Uw pas is geldig.", "Your card is valid.", "Your card is invalid."),
    (
        "Blijf thuis als u zich onwel voelt.",
        "Stay at home if you feel ill.",
        "Stay at home if you feel well.",
    ),
    (
        "Plas voor het onderzoek niet: uw blaas moet vol zijn.",
        "Do not empty your bladder before the test: it must be full.",
        "Do not empty your bladder before the test: it must be empty.",
    ),
    (
        "De arts liet de eierstokken zitten en de rechter trompet werd verwijderd.",
        "The ovaries were left in place and the right tube was removed.",
        "The ovaries were left in place and the left tube was removed.",
    ),
    (
        "Zolang de wond open is, mag u niet baden.",
        "You may not take a bath until the wound has closed.",
        "You may take a bath until the wound has closed.",
    ),
    (
        "U mag wandelen, maar vermijd de lift.",
        "You can walk, but avoid the lift.",
        "You can walk, but use the lift.",
    ),
    (
        "Met een verminderde weerstand mag u dit niet krijgen.",
        "People with poor immunity must not be given this.",
        "People with poor immunity must be given this.",
    ),
    (
        "Wij kunnen u pas helpen wanneer de uitslag er is.",
        "We cannot help you until the result is in.",
        "We can help you until the result is in.",
    ),
    (
        "Het is een misverstand dat kou u verkouden maakt.",
        "It is a myth that you get ill from being cold.",
        "It is true that you get ill from being cold.",
    ),
    ("Smeer de zalf zuinig.", "Apply the ointment sparingly.", "Apply the ointment generously."),
    (
        "Laat de pleister een dag zitten.",
        "Leave the plaster on for a day.",
        "Leave the plaster off for a day.",
    ),
    (
        "De pijn zit achter het oor.",
        "The pain is behind the ear.",
        "The pain is in front of the ear.",
    ),
    (
        "Dit gaat misselijkheid tegen.",
        "This prevents nausea.",
        "This causes nausea.",
    ),
    ("Een enkeling krijgt koorts.", "A few people get a fever.", "Most people get a fever."),
]
MORE_AND_LESS = [
    (
        "De klachten verminderen als u rust.",
        "The symptoms get better if you rest.",
        "The symptoms get worse if you rest.",
    ),
    (
        "Bel ons als u meer bloed verliest dan normaal.",
        "Call us if the bleeding is heavier than normal.",
        "Call us if the bleeding is lighter than normal.",
    ),
    (
        "Te weinig slaap vergroot de kans op hoofdpijn.",
        "Not getting enough sleep raises the risk of headaches.",
        "Not getting enough sleep lowers the risk of headaches.",
    ),
    (
        "De klachten namen in de loop van de tijd af.",
        "Over time, the symptoms eased.",
        "Over time, the symptoms got worse.",
    ),
    ("Het aantal besmettingen steeg.", "The number of infections rose.", "The number of infections fell."),
    (
        "Uw gewicht zal eerder toe- dan afnemen.",
        "Your weight is more likely to increase than to go down.",
        "Your weight will not increase and not go down.",
    ),
    (
        "Hoe eerder u belt, des te kleiner het risico.",
        "The sooner you call, the lower the risk.",
        "The sooner you call, the higher the risk.",
    ),
    ("Melk belemmert de opname.", "Milk hinders absorption.", "Milk helps absorption."),
    (
        "U kunt uw been minder goed buigen.",
        "You find it harder to bend your leg.",
        "You find it easier to bend your leg.",
    ),
]
LIMITS = [
    (
        "Wacht minstens acht uur met de volgende tablet.",
        "Leave at least eight hours before the next tablet.",
        "Leave at most eight hours before the next tablet.",
    ),
    (
        "Zij leven even lang als anderen.",
        "They live just as long as others.",
        "They live less long than others.",
    ),
    (
        "U hoeft minder vaak te komen.",
        "You do not have to come as often.",
        "You have to come more often.",
    ),
    (
        "De operatie lukt bij ruim 90% van de mensen.",
        "The operation works in over 90% of people.",
        "The operation works in under 90% of people.",
    ),
    (
        "Er moet minstens een week tussen zitten.",
        "There must be at least a week in between.",
        "There must be at most a week in between.",
    ),
    (
        "Is de pijn minder erg, bel dan 0900-1234.",
        "If the pain is less severe, call 0900 1234.",
        "If the pain is more severe, call 0900 1234.",
    ),
    (
        "Smeer met minimaal factor 50.",
        "Use sunscreen of at least factor 50.",
        "Use sunscreen of at most factor 50.",
    ),
]
BEFORE_AND_AFTER = [
    (
        "De pil beschermt pas een week na de eerste tablet.",
        "The pill does not protect you until a week after the first tablet.",
        "The pill does not protect you until a week before the first tablet.",
    ),
    (
        "Meet uw bloeddruk voor het opstaan.",
        "Take your blood pressure before you get up.",
        "Take your blood pressure after you get up.",
    ),
]
NUMBERS = [
    (
        "Het gewicht is na een jaar verdrievoudigd.",
        "The weight has tripled after a year.",
        "The weight has doubled after a year.",
    ),
    ("Een kopje kost 2 euro 50.", "A cup is €2.50.", "A cup is £2.50."),
    ("De eigen bijdrage is € 12.", "You pay 12 euros yourself.", "You pay 12 dollars yourself."),
    ("Hij is 1 meter 92 lang.", "He is 1.92 metres tall.", "He is 1.29 metres tall."),
    (
        "Per kilo lichaamsgewicht krijgt uw kind 10 ml.",
        "Your child is given 10 ml for every kilo of body weight.",
        "Your child is given 10 ml for every pound of body weight.",
    ),
    ("De dagdosis is 20 mg.", "The daily dose is 20 mg.", "The weekly dose is 20 mg."),
    (
        "De uitslag was 31 nmol/l en moet 50 nmol/l zijn.",
        "The result was 31 nmol/l and should be 50 nmol/l.",
        "The result was 31 and should be 50 nmol/l.",
    ),
    (
        "Gebruik er nooit drie tegelijk.",
        "Never use three of them together.",
        "Never use two of them together.",
    ),
    (
        "De linkerhersenhelft regelt uw spraak.",
        "The left half of the brain controls your speech.",
        "The right half of the brain controls your speech.",
    ),
]
LINKS = [
    (
        '<p>Lees over <a href="/pijn/">pijn</a> en <a href="/koorts/">koorts</a>.</p>',
        '<p>Read about <a href="/koorts/">fever</a> and <a href="/pijn/">pain</a>.</p>',
        '<p>Read about <a href="/koorts/">pain</a> and <a href="/pijn/">fever</a>.</p>',
    ),
]
MEMBERS = [
    (
        "U hebt een verkoudheid. Daardoor bent u moe, warm en hongerig.",
        "You have a cold, which makes you tired, warm and hungry.",
        "You have a cold, which makes you tired and warm.",
    ),
]
FAMILIES = NEGATIONS + OPPOSITES + MORE_AND_LESS + LIMITS + BEFORE_AND_AFTER + NUMBERS + LINKS + MEMBERS


@pytest.mark.parametrize(("dutch", "english"), [family[:2] for family in FAMILIES])
def test_what_answers_to_the_dutch_is_left_alone(dutch, english):
    assert {finding.code for finding in check(dutch, english)} == set()


@pytest.mark.parametrize(("dutch", "twin"), [family[::2] for family in FAMILIES])
def test_its_dangerous_twin_is_caught(dutch, twin):
    assert worst(check(dutch, twin)) in (Severity.ERROR, Severity.WARNING)


@pytest.mark.parametrize(
    ("dutch", "english"),
    [
        ("De rechter dat plan voorlegt, wacht af.", "The court that hears the plan will wait."),
        ("Het OM ziet uw gegevens niet.", "The prosecutor does not see your data."),
        ("Gebruik de auto-injector.", "Use the auto-injector."),
        ("U kunt dengue krijgen.", "You can get dengue."),
        ("Maakt u zich zorgen over een vlek? Bel ons.", "If you are worried about a mole, call us."),
        ("Bel de dokterspost.", "Call the out-of-hours surgery."),
        ("Let op een scheve mond.", "Watch for a drooping face."),
    ],
)
def test_these_names_have_counterparts(dutch, english):
    assert {finding.code for finding in check(dutch, english)} == set()
