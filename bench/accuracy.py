"""How well the similarity of roles agrees with O*NET's related occupations.

    python bench/accuracy.py FOLDER           prints the tables
    python bench/accuracy.py FOLDER --write   writes them into docs/accuracy.md

FOLDER holds ``onet-29.2``, ``esco-1.1.1`` and ``crosswalk``; openpyxl is needed. Each
ranking of ours stands beside a plain one of the same ingredients, measured in the same
run. What was chosen was chosen on the queries that are not held out, but for what
docs/accuracy.md says; ``--development`` shows these.
"""

import argparse
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
from accuracy_data import Esco, Onet, crosswalk, ones
from ranking import (
    Flags,
    Scores,
    interval,
    is_held_out,
    precision,
    ranked,
    recall,
    reciprocal_rank,
)
from scipy.sparse import csr_array
from scipy.sparse.linalg import svds
from stated_moves import figures, stated_table

from careergraph.graph.inference_limits import MIN_SIMILARITY
from careergraph.graph.similarity import (
    rarity,
    rating_vectors,
    role_vectors,
    similarity,
)
from careergraph.ontology.esco import isco_level

PAGE = Path(__file__).parents[1] / "docs" / "accuracy.md"
KNOWLEDGE = 0.2
"""Weight of knowledge beside task text and titles, of which each has 1."""
TEXTS = 0.25
"""Weight of descriptions, and of names, beside the similarity by skills."""
TOPICS = 100
"""Dimensions to which words of tasks are brought together."""
LIMITS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7)
BINS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.5, 0.6, 1.01)
SIMILARITY = MIN_SIMILARITY["esco"]
"""The limit at which rises are compared."""


@dataclass(frozen=True)
class Ranking:
    """Two rankings of the same ingredients: a plain one, and ours."""

    ingredients: str
    plain: str
    baseline: Scores
    ours: Scores


# ---------------------------------------------------------------- plain rankings


def cosine(rows: csr_array | Scores) -> Scores:
    """Return the cosine of each two rows; 0 where one of them is empty."""
    product = rows @ rows.T
    dense: Scores = product.toarray() if isinstance(rows, csr_array) else product
    length = np.sqrt(dense.diagonal())
    length = np.where(length, length, 1)
    return dense / np.outer(length, length)


def tf_idf(counts: csr_array, power: float = 1, smooth: float = 1) -> csr_array:
    """Return sub-linear counts by rarity; smoothed as libraries do, if wanted."""
    data = (1 + np.log(np.maximum(counts.data, 1))) * np.minimum(counts.data, 1)
    data = data * (rarity(counts)[counts.indices] + smooth) ** power
    return csr_array((data, counts.indices, counts.indptr), shape=counts.shape)


def standardised(scores: Scores) -> Scores:
    """Return for each query how far a score is from its mean, in deviations."""
    others = np.where(np.eye(len(scores), dtype=bool), np.nan, scores)
    deviation = np.nanstd(others, axis=1, keepdims=True)
    centred = scores - np.nanmean(others, axis=1, keepdims=True)
    return centred / np.where(deviation, deviation, 1)


def jaccard(sets: csr_array) -> Scores:
    """Return of each two sets the share of all that is in both."""
    common = (sets @ sets.T).toarray()
    size = common.diagonal()
    return common / np.maximum(np.add.outer(size, size) - common, 1)


# ---------------------------------------------------------------- our rankings


def named(required: csr_array, headings: csr_array) -> Scores:
    """Return the similarity by what is named and by the headings that it stands under."""
    none = csr_array(required.shape)
    return similarity(role_vectors(required, none, headings)).toarray()


def rated(importance: Scores, level: Scores) -> Scores:
    """Return the similarity by ratings."""
    vectors = rating_vectors(importance, level)
    return vectors @ vectors.T


def of_words(counts: csr_array) -> Scores:
    """Return the likeness of texts by words, each weighed by the root of its rarity."""
    return cosine(tf_idf(counts, power=0.5, smooth=0))


