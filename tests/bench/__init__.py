"""Measures Tenkyo beside the usual tutorial pipeline: `python -m tests.bench --help`.

Nothing in this package is collected by pytest: timings depend on the machine, so no test rests on
them. `sets` holds the questions, `yardstick` and `tenkyo` the two sides, `measure` the clock,
`worker` the fresh process each build runs in, and `report` the tables; the metrics are those of
`tenkyo eval`.
"""
