"""Which experiments are fitted and which only predicted hangs on the laboratory's name alone."""

from __future__ import annotations

from letdown.experiments import splitting


def test_split_hangs_on_the_laboratory_and_on_nothing_else(monkeypatch) -> None:
    labs = [f"lab {number}" for number in range(400)]
    predicted = [lab for lab in labs if splitting.use_of(lab) == "predicted"]
    share = splitting.PREDICTED_BELOW / 256
    assert abs(len(predicted) / 400 - share) < 0.1
    monkeypatch.setattr(splitting, "SEEN_LABORATORIES", frozenset(predicted))
    assert all(splitting.use_of(lab) == "fitted" for lab in labs)


def test_file_of_a_stranger_is_given() -> None:
    assert splitting.use_of("ueda", is_shipped=False) == "given"
