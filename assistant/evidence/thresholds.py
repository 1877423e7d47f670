"""From which confidence a question counts as answered, and from which as perhaps answered.

`python -m tests.bench.fitting.thresholds FOLDER --homes HOMES` chooses them, on questions that
nothing else was fitted to; `TENKYO_THRESHOLD` and `TENKYO_PERHAPS` set others.
"""

ANSWERED = 0.5
PERHAPS = 0.3
