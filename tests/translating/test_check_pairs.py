import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command


def run(tmp_path: Path, *lines: str) -> list[dict[str, Any]]:
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    out = io.StringIO()
    call_command("check_pairs", str(path), stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def pair(identity: str, dutch: str, english: str) -> str:
    return json.dumps({"id": identity, "nl": dutch, "en": english})


def test_every_pair_gets_a_line_with_its_severity_and_codes(tmp_path):
    result = run(tmp_path, pair("a", "Neem 5 mg.", "Take 5 mg."), "", pair("b", "Neem 5 mg.", "Take 50 mg."))

    assert result == [
        {"id": "a", "severity": "none", "codes": []},
        {"id": "b", "severity": "error", "codes": ["decimal-shifted"]},
    ]


def test_pairs_may_come_from_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(pair("a", "Ja.", "Yes.")))
    out = io.StringIO()
    call_command("check_pairs", "-", stdout=out)

    assert json.loads(out.getvalue())["id"] == "a"


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "Line 2 is not JSON"),
        ("[]", "Line 2 is not a JSON object"),
        ('{"id": "b", "nl": "Ja."}', 'Line 2 has no text "en"'),
        ('{"id": "b", "nl": 5, "en": "5"}', 'Line 2 has no text "nl"'),
        ('{"nl": "Ja.", "en": "Yes."}', 'Line 2 has no "id"'),
    ],
)
def test_a_bad_line_is_named(tmp_path, line, complaint):
    with pytest.raises(CommandError, match=complaint):
        run(tmp_path, pair("a", "Ja.", "Yes."), line)


def test_a_missing_file_is_named():
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("check_pairs", "nowhere.jsonl")
