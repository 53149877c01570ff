"""The tables of actors fit together."""

from detente.events.actor_tables import name_of, others, sectors, sets, states


def test_tables_fit_together():
    assert all(set(one["members"]) <= {*states(), *others()} for one in sets().values())
    assert not set(states()) & set(others())
    assert all(one.sector in sectors() for one in others().values())
    assert all(name_of(code) != code for code in (*states(), *others(), *sets()))
