"""Detectors: when a line of events changed its level, told as of every period."""

from collections.abc import Mapping

from detente.core.errors import ParameterError, nearest
from detente.core.family import member, names
from detente.core.series import Period
from detente.events.detectors.base import Alarms, Detector, Setting
from detente.events.lines import Line

__all__ = ["Alarms", "Detector", "Setting", "detector", "detector_names", "raise_alarms", "settings_of"]


def detector_names() -> tuple[str, ...]:
    """Names of all detectors, found by listing this folder."""
    return names(__name__)


def detector(name: str) -> Detector:
    """One detector by name.

    Raises
    ------
    ParameterError : no such detector.
    """
    found: Detector = member(__name__, "DETECTOR", name)
    return found


def settings_of(one: Detector, period: Period, given: Mapping[str, float] | None = None) -> dict[str, float]:
    """All settings of a detector: those given, and the defaults of the period for the rest.

    Raises
    ------
    ParameterError : a setting is unknown, or lies outside its range.
    """
    made = {name: float(setting.by_period[period]) for name, setting in one.settings.items()}
    for name, value in (given or {}).items():
        if name not in one.settings:
            raise ParameterError(
                f"{one.name}, setting",
                repr(name),
                ", ".join(one.settings),
                nearest=nearest(name, one.settings),
            )
        setting = one.settings[name]
        if not setting.low <= value <= setting.high:
            allowed = f"a number in [{setting.low:g}, {setting.high:g}], {setting.unit}"
            raise ParameterError(f"{one.name}, {name}", f"{value:g}", allowed)
        made[name] = float(value)
    return made


def raise_alarms(one: Detector, line: Line, given: Mapping[str, float] | None = None) -> Alarms:
    """Run a detector over a line, as of every period.

    Parameters
    ----------
    given : settings other than the defaults.

    Raises
    ------
    ParameterError : a setting is wrong, or the line lacks what the detector needs.
    """
    return one.run(line, settings_of(one, line.period, given))
