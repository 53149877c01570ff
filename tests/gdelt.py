"""Made-up GDELT 2.0 rows in the exact format: 61 columns, tab-separated, no head line, coded consistently."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from detente.events.ontology import codes, quad_of

STATES = (
    "USA",
    "IRN",
    "ISR",
    "GBR",
    "FRA",
    "DEU",
    "RUS",
    "CHN",
    "SAU",
    "TUR",
    "LBN",
    "IRQ",
    "SYR",
    "YEM",
    "PAK",
    "IND",
)
NAMES = ("UNITED STATES", "IRAN", "ISRAEL", "UNITED KINGDOM", "FRANCE", "GERMANY", "RUSSIA", "CHINA",
         "SAUDI ARABIA", "TURKEY", "LEBANON", "IRAQ", "SYRIA", "YEMEN", "PAKISTAN", "INDIA")  # fmt: skip
TYPES = ("", "", "", "GOV", "MIL", "OPP", "COP", "MED")
CODES = tuple(code for code in codes() if len(code) >= 3 and code != "1214")


def rows(number: int, seed: int = 1, first: date = date(2024, 1, 1), days: int = 90) -> Iterator[str]:
    """Lines without their ends; the same seed gives the same lines."""
    rng = np.random.default_rng(seed)
    block = 50_000
    for start in range(0, number, block):
        size = min(block, number - start)
        picks = rng.integers(0, 1 << 30, size=(size, 8))
        for at in range(size):
            yield _row(1_100_000_000 + start + at, picks[at].tolist(), first, days)


def _row(number: int, pick: list[int], first: date, days: int) -> str:
    day = first + timedelta(days=pick[0] % days)
    code = codes()[CODES[pick[1] % len(CODES)]]
    one, other = _actor(pick[2], pick[3]), _actor(pick[4], pick[5])
    mentions, place = 1 + pick[6] % 20, pick[7] % len(STATES)
    geo = ("1", NAMES[place].title(), STATES[place][:2], STATES[place][:2], "", "32", "53", STATES[place][:2])
    told = (
        str(number), f"{day:%Y%m%d}", f"{day:%Y%m}", str(day.year), f"{day.year + (day.timetuple().tm_yday / 366):.4f}",
        *one, *other,
        "1" if pick[6] % 3 else "0", code.code, code.code[:3], code.code[:2], str(quad_of(code.root)),
        f"{code.goldstein_gdelt:g}", str(mentions), "1", str(mentions), f"{(pick[6] % 2000) / 100 - 10:.4f}",
        *geo, *geo, *geo,
        f"{day:%Y%m%d}{pick[7] % 24:02}{15 * (pick[6] % 4):02}00",
        f"https://news{pick[7] % 500}.example/{day:%Y/%m/%d}/a-story-with-a-long-name-{number // 3}",
    )  # fmt: skip
    return "\t".join(told)


def _actor(pick: int, kind: int) -> tuple[str, ...]:
    if pick % 20 == 0:
        return ("",) * 10
    place, sector = pick % len(STATES), TYPES[kind % len(TYPES)]
    if STATES[place] == "LBN" and kind % 5 == 0:
        return ("LBNREBHEZ", "HEZBOLLAH", "LBN", "HEZ", "", "", "", "REB", "", "")
    return (f"{STATES[place]}{sector}", NAMES[place], STATES[place], "", "", "", "", sector, "", "")


def write(path: Path, number: int, seed: int = 1) -> Path:
    """A file of made-up rows."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in rows(number, seed))
    return path
