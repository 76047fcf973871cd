"""Search among 100,000 publications, and how often the page that is meant comes first in the real content."""

import random
import tomllib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import accumulate, islice
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from django.core.management import call_command
from django.db import connection

from portal.languages import SOURCE
from portal.publishing.documents import Section
from portal.publishing.kinds import kind_named
from portal.publishing.models import Publication
from portal.reading.search import search
from portal.reading.search.index import rebuild
from portal.reading.search.models import SearchEntry
from portal.reading.search.words import folded, words_in
from tests.demo import publish_everything

PUBLICATIONS = 100_000
WORDS_OF_A_PAGE = 200
VOCABULARY = 40_000
QUESTIONS = 400
QUERIES = Path(__file__).parents[1] / "content" / "queries.toml"


def figures() -> Iterable[tuple[str, str]]:
    publish_everything()
    yield from _recall()
    chance = random.Random(1)  # noqa: S311 - the same pages every time
    words = _vocabulary(chance)
    _publish(words, chance)
    begin = perf_counter()
    rebuild(lambda _done, _total: None)
    yield f"index of {PUBLICATIONS} publications made anew", f"{perf_counter() - begin:.0f} s"
    _settle()
    for name, questions in _questions(words, chance).items():
        yield f"{name} ({len(questions)})", _timed(questions)
    call_command("flush", interactive=False, verbosity=0)


def _recall() -> Iterator[tuple[str, str]]:
    for language, expected in tomllib.loads(QUERIES.read_text(encoding="utf-8")).items():
        places = [_place(query, language, page) for query, page in expected.items()]
        first, three = (sum(0 < place <= most for place in places) for most in (1, 3))
        yield f"the page that is meant is first, {language}", f"{first} of {len(places)}"
        yield f"the page that is meant is among the first three, {language}", f"{three} of {len(places)}"


def _place(query: str, language: str, page: str) -> int:
    found = [f"{one.publication.kind}/{one.publication.key}" for one in search(query, language).results]
    return found.index(page) + 1 if page in found else 0


def _vocabulary(chance: random.Random) -> list[str]:
    """The words of the real content, the most frequent first, and after them compounds of two of them."""
    texts = " ".join(SearchEntry.objects.filter(language=SOURCE.code).values_list("plain", flat=True))
    counted = sorted(
        {word: texts.count(f" {word} ") for word in set(words_in(texts))}.items(),
        key=lambda row: (-row[1], row[0]),
    )
    real = [word for word, _ in counted]
    long = [folded(word) for word in real if 4 <= len(word) <= 10]
    compounds = dict.fromkeys(chance.choice(long) + chance.choice(long) for _ in range(2 * VOCABULARY))
    return [*real, *islice(compounds, VOCABULARY - len(real))]


def _publish(words: list[str], chance: random.Random) -> None:
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(words))))
    rare = words[len(words) // 20 :]
    batch = [_publication(number, words, weights, rare, chance) for number in range(PUBLICATIONS)]
    Publication.objects.bulk_create(batch, batch_size=500)


def _publication(
    number: int, words: list[str], weights: list[float], rare: list[str], chance: random.Random
) -> Publication:
    drawn = chance.choices(words, cum_weights=weights, k=WORDS_OF_A_PAGE)
    title = " ".join(chance.sample(rare, 2)).capitalize()
    names = [" ".join(chance.sample(rare, 2)) for _ in range(2)]
    summary = " ".join([title, *drawn[:20]])
    document = kind_named("condition").document.model_validate(
        {
            "kind": "condition",
            "key": f"page-{number}",
            "language": SOURCE.code,
            "title": title,
            "slug": f"page-{number}",
            "other_names": tuple(names),
            "summary": summary,
            "sections": (Section(kind="overview", heading="Wat is het?", body=f"<p>{' '.join(drawn)}.</p>"),),
            "body_part": "liver",
        }
    )
    return Publication(
        **{name: getattr(document, name) for name in ("kind", "key", "language", "title", "slug", "summary")},
        number=1,
        other_names=names,
        document=document.stored(),
        digest=document.digest(),
        live_from=datetime(2026, 1, 1, tzinfo=UTC),
    )


def _settle() -> None:
    """What databases do by themselves in quiet hours."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _questions(words: list[str], chance: random.Random) -> dict[str, list[str]]:
    rare = [word for word in words[len(words) // 20 :] if len(word) > 7]
    titles = Publication.objects.filter(key__startswith="page-").values_list("title", flat=True)
    some = list(titles[: QUESTIONS // 8])
    each = QUESTIONS // 8
    kinds = {
        "a whole title": some,
        "a frequent word": words[40 : 40 + each],
        "a rare word": chance.sample(rare, each),
        "two words": [" ".join(chance.choices(words[:2000], k=2)) for _ in range(each)],
        "a question": [
            f"wat is {first} bij {second}" for first, second in zip(words[50:], rare[:each], strict=False)
        ],
        "a beginning": [word[:5] for word in chance.sample(rare, each)],
        "a part": [word[-6:] for word in chance.sample(rare, each)],
        "a misspelt word": [_misspelt(word, chance) for word in chance.sample(rare, each)],
    }
    return {"all together": [query for queries in kinds.values() for query in queries], **kinds}


def _misspelt(word: str, chance: random.Random) -> str:
    place = chance.randrange(2, len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _timed(questions: list[str]) -> str:
    times = []
    for question in questions:
        begin = perf_counter()
        search(question, SOURCE.code)
        times.append((perf_counter() - begin) * 1000)
    return f"median {median(times):.0f} ms, 99 % below {quantiles(times, n=100)[98]:.0f} ms"
