"""Previews shared by a link: only that page, only for some days, only until it is taken back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.signing import Signer

from portal.editing.models import PreviewLink
from portal.editing.sharing import SIGNER, revoke_preview, share_preview, token_of
from tests.builders import make_condition
from tests.editing.forms import address
from tests.markup import attribute, elements, main, words

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def condition(db):
    return make_condition("lever", summary_nl="Concept in het kort.")


def shared_address(link: PreviewLink) -> str:
    return f"/preview/shared/{token_of(link)}/"


def share(condition: Any, editor: Any, **options: Any) -> PreviewLink:
    return share_preview(**{"instance": condition, "language": "nl", "by": editor} | options)


def test_who_has_the_link_sees_the_draft_as_it_is_now(client, editor, condition):
    link = share(condition, editor)
    condition.title_nl = "Nieuwe titel"
    condition.save()

    response = client.get(shared_address(link))

    assert [words(found) for found in elements(main(response), "h1")] == ["Nieuwe titel"]
    assert "Concept in het kort." in words(main(response))
    assert (response["Content-Language"], attribute(response, "html", "lang")) == ("nl", ["nl"])


def test_a_shared_preview_is_neither_kept_nor_found_nor_passed_on(client, editor, condition):
    response = client.get(shared_address(share(condition, editor)))

    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert attribute(response, "meta", "content", name="robots") == ["noindex"]
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(("after", "status"), [(2 * DAY, 200), (3 * DAY, 404), (8 * DAY, 404)])
def test_a_link_expires(  # noqa: PLR0917 - pytest passes by name
    client, clock, editor, condition, after, status
):
    link = share(condition, editor, days=3)

    clock.shift(after)

    assert client.get(shared_address(link)).status_code == status


def test_a_link_that_was_taken_back_shows_nothing_and_others_still_do(client, editor, condition):
    gone, kept = share(condition, editor), share(condition, editor)

    revoke_preview(link=gone, by=editor)

    assert client.get(shared_address(gone)).status_code == 404
    assert b"Concept" not in client.get(shared_address(gone)).content
    assert client.get(shared_address(kept)).status_code == 200
    assert (gone.revoked_by, gone.revoked_at) == (editor, NOW)


def test_a_link_cannot_be_forged(client, editor, condition):
    link = share(condition, editor)
    forged = [str(link.pk), f"{link.pk}:x", Signer().sign(str(link.pk)), SIGNER.sign("999"), "x"]

    assert [client.get(f"/preview/shared/{token}/").status_code for token in forged] == [404] * 5
    assert client.get(shared_address(link)).status_code == 200


def test_the_link_of_an_object_that_is_gone_shows_nothing(client, editor, condition):
    link = share(condition, editor)
    condition.delete()

    assert client.get(shared_address(link)).status_code == 404


@pytest.mark.parametrize("options", [{"days": 0}, {"days": 8}, {"language": "de"}])
def test_no_link_is_made_for_longer_or_in_another_language(editor, condition, options):
    with pytest.raises(ValueError, match="one language"):
        share(condition, editor, **options)

    assert not PreviewLink.objects.exists()


@pytest.mark.parametrize("who", ["translator", "reviewer", "stranger"])
def test_only_who_may_change_it_may_share_it_and_take_it_back(request, editor, condition, who):
    person = request.getfixturevalue(who)
    link = share(condition, editor)

    with pytest.raises(PermissionDenied):
        share(condition, person)
    with pytest.raises(PermissionDenied):
        revoke_preview(link=link, by=person)

    assert PreviewLink.objects.open().count() == 1


# The page in the admin


def test_an_editor_shares_a_preview_and_takes_it_back(editor_client, client, condition):
    where = address(condition, "share")

    editor_client.post(where, {"language": "en", "days": "2"})

    (link,) = PreviewLink.objects.all()
    page = editor_client.get(where)
    assert (link.language, link.expires_at) == ("en", NOW + 2 * DAY)
    assert f"http://testserver{shared_address(link)}" in page.text

    assert editor_client.get(f"{where}{link.pk}/revoke/").status_code == 405
    editor_client.post(f"{where}{link.pk}/revoke/")

    assert client.get(shared_address(link)).status_code == 404
    assert shared_address(link) not in editor_client.get(where).text


@pytest.mark.parametrize("days", ["0", "8", "", "x"])
def test_the_page_refuses_other_numbers_of_days(editor_client, condition, days):
    response = editor_client.post(address(condition, "share"), {"language": "nl", "days": days})

    assert response.context["form"].errors.keys() == {"days"}
    assert not PreviewLink.objects.exists()


def test_a_link_is_taken_back_only_by_way_of_its_own_object(editor_client, editor, condition):
    link = share(make_condition("gal"), editor)

    response = editor_client.post(f"{address(condition, 'share')}{link.pk}/revoke/")

    assert response.status_code == 404
    assert PreviewLink.objects.open().exists()


def test_who_may_not_share_does_not_see_the_page(translator_client, reviewer_client, condition):
    where = address(condition, "share")

    assert translator_client.get(where).status_code == 403
    assert reviewer_client.post(where, {"language": "nl", "days": "1"}).status_code == 403
    assert not PreviewLink.objects.exists()
