"""The figures of the checks on pairs of texts, and what each check does.

Both sets in `pairs` have been looked at by now: they keep what was reached. How the checks do on unseen
pairs, only pairs that are not here can tell.
"""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.conf import settings

from portal.translating.checks import CHECKS, Severity, Term, check, worst

PAIRS = Path(__file__).parent / "pairs"
SETS = ("development", "heldout")
CORRECT = "correct"


def read(name: str) -> list[dict[str, str]]:
    lines = (PAIRS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def codes(dutch: str, english: str, glossary: Iterable[Term] = ()) -> set[str]:
    return {finding.code for finding in check(dutch, english, glossary)}


@pytest.mark.lengthy
@pytest.mark.parametrize("name", SETS)
def test_nearly_all_dangerous_errors_are_caught_in_every_class(name):
    total, caught = Counter[str](), Counter[str]()
    for pair in read(name):
        if pair["class"] != CORRECT:
            total[pair["class"]] += 1
            caught[pair["class"]] += bool(check(pair["nl"], pair["en"]))

    assert caught.total() >= 0.95 * total.total()
    assert {kind: caught[kind] / n for kind, n in total.items() if caught[kind] < 0.9 * n} == {}


@pytest.mark.lengthy
@pytest.mark.parametrize("name", SETS)
def test_few_correct_pairs_are_flagged(name):
    severities = [worst(check(p["nl"], p["en"])) for p in read(name) if p["class"] == CORRECT]

    assert sum(severity is not None for severity in severities) <= 0.08 * len(severities)
    assert severities.count(Severity.ERROR) <= 0.03 * len(severities)


def test_the_sets_are_large_enough_to_say_something():
    pairs = [pair for name in SETS for pair in read(name)]
    counts = Counter(pair["class"] for pair in pairs)

    assert counts.pop(CORRECT) >= 300
    assert min(counts.values()) >= 25


def test_few_of_our_own_translations_are_flagged_and_none_is_blocked():
    texts = {
        (fields[name], fields[f"{name.removesuffix('_nl')}_en"])
        for path in (settings.BASE_DIR / "fixtures").glob("*.json")
        for fields in (entry["fields"] for entry in json.loads(path.read_text(encoding="utf-8")))
        for name in fields
        if name.endswith("_nl") and not name.startswith(("slug", "forms", "other_names"))
    }
    severities = {pair: worst(check(*pair)) for pair in texts if all(pair)}

    assert sum(severity is not None for severity in severities.values()) <= 0.08 * len(severities)
    assert [pair for pair, severity in severities.items() if severity is Severity.ERROR] == []


@pytest.mark.parametrize(
    ("dutch", "english"),
    [
        ("Neem 1.000 mg of 2,5 ml.", "Take 1,000 mg or 2.5 ml."),
        ("Na anderhalf uur.", "After one and a half hours."),
        ("Om 14.30 uur.", "At 2.30 pm."),
        ("Kom over 14 dagen terug.", "Come back in two weeks."),
        ("Ieder half jaar een scan.", "A scan every six months."),
        ("Om de dag een tablet.", "One tablet on alternate days."),
        ("Een kwart, dus 25%.", "A quarter, that is 25%."),
        ("Bij 2 op de 3 mensen.", "In two in three people."),
        ("Stadium III.", "Stage 3."),
        ("Bel 020 - 123 45 67.", "Call 020 123 4567."),
        ("Bel +31 20 123 45 67.", "Call 020 123 4567."),
        ("Op 3-4-2025.", "On 3 April 2025."),
        ("3 dd 2 tabletten.", "2 tablets, 3 times daily."),
        ("Neem 1 à 2 g.", "Take 1 to 2 g."),
        ("Het duurt 24 uur.", "It takes one day."),
        ("Neem 1 gram.", "Take 1,000 mg."),
        ("Het duurt een minuut of tien.", "It takes about ten minutes."),
        ("Er zijn een stuk of vijf redenen.", "There are about five reasons."),
        ("Na drieënhalf uur.", "After three and a half hours."),
        ("Vijf kwartier later.", "An hour and a quarter later."),
        ("Om vijf voor half negen.", "At 8.25 am."),
        ("Tot 12 uur 's nachts.", "Until midnight."),
        ("Drie keer per jaar.", "Every four months."),
        ("Om het jaar een controle.", "A check-up every other year."),
        ("In het tweede trimester.", "In the second trimester."),
        ("Vanaf de zestiende week.", "From week 16."),
        ("Stadium IIb.", "Stage 2b."),
        ("Een snee van een centimeter.", "A cut of 1 cm."),
        ("De kans is fifty-fifty.", "There is a 50% chance."),
        ("Met derden delen.", "To share with third parties."),
        ("Een derdegraads verbranding.", "A third-degree burn."),
        ("Voordat uw kind 4 jaar is.", "Before the age of 4."),
        ("Ze is in de tachtig.", "She is in her eighties."),
        ("De dosis halveert.", "The dose is cut in half."),
        ("Na een week of twee.", "After a week or two."),
        ("Na één of twee dagen.", "After a day or two."),
    ],
)
def test_the_same_number_in_another_notation_is_no_difference(dutch, english):
    assert codes(dutch, english) == set()


@pytest.mark.parametrize(
    ("dutch", "english", "code"),
    [
        ("Neem 2,5 mg.", "Take 25 mg.", "decimal-shifted"),
        ("Neem 5 mg.", "Take 7 mg.", "number-changed"),
        ("Neem 5 mg.", "Take 5 µg.", "unit-changed"),
        ("Neem 5 mg.", "Take 5.", "unit-dropped"),
        ("Neem 2 tabletten.", "Take tablets.", "number-dropped"),
        ("Neem de tabletten.", "Take the 3 tablets.", "number-added"),
        ("Elke dag.", "Every week.", "frequency-changed"),
        ("Bij 25% van hen.", "In 52% of them.", "percentage-changed"),
        ("Tussen 5 en 8 mg.", "Between 5 and 18 mg.", "range-bound-changed"),
        ("Op 3 april.", "On 4 April.", "date-changed"),
        ("Om 14.30 uur.", "At 3.30 pm.", "date-changed"),
        ("Bel 112.", "Call 911.", "emergency-number-changed"),
        ("Minstens 5 dagen.", "At most 5 days.", "comparator-flipped"),
        ("Niet meer dan 5 mg.", "No less than 5 mg.", "comparator-flipped"),
        ("Neem geen aspirine.", "Take aspirin.", "negation-lost"),
        ("Uw moeder kan niet alleen naar huis.", "Your mother can go home alone.", "negation-lost"),
        ("Stop niet ineens met de bètablokker.", "Suddenly stop the beta blocker.", "negation-lost"),
        ("Spoel met lauw water.", "Rinse with hot water.", "intent-flipped"),
        ("Er zit kalium in het bloed.", "There is calcium in the blood.", "word-changed"),
        ("Is uw kind suf?", "Is your child suf?", "untranslated-copy"),
        ("Na enkele dagen.", "After a few weeks.", "unit-changed"),
        ("Volgende maand.", "Next week.", "unit-changed"),
        ("Eén long is aangedaan.", "Both lungs are affected.", "number-changed"),
        ("Kom pas na 6 uur.", "Come in the first 6 hours.", "comparator-flipped"),
        ("Zeg uiterlijk 2 uur voor de afspraak af.", "Cancel at most 2 hours before.", "comparator-flipped"),
        ("Uw longen zijn schoon.", "Your kidneys are clear.", "word-changed"),
        ("De pijn zit in de hiel.", "The pain is in the knee.", "word-changed"),
        ("U krijgt rodehond.", "You get measles.", "word-changed"),
        ("Bel de tandarts.", "Call the midwife.", "word-changed"),
        ("Op maandagmiddag.", "On Monday morning.", "word-changed"),
        (
            "Eerst de zalf, daarna het verband.",
            "First the bandage, then the ointment.",
            "before-after-swapped",
        ),
        ("Was uw handen voor en na het eten.", "Wash your hands after eating.", "before-after-swapped"),
        ("Beide benen zijn dik.", "Your left leg is swollen.", "laterality-swapped"),
        ("Neem aspirine.", "Do not take aspirin.", "negation-added"),
        ("Uw linkerknie.", "Your right knee.", "laterality-swapped"),
        ("Na de maaltijd.", "Before the meal.", "before-after-swapped"),
        ("De bloeddruk daalt.", "The blood pressure rises.", "increase-decrease-flipped"),
        ("Een goedaardig gezwel.", "A malignant growth.", "intent-flipped"),
        ("Gebruik claritromycine.", "Use erythromycin.", "drug-name-changed"),
        ("U krijgt een CT-scan.", "You will have an MRI scan.", "abbreviation-changed"),
        ("Koorts of huiduitslag.", "Fever.", "list-item-omitted"),
        ("<ul><li>Een</li><li>Twee</li></ul>", "<ul><li>One</li></ul>", "list-item-omitted"),
        ("Bel de arts. Dat mag altijd.", "Call the doctor.", "sentence-omitted"),
        ("Bel de arts.", "Bel de arts.", "untranslated-copy"),
        ('<a href="/a/">hier</a>', '<a href="/b/">here</a>', "link-changed-or-dropped"),
        (
            '<ul><li><a href="/a/">CT</a></li><li><a href="/b/">MRI</a></li></ul>',
            '<ul><li><a href="/b/">CT</a></li><li><a href="/a/">MRI</a></li></ul>',
            "link-changed-or-dropped",
        ),
        ("<h2>Nu</h2><p>Eet niets.</p>", "<h2>Now<p>Do not eat.</p></h2>", "tag-broken"),
        ("<p><em>Nu</em></p>", "<p><em>Now</p></em>", "tag-broken"),
        ("U hebt last van misselijkheid.", "You have misselijkheid.", "untranslated-copy"),
        ("Baarmoederhalskanker", "Womb cancer", "word-changed"),
        ("Bij bewustzijnsverlies belt u.", "Call if the person is conscious.", "intent-flipped"),
        ("U kunt niet naar huis: het is te laag.", "You can go home: it is too low.", "negation-lost"),
        ("Niet voor kinderen jonger dan 12 jaar.", "Not for children over 12.", "comparator-flipped"),
        ("U mag alles eten, behalve vis.", "You may eat everything, including fish.", "intent-flipped"),
        ("Slaap met uw hoofd omhoog.", "Sleep with your head flat.", "intent-flipped"),
        ("De functie is achteruitgegaan.", "The function has improved.", "increase-decrease-flipped"),
        ("De zwelling is afgenomen.", "The swelling has increased.", "increase-decrease-flipped"),
        ("De aandoening komt vaak voor.", "The condition is rare.", "intent-flipped"),
        ("De ader is verstopt.", "The vein is open.", "intent-flipped"),
        ("Vul de beker.", "Empty the cup.", "intent-flipped"),
        ("U bent hersteld.", "You are ill.", "intent-flipped"),
        ("De schildklier werkt te hard.", "The thyroid is underactive.", "intent-flipped"),
        ("Neem een lichte maaltijd.", "Eat a heavy meal.", "intent-flipped"),
        ("De crème is verdund.", "The cream is concentrated.", "intent-flipped"),
        ("Het is niet nodig om te vasten.", "You need to fast.", "negation-lost"),
        ("Leg hem op de tong.", "Put it under the tongue.", "intent-flipped"),
        ("De urine is helder.", "The urine is cloudy.", "intent-flipped"),
        ("Het medicijn is verlopen.", "The medicine is still in date.", "intent-flipped"),
        ("Lig stil.", "Move around.", "intent-flipped"),
        ("U hebt een galsteen.", "You have a kidney stone.", "word-changed"),
        ("Mits u nuchter bent.", "Unless you are fasting.", "negation-added"),
        ("Open van maandag tot en met vrijdag.", "Open Monday to Thursday.", "number-added"),
        ("Een pond vlees.", "400 grams of meat.", "number-changed"),
        ("U mag de dosis ophogen.", "You may lower the dose.", "increase-decrease-flipped"),
        ("<p><strong>Nu</strong></p>", "<p>Now</p>", "tag-broken"),
    ],
)
def test_a_mistake_is_called_by_its_name(dutch, english, code):
    assert code in codes(dutch, english)


@pytest.mark.parametrize(
    ("dutch", "english"),
    [
        ("U hoeft niets te doen, tenzij het bloedt.", "You need not do anything unless it bleeds."),
        ("Na een jaar heeft u geen pijn meer.", "After a year you are pain-free."),
        ("Kom pas na zes uur.", "Do not come until six o'clock."),
        ("Niet meer dan twee glazen.", "At most two glasses."),
        ("Geen koorts en geen pijn.", "No fever or pain."),
        ("Het is niet onmogelijk.", "It is possible."),
        ("Het gezwel is niet kwaadaardig.", "The growth is benign."),
        ("Ga naar de SEH.", "Go to A&E."),
        ("U krijgt 500 IE van uw huisarts.", "Your GP will give you 500 IU."),
        ("Gebruik claritromycine.", "Use clarithromycin."),
        ("Stop niet zonder overleg.", "Always ask us before you stop."),
        ("De knobbel bleek niet kwaadaardig.", "The lump turned out to be harmless."),
        ("Vergeet niet te drinken.", "Remember to drink."),
        ("U hoeft niet nuchter te zijn.", "You may eat and drink."),
        ("De bloeddruk mag niet boven de 140 komen.", "The blood pressure must not rise above 140."),
        ("Zeg uiterlijk 2 uur voor de afspraak af.", "Cancel at least 2 hours before the appointment."),
        ("Hebt u koorts? Bel dan de dokter.", "Call the doctor if you have a fever."),
        ("Zowel de linker- als de rechterknie doet pijn.", "Both knees hurt."),
        ("U bent eerder geopereerd.", "You have had an operation before."),
        ("Los 1 sachet op.", "Dissolve 1 sachet."),
        ("De uitslag van de hartfilm.", "The result of the ECG."),
        ("Gebruik de adrenalinepen.", "Use the adrenaline pen."),
        ("Kauw er niet op.", "Do not chew it."),
        ("Het hart pompt minder goed.", "The heart does not pump as well."),
        ("Dit komt vaak voor.", "This is common."),
        ("Slaapt u slecht door de hoest?", "Does the cough keep you awake?"),
        ("Het verband mag er na 24 uur af.", "You can take off the dressing the next day."),
        ("Op zaterdag en zondag is de poli dicht.", "The clinic is closed at weekends."),
        ("U bent even buiten kennis geweest.", "You were unconscious for a short time."),
        ("U mag alles, behalve zwemmen.", "You can do everything except swim."),
        ("Laat bloed prikken bij het lab.", "Have your blood taken at the lab."),
        ("Een half pond vlees.", "250 grams of meat."),
        ("Eet twee ons groente.", "Eat 200 grams of vegetables."),
        ("Een ijzertekort maakt moe.", "Iron deficiency makes you tired."),
        ("Zij is dag en nacht bereikbaar.", "She can be reached 24 hours a day."),
        ("De kans is twee keer zo klein.", "The risk is halved."),
        ("U mag pas naar huis als u geplast hebt.", "You cannot go home until you have passed urine."),
        ("U mag pas na zes weken sporten.", "You must wait six weeks before you exercise."),
        ("0 tot 1 jaar: niet geven.", "Under 1 year: do not give."),
        ("Dat mag, mits u de wond droog houdt.", "You may, as long as you keep the wound dry."),
        ("De controle is op 03-02-2025.", "Your check-up is on 3 February 2025."),
        ("Keelpijn is niet gevaarlijk.", "A sore throat is harmless."),
        ("Het is vrij verkrijgbaar.", "You can buy it without a prescription."),
        ("Lever de urine binnen twee uur in.", "Hand in the urine within two hours."),
        ("Verhoog de dosis niet op eigen houtje.", "Do not increase the dose without consulting us."),
        ("U mag alles eten.", "There are no restrictions on what you eat."),
        ("Bewaar dit buiten bereik van kinderen.", "Keep this where children cannot reach it."),
        ("Er is nog plaats in de groep.", "There are still places left in the group."),
        ("Wij raden u aan niet te roken.", "We advise you not to smoke."),
        ("Het beschermt niet voor honderd procent.", "It does not give complete protection."),
    ],
)
def test_the_same_in_other_words_is_no_difference(dutch, english):
    assert codes(dutch, english) == set()


def test_in_a_free_translation_a_word_that_differs_only_asks():
    literal = check("De pijn wordt erger.", "The pain gets better.")
    free = check("Door de drukte wordt de pijn vaak erger.", "Keep calm, and you will get better.")

    assert worst(literal) == Severity.ERROR
    assert worst(free) == Severity.WARNING


def test_what_is_named_for_a_side_is_looked_up_without_it():
    assert codes("Uw rechterlong.", "Your right kidney.") == {"word-changed"}


def test_the_words_concerned_are_marked_in_both_texts():
    dutch, english = "<p>Neem <strong>2,5 mg</strong> in.</p>", "<p>Take <strong>25 mg</strong>.</p>"
    (finding,) = check(dutch, english)

    assert [dutch[start:end] for start, end in finding.source] == ["2,5 mg"]
    assert [english[start:end] for start, end in finding.target] == ["25 mg"]


def test_marks_are_right_behind_entities_and_citations():
    dutch, english = "R&amp;D[@bron] en 5 mg.", "R&amp;D[@bron] and 6 mg."
    (finding,) = check(dutch, english)

    assert [english[start:end] for start, end in finding.target] == ["6 mg"]


class TestGlossary:
    terms = (Term(("uitzaaiing", "uitzaaiingen"), ("metastasis", "metastases"), ("outseeding",)),)

    def test_an_inflected_form_counts_as_used(self):
        assert codes("De uitzaaiingen groeien.", "The metastases grow.", glossary=self.terms) == set()

    def test_a_part_of_a_word_with_a_hyphen_is_another_word(self):
        assert codes("Een micro-uitzaaiing.", "A micrometastasis.", glossary=self.terms) == set()
        assert codes("Micro- uitzaaiing.", "A secondary.", glossary=self.terms) == {"glossary-not-used"}

    def test_another_rendering_asks(self):
        found = codes("Een uitzaaiing.", "A secondary.", glossary=self.terms)
        assert found == {"glossary-not-used"}

    def test_a_forbidden_rendering_is_an_error(self):
        assert worst(check("Een uitzaaiing.", "An outseeding.", glossary=self.terms)) == Severity.ERROR


def test_every_check_explains_itself_under_a_name_of_its_own():
    assert len({one.id for one in CHECKS}) == len({str(one.name) for one in CHECKS}) == len(CHECKS)
    assert all(str(one.explanation).endswith(".") for one in CHECKS)


@pytest.mark.parametrize(
    "text", ["", " ", "<p></p>", "<", "&", "[@", "<a href=", "½", "1-1-", "+", "0", "(", "\u00ad"]
)
def test_scraps_of_text_do_no_harm(text):
    check(text, text)
    check(text, "Take 5 mg.")
    check("Neem 5 mg.", text)


def test_a_lost_link_or_mark_is_shown_by_the_words_that_a_reader_sees_of_it():
    dutch = '<p>Bel <a href="/nl/arts/">de arts</a> bij <strong>hevige</strong> pijn.</p>'
    found = {finding.code: finding for finding in check(dutch, "<p>Call the doctor for severe pain.</p>")}

    words = {code: [dutch[slice(*span)] for span in finding.source] for code, finding in found.items()}
    assert words["link-changed-or-dropped"] == ['<a href="/nl/arts/">de arts</a>']
    assert words["tag-broken"] == ["<strong>hevige</strong>"]
