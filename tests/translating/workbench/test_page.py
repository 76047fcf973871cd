"""What the page of an object shows, and in how many queries."""

from portal.translating.models import State
from tests.builders import make_section
from tests.markup import words
from tests.translating.desk import confirm_all, translate, unit
from tests.translating.workbench.posts import fields, page, send


def test_languages_are_named_in_the_language_of_the_interface(condition, administrator_client):
    assert "Nederlands en Engels samen publiceren…" in words(administrator_client.get(page(condition)))


def test_an_outdated_unit_shows_what_changed_and_can_be_still_right(condition, translator, translator_client):
    translate(condition, "summary", "In short.", translator)
    type(condition).objects.filter(pk=condition.pk).update(summary_nl="In het lang.")
    condition.refresh_from_db()

    assert "verwijderd: kort ingevoegd: lang" in words(translator_client.get(page(condition)))
    send(translator_client, condition, unit(condition, "summary"), act="still-right")

    assert unit(condition, "summary").state is State.TRANSLATED


def test_the_words_that_a_check_means_are_marked_in_both_texts(condition, translator, translator_client):
    type(condition).objects.update(summary_nl="Neem 5 mg per dag.")
    translate(condition, "summary", "Take 50 mg a day.", translator)

    shown = translator_client.get(page(condition)).text

    assert "<mark>5" in shown
    assert "<mark>50" in shown
    assert "“5 mg” → “50 mg”" in shown  # for who sees no marks, and where there are several


def test_markup_in_a_text_of_words_is_shown_as_words(condition, translator, translator_client):
    translate(condition, "title", "<script>alert(1)</script>", translator)

    shown = translator_client.get(page(condition)).text

    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_a_page_takes_as_many_queries_for_many_units_as_for_few(
    condition, translator_client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(28) as few:
        translator_client.get(page(condition))
        at_most = len(few)
    make_section(condition, body_nl="".join(f"<p>Zin {number}.</p>" for number in range(40)), body_en="")
    translator_client.get(page(condition))

    with django_assert_max_num_queries(at_most):
        translator_client.get(page(condition))


def test_only_the_texts_that_are_asked_for_are_shown_and_saving_leaves_the_others(
    condition, translator, translator_client
):
    made = translate(condition, "title", "Liver", translator)
    only = translator_client.get(page(condition), {"show": "translated"})
    missing = unit(condition, "summary")

    answer = translator_client.post(f"{page(condition)}?show=missing", fields(missing, "In short."))

    assert f'id="unit-{made.address}"' in only.text
    assert f'id="unit-{missing.address}"' not in only.text
    assert answer.url == f"{page(condition)}?show=missing"
    assert unit(condition, "title").target == "Liver"


def test_what_is_refused_without_scripts_is_shown_and_linked_whatever_is_asked_for(
    condition, translator_client
):
    points = unit(condition, "sections.body", 1)

    answer = translator_client.post(f"{page(condition)}?show=translated", fields(points, "<p>Eat.</p>"))

    assert f'<a href="#unit-{points.address}">' in answer.text
    assert ">&lt;p&gt;Eat.&lt;/p&gt;</textarea>" in answer.text
    assert "lijst met opsommingstekens blijven" in answer.text


def test_the_head_counts_what_is_shown_and_comes_with_each_answer(condition, translator_client):
    type(condition).objects.update(other_names_nl="HCC")

    first = translator_client.get(page(condition)).text
    answer = send(translator_client, condition, unit(condition, "title"), "Liver cancer").text

    assert first.count('class="unit-state missing"') == 4
    assert "ontbreekt: 4" in first
    assert "mag leeg blijven: 1" in first
    assert 'id="workbench-head" hx-swap-oob="true"' in answer
    assert "ontbreekt: 3" in answer


def test_the_page_itself_is_one_group_and_headings_of_texts_are_none_of_the_page(
    condition, translator_client
):
    type(condition).objects.update(author_nl="De redactie")
    make_section(condition, body_nl="<h3>Wat te doen</h3>", body_en="")

    shown = translator_client.get(page(condition)).text

    assert shown.count("De pagina zelf") == 1
    assert "<h3>Wat te doen" not in shown
    assert '<p class="heading">Wat te doen' in shown


def test_what_has_no_source_any_more_is_removed_one_by_one(condition, translator, translator_client):
    section = condition.sections.get()
    section.body_nl = "<p>Een.</p><p>Twee.</p><p>Drie.</p>"
    section.body_en = "<p>One.</p><p>Two.</p><p>Three.</p>"
    section.save()
    confirm_all(condition)
    type(section).objects.update(body_nl="<p>Een.</p>")
    _one, two, three = (unit(condition, "sections.body", number) for number in range(3))

    shown = translator_client.get(page(condition)).text
    right = send(translator_client, condition, two, act="still-right")
    wrong = send(translator_client, condition, _one, act="removed")
    answers = [send(translator_client, condition, left, act="removed") for left in (two, three)]

    assert shown.count('value="removed"') == 2
    assert 'value="still-right"' not in shown
    assert (right.status_code, wrong.status_code) == (422, 422)
    assert ["Verwijderd" in answer.text for answer in answers] == [True, True]
    section.refresh_from_db()
    assert section.body_en == "<p>One.</p>"
