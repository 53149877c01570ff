import numpy as np
import pytest
from scipy.stats import beta

from detente.core.errors import ParameterError
from detente.core.hazard import Rate
from detente.core.parameter import parameters
from detente.core.quantity import Quantity
from detente.elicitation import Asked, forms, forms_for
from detente.elicitation.base import around

GOOD = {
    "interval": ("position", {"likely": "40", "low": "30", "high": "60"}),
    "half_life": ("fades", {"likely": "3", "soonest": "2", "latest": "6", "unit": "months"}),
    "influence": ("influence", {"prevailed": "4", "out_of": "5"}),
    "hazard": ("rate", {"n": "2", "months": "14", "why": "since the accord", "n2": "1", "months2": "36"}),
    "strength": ("strength_per_10", {"now": "40", "moved": "30", "likely": "25", "low": "20", "high": "35"}),
    "pressure": (
        "pressure",
        {
            "what": "price of the dollar",
            "zero": "40",
            "full": "120",
            "likely": "70",
            "low": "65",
            "high": "80",
        },
    ),
    "declared": ("declared", {"claim": "C03", "landmark": "hold_everything"}),
    "terms": ("face", {"ideal": "20", "nothing": "60", "deal": "40", "secretly": "yes", "publicly": "no"}),
}


def quantiles(stated):
    span = stated["high"] - stated["low"]
    a = 1 + 4 * (stated["mode"] - stated["low"]) / span
    return [stated["low"] + span * float(beta.ppf(each, a, 6 - a)) for each in (0.05, 0.95)]


@pytest.mark.parametrize("name", forms())
def test_every_form_infers_a_number_the_case_may_hold(name):
    form = forms()[name]
    assert isinstance(form, Asked)
    kind, answers = GOOD[name]
    found = form.infer(answers, kind)
    assert found.says
    assert found.answered
    if kind == "rate":
        rate = Rate.model_validate(dict(found.stated))
        assert rate.low < rate.n < rate.high
        return
    held = Quantity.model_validate({**found.stated, "asked": form.asks, "answered": found.answered})
    numbers = [one for one in (held.low, held.mode, held.value, held.high) if one is not None]
    limits = parameters()[kind]
    assert all(limits.low <= one <= limits.high for one in numbers)
    assert form.infer(answers, kind) == found


@pytest.mark.parametrize("name", forms())
def test_every_form_refuses_nothing_and_nonsense_with_a_mend(name):
    form = forms()[name]
    kind, answers = GOOD[name]
    with pytest.raises(ParameterError, match="Mend"):
        form.infer({}, kind)
    for field in form.fields:
        if field.kind == "number" and field.is_needed:
            with pytest.raises(ParameterError, match="Mend"):
                form.infer({**answers, field.name: "nan"}, kind)
            with pytest.raises(ParameterError, match="Mend"):
                form.infer({**answers, field.name: "many"}, kind)


@pytest.mark.parametrize("numbers", [(30, 40, 60), (10, 50, 55), (20, 30, 40), (1, 1.2, 9)])
def test_surprise_is_at_one_in_twenty_on_the_longer_side(numbers):
    low, mode, high = numbers
    ends = around(low, mode, high, (-1e9, 1e9))
    at = quantiles(dict(zip(("low", "mode", "high"), ends, strict=True)))
    side = 1 if mode - low <= high - mode else 0
    assert at[side] == pytest.approx(numbers[0 if side == 0 else 2], abs=1e-6)
    assert ends[0] < low < high < ends[2]


def test_a_half_life_in_months_is_told_in_weeks():
    found = forms()["half_life"].infer(GOOD["half_life"][1], "fades")
    assert found.stated["mode"] == pytest.approx(3 * 365.25 / 12 / 7, abs=0.05)


def test_five_disagreements_allow_a_wide_share_and_fifty_a_narrow_one():
    infer = forms()["influence"].infer
    few, many = (
        infer({"prevailed": "4", "out_of": "5"}, "influence"),
        infer({"prevailed": "40", "out_of": "50"}, "influence"),
    )
    assert few.stated["high"] - few.stated["low"] > 2 * (many.stated["high"] - many.stated["low"])
    assert few.stated["low"] == pytest.approx(100 * beta.ppf(0.05, 5, 2), abs=0.06)
    with pytest.raises(ParameterError, match="no more than there were"):
        infer({"prevailed": "4", "split": "2", "out_of": "5"}, "influence")


