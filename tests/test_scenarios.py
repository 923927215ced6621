"""A scenario file says all that a run needs, and repeats it; what it should not say is refused with a sentence."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from letdown import scenarios, sessions
from letdown.dyad import DEFAULTS, Mother
from letdown.errors import FileError, InputError, ParameterError, TimelineError, UnitError
from letdown.populations import population
from letdown.recording import Recording, Series, result_hash
from letdown.simulation import simulate

FEED = """\
# A feed after a cry, in some stress.
schema = 1
title = "the hard day"

[mother]
days_postpartum = 30
[mother.parameters]
"signs.felt_first" = 0.5
plasma_oxytocin.half_life = "4 min"

[infant]
appetite = "70 mL"
parameters = { endurance = "10 min" }

[[timeline]]
do = "breastfeed"
side = "left"
for = "12 min"

[[timeline]]
do = "cue"
kind = "cry"
at = "-3 min"

[[timeline]]
do = "disturbance"
kind = "stress"
degree = 0.6

[run]
seed = 3
engine = "bursts"
clamp = { "signs.thirst" = 0.0 }
"""


def feed(**changes: str) -> str:
    """The file above without its parameters and clamp, or with a line changed."""
    text = FEED.replace('plasma_oxytocin.half_life = "4 min"\n', "").replace('clamp = { "signs.thirst" = 0.0 }\n', "")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text


def test_a_file_says_who_what_and_how() -> None:
    scenario = scenarios.parse(feed())
    mother = scenario.mother()
    assert mother.days_postpartum == 30.0
    assert mother.parameters.signs.felt_first == 0.5
    assert mother.parameters.suckling.endurance == 600.0
    assert scenario.session() == sessions.Session(
        sessions.breastfeed("left", minutes=12, appetite=70.0), sessions.cue("cry"), sessions.disturbance("stress", 0.6)
    )
    assert (scenario.seed, scenario.engine, scenario.clamp) == (3, "bursts", {})


def test_a_dotted_key_and_a_quoted_key_are_the_same_parameter() -> None:
    dotted = scenarios.parse('[mother.parameters]\nsigns.felt_first = 0.5\n[[timeline]]\ndo = "breastfeed"\n')
    quoted = scenarios.parse('[mother.parameters]\n"signs.felt_first" = 0.5\n[[timeline]]\ndo = "breastfeed"\n')
    assert dotted.mother() == quoted.mother()


def test_a_last_line_without_newline_counts(tmp_path: Path) -> None:
    path = tmp_path / "feed.toml"
    path.write_text('[[timeline]]\ndo = "breastfeed"\nside = "right"')
    assert scenarios.read(path).session().entries[0].side == "right"


def test_what_is_written_is_read_back_to_the_last_bit(tmp_path: Path) -> None:
    trace = tmp_path / "pump.csv"
    trace.write_text("time,pressure\n0,0\n0.5,-150\n1,0\n")
    everything = sessions.Session(
        sessions.breastfeed("left", minutes=10 / 3, appetite=70.1),
        sessions.pump("right", minutes=5, vacuum=1 / 3 + 150, rate=72, at="7.3 min", pattern="expression"),
        sessions.pump("left", pattern=trace, at="20 min"),
        sessions.hand_expression("both", minutes=2, at="30 min"),
        sessions.touch("right", at="-1 s"),
        sessions.cue("photo", strength=0.1 + 0.2),
        sessions.disturbance("alcohol", 0.5),
        sessions.helper("warmth", "left", at="-20 min", minutes=19),
        sessions.helper("relaxation"),
        sessions.oxytocin("nose", "4 U", at="-2 min"),
        sessions.rest(minutes=1, at="33 min"),
    )
    mother = Mother(days_postpartum=7.5, woman=12, network=3).with_parameters(
        {"signs.felt_first": 1 / 3, "milk_ducts.capacity": 200.1}
    )
    path = scenarios.write(
        tmp_path / "all.toml", mother, everything, seed=2**40, engine="bursts", clamp={"plasma_oxytocin.concentration": "2 pg/mL"}
    )
    again = scenarios.read(path)
    assert again.mother() == mother
    assert [(e.do, e.at, e.duration, e.strength, e.dose, e.vacuum, e.rate) for e in again.session().given] == [
        (e.do, e.at, e.duration, e.strength, e.dose, e.vacuum, e.rate) for e in everything.given
    ]
    assert again.session().entries[-3].trace is not None or any(e.trace is not None for e in again.session().entries)
    assert (again.seed, again.engine, again.clamp) == (2**40, "bursts", {"plasma_oxytocin.concentration": "2 pg/mL"})


def test_a_written_scenario_repeats_the_run(tmp_path: Path) -> None:
    mother = Mother(days_postpartum=100).with_parameters({"signs.felt_first": 0.3})
    session = sessions.Session(sessions.breastfeed("right", minutes=5), sessions.cue("cry"))
    first = simulate(mother, session, seed=11, engine="bursts")
    again = scenarios.read(scenarios.write(tmp_path / "x.toml", mother, session, seed=11, engine="bursts")).run()
    assert result_hash(again) == result_hash(first)


def test_a_drawn_woman_repeats_her_run(tmp_path: Path) -> None:
    mother = population(3, seed=5)[2]
    session = sessions.Session(sessions.breastfeed("left", minutes=3))
    again = scenarios.read(scenarios.write(tmp_path / "x.toml", mother, session, seed=2)).run()
    assert result_hash(again) == result_hash(simulate(mother, session, seed=2))


def test_a_pressure_file_lies_beside_the_scenario(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pump.csv").write_text("0,0\n0.5,-150\n1,0\n")
    (tmp_path / "s.toml").write_text('[[timeline]]\ndo = "pump"\npattern = "pump.csv"\n')
    monkeypatch.chdir("/")
    assert scenarios.read(tmp_path / "s.toml").session().duration == 1.0


REFUSED = {
    "a newer schema": (feed(**{"schema = 1": "schema = 2"}), FileError, "a newer letdown"),
    "another schema": (feed(**{"schema = 1": 'schema = "x"'}), InputError, "schema"),
    "not TOML": ("[mother\n", FileError, "not valid TOML"),
    "no timeline": ("[mother]\n", InputError, "'timeline' is missing"),
    "an empty timeline": ("timeline = []\n", InputError, "timeline"),
    "a timeline that is a number": ("timeline = 3\n", InputError, "timeline"),
    "an unknown table": (feed() + "[mothr]\n", InputError, "'mother'"),
    "an unknown key": (feed(days_postpartum="days_post_partum"), InputError, "Did you mean 'days_postpartum'? (in [mother])"),
    "an unknown key on the timeline": (feed(degree="degre"), InputError, "'degree'"),
    "an unknown thing to do": (feed(**{'do = "breastfeed"': 'do = "brestfeed"'}), InputError, "'breastfeed'"),
    "no thing to do": (feed(**{'do = "breastfeed"\n': ""}), InputError, "'do' is missing in timeline entry 1"),
    "an unknown engine": (feed(bursts="spikes"), InputError, "no 'engine' 'spikes'"),
    "an unknown parameter": (feed(felt_first="felt_frist"), ParameterError, "signs.felt_first"),
    "an unknown parameter of the infant": (feed(endurance="enduranc"), ParameterError, "suckling.endurance"),
    "a parameter out of range": (feed(**{'felt_first" = 0.5': 'felt_first" = 5'}), ParameterError, "outside its range"),
    "a parameter that is a list": (feed(**{'felt_first" = 0.5': 'felt_first" = [1]'}), ParameterError, "no quantity"),
    "a wrong unit": (feed(**{"12 min": "12 mL"}), UnitError, "timeline entry 1 (breastfeed)"),
    "a time without unit": (feed(**{'"-3 min"': "-3"}), UnitError, "timeline entry 2 (cue)"),
    "a duration without unit": (feed(**{'"12 min"': "12"}), UnitError, "12 min"),
    "an unknown cue": (feed(**{'"cry"': '"crry"'}), ParameterError, "'cry'"),
    "a cue without its kind": (feed(**{'kind = "cry"\n': ""}), TimelineError, "'kind' is missing"),
    "a detail out of place": (feed(degree="vacuum"), TimelineError, "'vacuum' does not belong here"),
    "two babies": (feed() + '[[timeline]]\ndo="breastfeed"\nside="left"\n', TimelineError, "left breast"),
    "a seed that is no whole number": (feed(**{"seed = 3": "seed = 3.5"}), InputError, "seed"),
    "a seed that is true": (feed(**{"seed = 3": "seed = true"}), InputError, "seed"),
    "a network without number": (feed(**{"days_postpartum = 30": "network = -3"}), InputError, "network"),
    "an unknown series": (feed() + '[record]\nseries = ["plasma_oxytocin.concentratio"]\n', ParameterError, "concentration"),
    "an odd step": (feed() + '[record]\nstep = "0.03 s"\n', ParameterError, "no multiple"),
    "an unknown instrument": (feed() + '[record]\ninstruments = ["stethoscope"]\n', InputError, "instruments"),
    "a missing pressure file": ('[[timeline]]\ndo="pump"\npattern="none.csv"\n', FileError, "none.csv"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_a_file_should_not_say_is_refused(case: str) -> None:
    text, error, part = REFUSED[case]
    with pytest.raises(error) as caught:
        scenarios.parse(text)
    assert part in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("content", "part"), [(b"", "is empty"), (b"\xff\xfe\x00", "not text"), (b"\x00\x00", "binary")])
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, content: bytes, part: str) -> None:
    path = tmp_path / "feed.toml"
    path.write_bytes(content)
    for read in (scenarios.read, scenarios.read_parameters):
        with pytest.raises(FileError, match=part):
            read(path)
        with pytest.raises(FileError, match="There is no file"):
            read(tmp_path / "none.toml")


def test_the_schema_for_editors_knows_every_key() -> None:
    schema = json.loads(json.dumps(scenarios.json_schema()))
    assert set(schema["properties"]) == {"schema", "title", "mother", "infant", "timeline", "causes", "helpers", "record", "run"}
    assert schema["$defs"]["EntryTable"]["additionalProperties"] is False
    assert {"at", "for", "do"} <= set(schema["$defs"]["EntryTable"]["properties"])


def test_what_is_recorded_is_chosen() -> None:
    text = (
        feed()
        + '[record]\nseries = ["left.milk_ducts.flow"]\nstep = "1 s"\ninstruments = ["oxytocin_assay", "duct_ultrasound"]\n'
    )
    scenario = scenarios.parse(text)
    whole = scenario.run()
    part = scenarios.kept(scenario, whole)
    assert list(part.series) == ["left.milk_ducts.flow"]
    assert set(np.round(np.diff(part.time), 9)) == {1.0}
    assert 0.0 in part.time
    assert part["oxytocin_assay.sample_values"].size == part["oxytocin_assay.sample_times"].size > 3
    assert part.unit("left.duct_ultrasound.frame_values") == "mm"
    assert part.attributes["result_hash"] == result_hash(whole)


@pytest.mark.parametrize(
    "instrument", ["oxytocin_assay", "duct_ultrasound", "milk_balance", "test_weighing", "pressure_transducer"]
)
def test_every_instrument_can_be_asked_for(instrument: str) -> None:
    scenario = scenarios.parse(
        f'[[timeline]]\ndo = "breastfeed"\nfor = "2 min"\n[run]\nengine = "bursts"\n[record]\ninstruments = ["{instrument}"]\n'
    )
    part = scenarios.kept(scenario, scenario.run())
    found = [one for name, one in part.events.items() if instrument in name]
    assert found
    assert all(isinstance(one, Series) and np.isfinite(one.values).all() for one in found)
    assert isinstance(part, Recording)


def test_a_parameter_set_is_kept_to_the_last_bit(tmp_path: Path) -> None:
    parameters = Mother().with_parameters({"signs.felt_first": 1 / 3, "left.milk_ducts.capacity": math.pi * 50}).parameters
    path = scenarios.write_parameters(tmp_path / "mine.toml", parameters)
    assert Mother().with_parameters(scenarios.read_parameters(path)).parameters == parameters
    assert scenarios.parameter_hash(parameters) in path.read_text()
    assert scenarios.parameter_hash(parameters) != scenarios.parameter_hash(DEFAULTS)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("schema = 1\n", "holds no"),
        ('schema = 2\nkind = "parameters"\n[parameters]\n', "newer"),
        ('kind = "parameters"\n[parameters]\n', "schema None"),
        ("x = \n", "not valid TOML"),
    ],
)
def test_what_is_no_parameter_set_is_refused(tmp_path: Path, text: str, part: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(FileError, match=part):
        scenarios.read_parameters(path)