def of_topics(counts: csr_array) -> Scores:
    """Return the likeness of texts by words, and by words that go together.

    *Source:* latent semantic analysis, S. Deerwester et al., 1990.
    """
    words = tf_idf(counts, power=0.5, smooth=0)
    length = np.sqrt((words**2).sum(axis=1))
    words = csr_array(words / np.where(length, length, 1)[:, None])
    left, strength, _ = svds(words, TOPICS, rng=1)
    return (cosine(left * strength) + cosine(words)) / 2


# ---------------------------------------------------------------- the two standards


def onet_rankings(onet: Onet) -> Iterator[Ranking]:
    """Yield the rankings of O*NET's occupations, by what they are made of."""
    products, kinds = onet.technologies
    plain_software, software = cosine(tf_idf(products)), named(products, kinds)
    yield Ranking("technology skills", "TF-IDF", plain_software, software)
    scales = {
        name: (onet.ratings(name, "IM"), onet.ratings(name, "LV"))
        for name in ("Skills", "Knowledge")
    }
    skills, knowledge = (rated(*both) for both in scales.values())
    plain_skills, plain_knowledge = (cosine(im) for im, _ in scales.values())
    yield Ranking("skills", "importance, cosine", plain_skills, skills)
    both = standardised(plain_software) + standardised(plain_skills)
    yield Ranking(
        "skills, technology skills", "mean of z-scores", both, software + skills
    )
    yield Ranking("knowledge", "importance, cosine", plain_knowledge, knowledge)
    activities, above = onet.activities
    plain_activities = cosine(tf_idf(activities))
    yield Ranking(
        "detailed work activities",
        "TF-IDF",
        plain_activities,
        named(activities, above) + of_words(onet.activity_words),
    )
    tasks = onet.words("Task Statements", "Task")
    titles = onet.words("Alternate Titles", "Alternate Title")
    plain_tasks, plain_titles = cosine(tf_idf(tasks)), cosine(tf_idf(titles))
    topics = of_topics(tasks)
    yield Ranking("task text", "TF-IDF", plain_tasks, topics)
    three = (plain_tasks, plain_knowledge, plain_titles)
    yield Ranking(
        "task text, knowledge, alternative titles",
        "mean of z-scores",
        sum(map(standardised, three), np.zeros(knowledge.shape)),
        topics + of_words(titles) + KNOWLEDGE * knowledge,
    )


def esco_rankings(esco: Esco) -> Iterator[Ranking]:
    """Yield the rankings of ESCO's occupations, by what they are made of."""
    essential, optional, headings = esco.skills
    none = csr_array(optional.shape)
    required = similarity(role_vectors(essential, none)).toarray()
    alone = similarity(role_vectors(essential, optional)).toarray()
    ours = similarity(role_vectors(essential, optional, headings)).toarray()
    yield Ranking("essential skills", "Jaccard", jaccard(essential), required)
    weighed = essential.maximum(0.5 * optional).tocsr()
    weighed.data *= rarity(weighed)[weighed.indices]
    by_skills = cosine(weighed)
    yield Ranking("skills", "TF-IDF cosine, optional 0.5", by_skills, alone)
    yield Ranking("skills, their headings", "TF-IDF cosine of skills", by_skills, ours)
    description = esco.words("description")
    names = esco.words("preferredLabel", "altLabels")
    texts = cosine(tf_idf(description)), cosine(tf_idf(names))
    yield Ranking(
        "skills, descriptions, labels",
        "mean of the three",
        by_skills + texts[0] + texts[1],
        ours + TEXTS * (of_words(description) + of_words(names)),
    )


# ---------------------------------------------------------------- tables


