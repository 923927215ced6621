"""Shipped experiments on milk and on neurons say what a reader needs to judge them."""

from __future__ import annotations

import pytest

from letdown.experiments import Experiment, shipped


@pytest.fixture(scope="module")
def experiments() -> list[Experiment]:
    return shipped()


def test_there_are_experiments_on_milk_and_on_neurons(experiments: list[Experiment]):
    known = {one.id for one in experiments}
    assert {"kent2008", "jones2001", "lucas1980_flow", "feed_volume", "wakerley1973", "kblock"} <= known


def test_a_held_suckling_input_comes_with_its_rule(experiments: list[Experiment]):
    for one in experiments:
        if any("oxytocin_neurons.priming" in arm.hold for arm in one.arms):
            assert any("Rule for the suckling input" in doubt for doubt in one.doubts), one.id


def test_rats_are_held_alike(experiments: list[Experiment]):
    held = {
        str(arm.hold["oxytocin_neurons.priming"])
        for one in experiments
        if one.women.species == "rat"
        for arm in one.arms
        if "oxytocin_neurons.priming" in arm.hold
    }
    assert len(held) == 1


def test_laboratories_that_pool_their_papers_list_them(experiments: list[Experiment]):
    pooled = [target for one in experiments for target in one.targets if target.papers]
    assert pooled
    for target in pooled:
        assert len({paper.citation for paper in target.papers}) == len(target.papers) >= 2


def test_every_experiment_has_doubts(experiments: list[Experiment]):
    assert not [one.id for one in experiments if not one.doubts]


def test_the_laboratory_in_perth_is_on_one_side(experiments: list[Experiment]):
    uses = {one.use for one in experiments if one.lab == "perth"}
    assert len(uses) == 1
