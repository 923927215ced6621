"""Which experiments are fitted and which only predicted hangs on the laboratory's name alone."""

from __future__ import annotations

from letdown.experiments import shipped, splitting


def test_split_hangs_on_the_laboratory_and_on_nothing_else(monkeypatch) -> None:
    assert splitting.use_of("a new laboratory") == "predicted"
    monkeypatch.setattr(splitting, "SEEN_LABORATORIES", frozenset({"a new laboratory"}))
    assert splitting.use_of("a new laboratory") == "fitted" and splitting.use_of("ueda") == "predicted"


def test_a_third_is_predicted_and_no_seen_laboratory_is() -> None:
    uses = {one.id: (one.use, one.lab) for one in shipped()}
    predicted = [lab for use, lab in uses.values() if use == "predicted"]
    assert 0.25 < len(predicted) / len(uses) < 0.45
    assert not set(predicted) & splitting.SEEN_LABORATORIES


def test_file_of_a_stranger_is_given() -> None:
    assert splitting.use_of("ueda", is_shipped=False) == "given"
