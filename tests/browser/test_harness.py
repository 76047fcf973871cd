"""The watchers see what they are there to see; without this, silence would prove nothing."""


def test_axe_finds_a_picture_without_alternative_text(page, axe):
    page.set_content('<html lang="nl"><title>Test</title><main><h1>Test</h1><img src="data:,"></main></html>')

    assert [violation.split()[0] for violation in axe(page)] == ["image-alt"]


def test_axe_has_nothing_to_say_about_a_good_page(page, axe):
    page.set_content('<html lang="nl"><title>Test</title><main><h1>Test</h1></main></html>')

    assert axe(page) == []


def test_a_request_to_another_host_is_noticed(page, complaints):
    page.set_content('<img src="http://127.0.0.1:9/pixel.png">')

    assert "request to another host: http://127.0.0.1:9/pixel.png" in complaints
    complaints.clear()


def test_a_breach_of_the_content_security_policy_is_noticed(page, site, complaints):
    page.goto(f"{site}/nl/")

    with page.expect_console_message(lambda message: "Content Security Policy" in message.text) as noticed:
        page.evaluate("document.body.setAttribute('style', 'color: red')")

    assert f"console: {noticed.value.text}" in complaints
    complaints.clear()


def test_the_browser_speaks_dutch(page):
    assert page.evaluate("navigator.language") == "nl-NL"


def test_a_signed_in_page_is_signed_in(page, site, sign_in, editor):
    sign_in(page, editor)

    assert page.context.cookies(site)[0]["name"] == "session"
