"""The bibliography says what was read, and nothing that nobody has seen."""

import re

import pytest

from letdown.errors import InputError, ParameterError
from letdown.evidence.bibliography import PROVENANCES, Reference, cite, reference, references


def test_every_reference_says_how_it_was_read():
    assert len(references()) > 100
    for one in references().values():
        assert one.provenance in PROVENANCES, one.key
        assert re.fullmatch(r"[a-z][a-z0-9_]*", one.key), one.key
        assert one.title or one.journal or one.doubts, f"{one.key} can't be found by anybody"


def test_a_key_that_ends_in_a_year_has_that_year():
    for one in references().values():
        year = re.search(r"(19|20)\d\d", one.key)
        if year and one.key != "lullaby2022":  # accepted in 2022, in the volume of 2023
            assert one.year == int(year[0]), one.key


def test_no_two_references_share_a_doi():
    dois = [one.doi for one in references().values() if one.doi]
    assert len(dois) == len(set(dois))
    assert all(re.fullmatch(r"10\.\d{4,}/\S+", doi) for doi in dois)


def test_recalled_numbers_own_up_to_it():
    newton = reference("newton1948")
    assert newton.provenance == "recalled"
    assert "never the grams" in newton.doubts


def test_the_two_papers_of_lucas_in_1980_are_told_apart():
    assert reference("lucas1980").journal != reference("lucasox").journal
    assert "lucas1980" in reference("lucasox").doubts


def test_an_unknown_key_is_answered_with_the_nearest():
    with pytest.raises(ParameterError, match="kent2008"):
        reference("kent2009")


def test_a_reference_and_the_bibliography_cannot_be_changed():
    with pytest.raises(AttributeError):
        reference("kent2008").year = 1  # type: ignore[misc]
    with pytest.raises(TypeError):
        references()["mine"] = Reference("mine")  # type: ignore[index]


def test_cites_in_words_in_the_order_given():
    lines = cite(["thornton1990", "kent2008"]).splitlines()
    assert lines[0].startswith(
        "Thornton et al. (1990). Effect of human pregnancy on metabolic clearance rate of oxytocin. Am J Physiol."
    )
    assert lines[1] == "Kent JC et al. (2008). Breastfeed Med 3:11-19. doi:10.1089/bfm.2007.0028 (read in abstract)"
    assert cite("kent2008") == lines[1]
    assert cite([]) == ""


def test_cites_as_bibtex_without_guessing_a_title():
    entry = cite("kent2008", style="bibtex")
    assert entry.startswith("@article{kent2008,")
    assert "author = {Kent, JC and others}" in entry
    assert "pages = {11--19}" in entry
    assert "title not seen" in entry


def test_all_of_it_is_bibtex_that_a_reader_of_bibtex_reads():
    database = pytest.importorskip("pybtex.database")
    parsed = database.parse_string(cite(references(), "bibtex"), "bibtex")
    assert set(parsed.entries) == set(references())


def test_an_unknown_style_is_refused():
    with pytest.raises(InputError, match="bibtex"):
        cite("kent2008", style="bibtext")
