"""What looks like personal data, and what only looks as if it did."""

import pytest

from portal.reading.feedback.personal import is_citizen_number, personal_data_in


def found(text: str) -> list[tuple[str, str]]:
    return [(str(finding.label), finding.text) for finding in personal_data_in(text)]


@pytest.mark.parametrize(
    ("text", "label", "part"),
    [
        ("Mail jan.j+web@voorbeeld.example graag", "een e-mailadres", "jan.j+web@voorbeeld.example"),
        ("Bel 06-12345678.", "een telefoonnummer", "06-12345678"),
        ("Bel 06 12 34 56 78", "een telefoonnummer", "06 12 34 56 78"),
        ("Bel (020) 123 45 67", "een telefoonnummer", "(020) 123 45 67"),
        ("Call +31 6 1234 5678!", "een telefoonnummer", "+31 6 1234 5678"),
        ("Call 0044 20 7946 0958", "een telefoonnummer", "0044 20 7946 0958"),
        ("BSN 111222333", "een burgerservicenummer (BSN)", "111222333"),
        ("bsn: 1112.22.333", "een burgerservicenummer (BSN)", "1112.22.333"),
        ("Ik woon op 1234 AB", "een postcode", "1234 AB"),
        ("postcode 1234ab", "een postcode", "1234ab"),
        ("Dorpsstraat 12 in mijn dorp", "een straat met huisnummer", "Dorpsstraat 12"),
        ("I live at 12, Church Road 5", "een straat met huisnummer", "Road 5"),
    ],
)
def test_personal_data_is_found(text, label, part):
    assert (label, part) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "De code C78.7 klopt niet, en 7.2 ook niet.",
        "Sinds 12-03-2024 staat er 1000 mg, moet dat niet 1000 MG per dag zijn?",
        "On 2026-11-23 it said 2024 and 5 of 100.",
        "Er overleven 15000 tot 20000 mensen in 2024 en 2025.",
        "De link https://www.example.org/12345 werkt niet.",
        "123456789 is geen burgerservicenummer.",
        "Bel 112 of de huisarts.",
        "De weg naar het ziekenhuis.",
        "ISBN 978-90-313-9876-2",
        "",
    ],
)
def test_what_a_page_is_about_is_no_personal_data(text):
    assert found(text) == []


def test_each_thing_is_named_once():
    assert len(found("06-12345678, ik herhaal 06-12345678")) == 1


@pytest.mark.parametrize(
    ("digits", "passes"),
    [("111222333", True), ("123456782", True), ("123456789", False), ("000000000", False)],
)
def test_a_citizen_number_passes_its_own_test(digits, passes):
    assert is_citizen_number(digits) is passes
