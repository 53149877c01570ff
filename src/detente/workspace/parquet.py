"""Tables as Parquet, for those who read them with other tools."""

import tempfile
from pathlib import Path


def parquet_of(csv: bytes) -> bytes:
    """A table of a run as Parquet; kinds of columns are read from its rows.

    Parameters
    ----------
    csv : with a head, as `tables/*.csv` of a run.
    """
    import duckdb

    with tempfile.TemporaryDirectory(prefix="detente-") as place, duckdb.connect() as made:
        source, target = Path(place) / "table.csv", Path(place) / "table.parquet"
        source.write_bytes(csv)
        rows = made.read_csv(str(source), header=True, sample_size=-1)
        rows.write_parquet(str(target))
        return target.read_bytes()
