"""The guards that stand around every test hold."""

import os
import socket
import time
import warnings

import numpy as np
import pytest


def test_the_network_is_refused():
    with socket.socket() as plug, pytest.raises(RuntimeError, match="may not use the network"):
        plug.connect(("192.0.2.1", 80))
    with pytest.raises(RuntimeError, match="refused to look up"):
        socket.create_connection(("detente.invalid", 80))


def test_this_machine_may_talk_to_itself():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as plug,
    ):
        assert plug.getpeername() == server.getsockname()


def test_the_clock_shows_utc():
    assert os.environ["TZ"] == "UTC"
    assert time.localtime(0).tm_hour == 0


def test_warnings_are_errors():
    with pytest.raises(UserWarning, match="soft"):
        warnings.warn("soft", stacklevel=1)


def test_numbers_fail_loudly():
    with pytest.raises(FloatingPointError):
        np.divide(1.0, np.zeros(2))
    assert np.exp(np.float64(-1000.0)) == 0.0


@pytest.mark.unchecked_numbers
def test_a_marked_test_may_divide_by_zero():
    with np.errstate(divide="ignore"):
        assert np.isinf(np.divide(1.0, np.zeros(1)))[0]
