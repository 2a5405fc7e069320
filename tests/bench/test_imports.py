"""An import of a million rows, against a bare read of the same file as text: CPU and memory of whole processes."""

import os
import resource
import subprocess
import sys

import pytest

N = 1_000_000
LINE = "n{:07},c{:03},image_text,2025-01-{:02} 16:00,2025-02-{:02},{},{},{},{}\n"
HEAD = "note,creator,format,published_utc,snapshot_date,likes,saves,comments,shares\n"
BARE = "import polars as pl; pl.read_csv({!r}, infer_schema=False)"


def spent(*words, **more):
    """CPU seconds of a process, and the most memory (MB) of any so far."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *words], check=True, capture_output=True, env={**os.environ, **more})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss / 1024


@pytest.mark.bench
def test_a_million_rows_take_a_small_multiple_of_a_bare_read(tmp_path, record_property):
    path = tmp_path / "crawl.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        file.writelines(LINE.format(n, n % 700, n % 28 + 1, n % 27 + 1, n % 97, n % 31, n % 7, n % 3) for n in range(N))
    bare, _ = spent("-c", BARE.format(str(path)))
    whole, memory = spent(
        "-m", "xhs_sim.cli", "data", "import", str(path), "--out", str(tmp_path / "out"), XHS_SIM_CONFIG=str(tmp_path)
    )
    record_property("import", f"{whole:.2f} CPU s, {whole / bare:.1f} times a bare read, {memory:.0f} MB")
    assert memory < 1024
    assert whole < 6 * bare