class Report:
    """The tables, on the queries that are held out or on the others."""

    def __init__(self, folder: Path, *, development: bool):
        """Read the releases."""
        self.onet, self.esco = Onet(folder / "onet-29.2"), Esco(folder / "esco-1.1.1")
        matches = crosswalk(folder / "crosswalk", self.onet, self.esco)
        self.development = development
        self.matched = np.flatnonzero(matches.sum(axis=1))
        self.matches = matches[self.matched].toarray()
        self.same_code = self.matches @ self.matches.T > 0
        self.primary = self._through(self.onet.primary) & ~self.same_code
        self.rankings = list(esco_rankings(self.esco))

    def _through(self, related: Flags) -> Flags:
        found: Flags = self.matches @ related.astype(int) @ self.matches.T > 0
        return found

    def asked(self, names: list[str]) -> Flags:
        """Tell which queries are looked at."""
        held_out = is_held_out(names)
        return ~held_out if self.development else held_out

    def onet_table(self) -> Iterator[str]:
        """Yield the lines of the table of O*NET's occupations."""
        onet = self.onet
        asked = self.asked(onet.codes)
        groups = [code[:7] for code, one in zip(onet.codes, asked, strict=True) if one]
        yield from _heading("recall@10", "recall@20", "MRR")
        for ranking in onet_rankings(onet):
            measured = (
                (recall(primary, 10), recall(every, 20), reciprocal_rank(primary))
                for scores in (ranking.baseline, ranking.ours)
                for primary in [ranked(scores, onet.primary)]
                for every in [ranked(scores, onet.related)]
            )
            yield from _compared(ranking, measured, [asked] * 3, [groups] * 3)

    def esco_table(self) -> Iterator[str]:
        """Yield the lines of the table of ESCO's occupations."""
        iris = [self.esco.iris[i] for i in self.matched]
        unit = np.array(self.esco.unit_group)
        same_unit = unit[:, None] == unit
        asked = self.asked(iris)
        first = [self.onet.codes[i][:7] for i in self.matches.argmax(axis=1)]
        by_code = asked & self.primary.any(axis=1)
        by_unit = self.asked(self.esco.iris) & (same_unit.sum(axis=1) > 1)
        flags = [by_code, by_code, by_unit]
        groups = [
            [g for g, one in zip(names, flag, strict=True) if one]
            for names, flag in zip((first, first, unit), flags, strict=True)
        ]
        yield from _heading("P@10", "MRR", "same unit group first")
        here = np.ix_(self.matched, self.matched)
        for ranking in self.rankings:
            measured = (
                (precision(hits, 10), reciprocal_rank(hits), precision(mates, 1))
                for scores in (ranking.baseline, ranking.ours)
                for hits in [ranked(scores[here], self.primary, self.same_code)]
                for mates in [ranked(scores, same_unit)]
            )
            yield from _compared(ranking, measured, flags, groups)

    def pairs(self, max_rise: int = 1) -> tuple[Flags, Flags]:
        """Return the pairs of ESCO's occupations to judge, and which are related.

        To judge: from an occupation that is asked to another, at most so many levels
        higher. Related: matched to the same occupation of O*NET, or to a related one.
        """
        iris = [self.esco.iris[i] for i in self.matched]
        levels = np.array(
            [isco_level(self.esco.unit_group[i]) or 0 for i in self.matched]
        )
        near = levels[None, :] - levels[:, None] <= max_rise
        judged = near & self.asked(iris)[:, None]
        np.fill_diagonal(judged, False)
        return judged, self._through(self.onet.related) | self.same_code

    def measures(self) -> dict[str, Scores]:
        """Return the measures of which a limit is to be chosen, of matched pairs."""
        essential, optional, _ = self.esco.skills
        here = np.ix_(self.matched, self.matched)
        offered = ones(essential + optional)
        wanted = np.maximum(essential.sum(axis=1), 1)
        coverage = (offered @ essential.T).toarray() / wanted
        ours = next(r.ours for r in self.rankings if "headings" in r.ingredients)
        return {"coverage": coverage[here], "similarity": ours[here]}

    def limit_table(self) -> Iterator[str]:
        """Yield the lines of the table of limits."""
        judged, related = self.pairs()
        wanted = judged & related
        yield "| at least | measure | moves a role | precision | recall | F1 | F0.5 |"
        yield "|---|---|---|---|---|---|---|"
        for name, scores in self.measures().items():
            for limit in LIMITS:
                found = judged & (scores >= limit)
                row = figures(found, wanted, judged)
                yield f"| {limit:.2f} | {name} | {row} |"
        yield f"| | any pair | {figures(judged, wanted, judged)} |"

    def rise_table(self) -> Iterator[str]:
        """Yield the lines of the table of how far a move may climb."""
        similar = self.measures()["similarity"] >= SIMILARITY
        every, related = self.pairs(max_rise=9)
        yield "| levels at most | moves a role | precision | recall |"
        yield "|---|---|---|---|"
        for rise in (0, 1, 2, 9):
            judged, _ = self.pairs(rise)
            found = judged & similar
            right = (found & related).sum()
            yield (
                f"| {rise if rise < 9 else 'any'} "
                f"| {found.sum() / judged.any(axis=1).sum():.1f} "
                f"| {right / found.sum():.1%} | {right / (every & related).sum():.1%} |"
            )

    def bin_table(self) -> Iterator[str]:
        """Yield the lines of the table of what a similarity is worth."""
        judged, related = self.pairs()
        iris = [self.onet.codes[i][:7] for i in self.matches.argmax(axis=1)]
        scores = self.measures()["similarity"]
        yield "| similarity | pairs | among the related |"
        yield "|---|---|---|"
        for low, high in pairwise(BINS):
            rows, columns = np.nonzero(judged & (scores >= low) & (scores < high))
            values = related[rows, columns].astype(float)
            share = interval(values, [iris[row] for row in rows])
            to = f"to {high:.2f}" if high < 1 else "and more"
            yield (
                f"| {low:.2f} {to} | {len(rows):,} "
                f"| {share.mean:.1%} ({share.low:.1%} to {share.high:.1%}) |"
            )


