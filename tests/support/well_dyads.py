"""Well babies and mothers as published ranges describe them, with noise, clinic days and questions that were skipped.

Well means: born at term, no sign of illness, nobody worried, no yellow colour after two weeks (that is to be tested however
well the baby is). Weight loss: mean 6.0 %, SD 2.0 (11 studies, Noel-Weiss 2008). Back at the birth weight: half by 9.5 days,
14 % after 14 (Paul 2016, vaginal births). Gain: medians of the WHO's velocity standards, recalled (about 34 g a day in the
second month, 25 in the third), widths assumed. Feeds: 11 (SD 3), 6 to 18 (Kent 2006). Nappies: 6 to 10 wet and 3 to 8 stools a
day after the first week (HSE; UnityPoint), rising from one a day; widths assumed.
"""

from __future__ import annotations

from typing import Any

import numpy as np

CLINIC_DAYS = (3.0, 5.0, 10.0, 14.0, 21.0, 28.0, 42.0, 56.0, 70.0, 84.0, 112.0)


def well_dyad(rng: np.random.Generator, youngest: float = 0.2, oldest: float = 120.0) -> dict[str, Any]:
    """Answers of one well dyad, as nested tables; about one in seven is skipped."""
    age = float(rng.uniform(youngest, oldest))
    baby = _nappies(rng, age) | _weights(rng, age)
    baby |= {
        "gestation": round(float(rng.uniform(37.0, 42.0)), 2),
        "wakes": "must be woken" if rng.random() < (0.3 if age < 7.0 else 0.05) else "wakes for feeds",
        "yellow": bool(1.5 < age < 10.0 and rng.random() < 0.6),
        "yellow_growing": False,
        "yellow_legs": False,
        "temperature": round(float(np.clip(rng.normal(36.95, 0.25), 36.2, 37.7)), 1),
        "feeds": int(np.clip(round(rng.normal(11.0, 3.0)), 6, 18)) if age >= 1.0 else int(rng.integers(2, 9)),
        "irritable": False,
        "crystals": bool(rng.random() < (0.25 if age < 3.0 else 0.005)),
        "refuses": False,
        "feeding_worry": bool(rng.random() < 0.2),
        "blood_in_stool": "no",
    }
    low = rng.random() < (0.3 if 2.0 < age < 7.0 else 0.05)
    mother = {
        "temperature": round(float(np.clip(rng.normal(36.8, 0.3), 36.0, 37.6)), 1),
        "fever": False,
        "breast": "full" if rng.random() < (0.6 if 2.0 < age < 8.0 else 0.2) else "comfortable",
        "bleeding": "usual" if age < 35.0 else "none",
        "milk_not_come": bool(rng.random() < 1.0 / (1.0 + np.exp((age - 2.7) / 0.4))),
        "feels": "low" if low else str(rng.choice(["well", "tired"])),
        "thoughts_of_ending_life": False,
        "thoughts_of_harming_baby": False,
        "dread_before_milk": bool(rng.random() < 0.08),
        "opioid": bool(rng.random() < 0.05),
    }
    told = {
        "baby": {"age": age} | {name: value for name, value in baby.items() if rng.random() < 0.86},
        "mother": {name: value for name, value in mother.items() if rng.random() < 0.86},
    }
    return told | ({"worried": False} if rng.random() < 0.86 else {})


def _nappies(rng: np.random.Generator, age: float) -> dict[str, Any]:
    wet = rng.normal(age + 1.5, 0.8) if age < 5.0 else rng.normal(8.0, 1.0) if age < 42.0 else rng.normal(7.0, 1.0)
    count = max(0, round(float(wet)))
    # a nappy is changed at a feed and then is wet: intervals spread by some 40 % (assumed), and one asks in a long one
    interval = float(rng.gamma(7.0, (24.0 / max(count, 1)) / 6.0))
    yellow = (
        0.0 if age < 3.0 else rng.normal(3.8, 1.0) if age < 5.0 else rng.normal(5.0, 1.3) if age < 42.0 else rng.normal(2.5, 1.5)
    )
    return {
        "wet_nappies": count,
        "hours_since_wet_nappy": round(float(rng.uniform(0.0, 1.0)) * interval, 1),
        "yellow_stools": max(0, round(float(yellow))),
        "black_stool": bool(age < 3.0),
        "half_the_nappies": False,
    }


def _weights(rng: np.random.Generator, age: float) -> dict[str, Any]:
    birth = float(np.clip(rng.normal(3450.0, 450.0), 2500.0, 4600.0))
    loss = float(np.clip(rng.normal(0.060, 0.020), 0.01, 0.2))
    nadir = float(np.clip(rng.normal(2.6, 0.4), 1.5, 3.5))
    back = max(nadir + 2.0, float(9.5 * np.exp(0.36 * rng.normal() + 4.0 * (loss - 0.06))))
    second_month, third_month = max(18.0, rng.normal(34.0, 6.5)), max(12.0, rng.normal(25.5, 4.5))

    def weight(day: float) -> float:
        if day < nadir:
            true = birth * (1.0 - loss * day / nadir)
        elif day < back:
            true = birth * (1.0 - loss * (back - day) / (back - nadir))
        else:
            true = birth + second_month * (min(day, 61.0) - back) + third_month * max(0.0, day - 61.0)
        return true + float(rng.normal(0.0, 25.0))  # the scale, the last feed, the last nappy

    days = [day for day in CLINIC_DAYS if day <= age and rng.random() < 0.7]
    weighings = [{"age": day, "weight": round(weight(day))} for day in days]
    fallen = int(rng.random() < 0.15)
    trend = "gaining" if age > nadir + 1.0 else "losing"
    return {
        "birth_weight": round(birth),
        "weighings": weighings or None,
        "birth_centile": round(float(rng.uniform(10.0, 98.0)), 1),
        "centile_lines_fallen": fallen,
        "weight_trend": trend if rng.random() < 0.5 else None,
    }
