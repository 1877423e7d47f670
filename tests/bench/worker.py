"""The fresh process of one side: `python -m tests.bench.worker SIDE CORPUS QUESTIONS REPORT`.

It imports only the side it measures, and writes a `Run` as JSON to the file REPORT.
"""

import sys
import tempfile
from pathlib import Path

from pydantic import TypeAdapter

from tests.bench.measure import Run, disk_mb, measure_ask, measure_resolution, measure_search
from tests.bench.sets import read_cases

RUN = TypeAdapter(Run)


def run_tenkyo(corpus: Path, questions: Path, home: Path) -> Run:
    """Measure Tenkyo; it answers from a second opening, so that no search is remembered."""
    from tests.bench.tenkyo import open_tenkyo

    cases = read_cases(questions)
    with open_tenkyo(home) as side:
        searched = measure_search(side, corpus, cases)
    with open_tenkyo(home) as side:
        asked = measure_ask(side, cases)
        resolved = measure_resolution(side.resolve, cases)
    return Run(searched, asked, disk_mb(home), resolved)


def run_yardstick(corpus: Path, questions: Path, home: Path) -> Run:
    """Measure the tutorial pipeline, which writes no answers."""
    from tests.bench.yardstick import open_yardstick

    with open_yardstick(home) as side:
        searched = measure_search(side, corpus, read_cases(questions))
    return Run(searched, None, disk_mb(home))


SIDES = {"tenkyo": run_tenkyo, "yardstick": run_yardstick}


def main() -> None:
    """Measure the side named on the command line."""
    side, corpus, questions, report = sys.argv[1:]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        run = SIDES[side](Path(corpus), Path(questions), Path(home))
    Path(report).write_bytes(RUN.dump_json(run))


if __name__ == "__main__":
    main()