def _heading(*measures: str) -> Iterator[str]:
    columns = "".join(f" plain {name} | ours | gain |" for name in measures)
    yield f"| ingredients | plain ranking |{columns}"
    yield "|---|---|" + "---|" * 3 * len(measures)


def _compared(
    ranking: Ranking,
    measured: Iterable[tuple[Scores, ...]],
    asked: list[Flags],
    groups: list[list[str]],
) -> Iterator[str]:
    plain, ours = measured
    cells = ""
    for theirs, mine, flag, group in zip(plain, ours, asked, groups, strict=True):
        figure = interval(mine[flag], group)
        gain = interval((mine - theirs)[flag], group)
        cells += (
            f" {theirs[flag].mean():.3f} "
            f"| **{figure.mean:.3f}** ({figure.low:.3f}–{figure.high:.3f}) "
            f"| {gain.mean:+.3f} ({gain.low:+.3f} to {gain.high:+.3f}) |"
        )
    yield f"| {ranking.ingredients} | {ranking.plain} |{cells}"


def written(page: str, name: str, lines: Iterable[str]) -> str:
    """Return a page with other lines between the marks of a table."""
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    pattern = re.escape(begin) + ".*?" + re.escape(end)
    table = begin + "\n".join(lines) + "\n" + end
    made, count = re.subn(pattern, lambda _: table, page, flags=re.DOTALL)
    if count != 1:
        raise SystemExit(f"{PAGE}: there is no one table between {begin} and {end}")
    return made


def main() -> None:
    """Measure, and print the tables or write them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--development", action="store_true")
    options = parser.parse_args()
    report = Report(options.folder, development=options.development)
    tables: dict[str, Callable[[], Iterator[str]]] = {
        "onet": report.onet_table,
        "esco": report.esco_table,
        "limits": report.limit_table,
        "rises": report.rise_table,
        "stated": partial(
            stated_table, options.folder / "onet-29.2", development=options.development
        ),
        "worth": report.bin_table,
    }
    page = PAGE.read_text(encoding="utf-8") if options.write else ""
    for name, table in tables.items():
        lines = list(table())
        if options.write and not options.development:
            page = written(page, name, lines)
        print("", name, *lines, sep="\n", flush=True)
    if page:
        PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
