from tests.markup import attribute, elements, links, words

PAGE = """<html><head><title>Nee</title></head><body>
<p class="a b">Een  <em>zin</em>,
&eacute;n<sup><a href="#source-1">[1]</a></sup> <a href="/nl/">thuis</a><script>nee</script>.</p>
</body></html>"""


def test_words_are_what_a_reader_sees():
    assert words(PAGE) == "Een zin, én thuis."


def test_elements_are_found_by_name_and_attributes():
    assert [words(found) for found in elements(PAGE, "p", class_="b")] == ["Een zin, én thuis."]
    assert elements(PAGE, "p", class_="c") == []
    assert links(PAGE) == [("", "#source-1"), ("thuis", "/nl/")]
    assert attribute(PAGE, "a", "href", href="/nl/") == ["/nl/"]
