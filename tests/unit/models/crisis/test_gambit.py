"""Games as Gambit's files."""

from fractions import Fraction

from detente.models.crisis import Chance, End, Game, Move, efg, nfg, simultaneous

CHICKEN = simultaneous(
    "Chicken", ("row", "col"), (("C", "D"), ("C", "D")), (((3, 1), (4, 0)), ((3, 4), (1, 0)))
)


def test_the_extensive_form():
    assert efg(CHICKEN).splitlines() == [
        'EFG 2 R "Chicken" { "row" "col" }',
        '""',
        "",
        'p "" 1 1 "row" { "C" "D" } 0',
        'p "" 2 1 "col" { "C" "D" } 0',
        't "" 1 "C, C" { 3, 3 }',
        't "" 2 "C, D" { 1, 4 }',
        'p "" 2 1 "col" { "C" "D" } 0',
        't "" 3 "D, C" { 4, 1 }',
        't "" 4 "D, D" { 0, 0 }',
    ]


def test_the_strategic_form_lets_the_first_player_vary_fastest():
    assert nfg(CHICKEN).splitlines() == [
        'NFG 1 R "Chicken" { "row" "col" }',
        '{ { "C" "D" } { "C" "D" } }',
        '""',
        "",
        "3 3 4 1 1 4 0 0",
    ]


def test_chances_sum_to_one_exactly_and_quotes_are_escaped():
    third = 1 / 3
    leaf = End((0.25, 1.0), 'so "called"')
    draw = Chance({"low": (third, leaf), "middle": (third, leaf), "high": (third, leaf)})
    game = Game("Draw", ("A", "B"), Move("A", "A", {"ask": draw, "wait": leaf}))
    line = next(line for line in efg(game).splitlines() if line.startswith("c "))
    assert line == 'c "" 1 "" { "low" 1/3 "middle" 1/3 "high" 1/3 } 0'
    assert sum(map(Fraction, ["1/3"] * 3)) == 1
    assert '"so \\"called\\"" { 0.25, 1 }' in efg(game)
    assert nfg(game).splitlines()[-1] == "0.25 1 0.25 1"
