"""Sweeps from the public API."""

import detente
from sweeping import SMALL, VARY


def test_a_bench_sweeps_and_goes_on(tmp_path):
    file = tmp_path / "vary.yaml"
    file.write_text(VARY)
    bench = detente.load(SMALL)
    seen = []
    done = bench.sweep(
        file, tmp_path / "s", n=4, worlds=30, shard_size=2, workers=1, progress=lambda *of: seen.append(of)
    )
    assert seen == [(0, 4), (2, 4), (4, 4)]
    assert (done.summary.points, done.summary.worlds, done.shards, done.resumed) == (4, 30, 2, 0)
    assert bench.sweep(file, tmp_path / "s", n=4, worlds=30, shard_size=2).resumed == 2