def test_a_second_class_widens_a_rate():
    infer = forms()["hazard"].infer
    one = infer({"n": "2", "months": "8", "why": "since the truce"}, "rate").stated
    both = infer(
        {"n": "2", "months": "8", "why": "since the truce", "n2": "1", "months2": "120"}, "rate"
    ).stated
    assert both["low"] < one["low"]
    assert both["high"] == one["high"]


def test_an_effect_is_movement_over_movement():
    found = forms()["strength"].infer(GOOD["strength"][1], "strength_per_10")
    assert found.stated["mode"] == pytest.approx(5.0)
    down = forms()["strength"].infer({**GOOD["strength"][1], "now": "10", "moved": "-30"}, "strength_per_10")
    assert "down the scale" in down.says
    assert down.stated["mode"] == pytest.approx(5.0)


def test_a_scale_may_run_backwards():
    found = forms()["pressure"].infer(
        {"what": "hours of power", "zero": "24", "full": "4", "likely": "14", "low": "12", "high": "18"},
        "pressure",
    )
    assert found.stated["mode"] == 50
    assert found.stated["low"] < 30 < 60 < found.stated["high"]


def test_terms_are_recovered_from_the_answers_they_give():
    """Plant: answers that follow from known terms leave those terms inside the range inferred."""
    from detente.projection.acceptance import mistrust, worth

    trust, loss, deadlock, face = 0.8, 15.0, 20.0, 1.0
    ideal, nothing = 20.0, 60.0

    def gain(deal, seen, pi):
        return worth(
            deal, (nothing - ideal) ** 2, ideal, ideal, face, seen, mistrust(pi, loss, 0.0, deadlock)
        )

    grid = np.linspace(ideal, 100, 8001)
    largest = grid[[gain(one, 1.0, trust) >= 0 for one in grid]].max()
    answers = {
        "ideal": "20", "nothing": "60", "deal": "50", "largest": f"{largest:.1f}",
        "secretly": "yes" if gain(50.0, 0.0, trust) >= 0 else "no",
        "publicly": "yes" if gain(50.0, 1.0, trust) >= 0 else "no",
        "renege": "yes" if gain(50.0, 0.0, 0.5) >= 0 else "no",
    }  # fmt: skip
    for kind, planted in (
        ("trust", trust),
        ("if_betrayed", loss),
        ("deadlock_hurts", deadlock),
        ("face", face),
    ):
        found = forms()["terms"].infer(answers, kind).stated
        assert found["low"] <= planted <= found["high"], kind
    free, tied = (
        int(forms()["terms"].infer(given, "face").says.split(" ")[0])
        for given in ({**answers, "largest": ""}, answers)
    )
    assert tied < free


def test_what_answers_say_of_a_term_shows_in_its_range():
    one = {"ideal": "20", "nothing": "60", "deal": "40", "secretly": "yes", "renege": "no"}
    infer = forms()["terms"].infer
    assert (
        infer(one, "trust").stated["low"] > 0.49
    )  # what is refused at even odds is accepted because more is believed
    assert infer(one, "if_betrayed").stated["low"] > 0
    assert (
        0 <= infer(one, "deadlock_hurts").stated["low"] <= infer(one, "deadlock_hurts").stated["high"] <= 60
    )


def test_a_second_deal_leaves_fewer_terms():
    one = {"ideal": "20", "nothing": "60", "deal": "40", "secretly": "yes", "publicly": "no"}
    infer = forms()["terms"].infer
    share = [
        int(found.says.split(" ")[0])
        for found in (infer(one, "trust"), infer({**one, "deal_2": "50", "secretly_2": "no"}, "trust"))
    ]
    assert share[1] < share[0]
    both = infer({**one, "deal_2": "50", "secretly_2": "no"}, "trust")
    assert "secretly at 50 no" in both.answered
    assert both.stated["high"] < infer(one, "trust").stated["high"]


def test_answers_that_contradict_each_other_are_refused():
    answers = {"ideal": "20", "nothing": "60", "deal": "40", "secretly": "no", "publicly": "yes"}
    with pytest.raises(ParameterError, match="no terms"):
        forms()["terms"].infer(answers, "trust")


def test_the_most_fitting_form_comes_first_and_the_interval_fits_all():
    assert list(forms_for("trust")) == ["terms", "interval"]
    assert list(forms_for("rate")) == ["hazard"]
    assert list(forms_for("salience")) == ["interval"]
