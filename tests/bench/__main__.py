"""`python -m tests.bench`: Tenkyo beside the tutorial pipeline, same questions, same machine."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter
from rich.console import Console

from tests.bench.compare import Comparison, Start, compare, measure_start
from tests.bench.first_words import FirstWords, first_words_line, measure_first_words
from tests.bench.report import markdown, start_line, table
from tests.bench.sets import find_sets


@dataclass(frozen=True, slots=True)
class Bench:
    """All that one call measured."""

    start: Start
    first_words: FirstWords
    sets: tuple[Comparison, ...]


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description="Measure quality, speed, memory and disk beside the usual tutorial pipeline.",
    )
    parser.add_argument(
        "--eval",
        type=Path,
        metavar="FOLDER",
        help="take every subfolder with corpus/ and questions.jsonl (default: seeds/)",
    )
    parser.add_argument("--sets", default="", metavar="A,B", help="only the sets of these names")
    parser.add_argument(
        "--rounds",
        type=int,
        default=1,
        metavar="N",
        help="measure N times in turn and take the least disturbed timing (default: 1)",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON instead of tables")
    form.add_argument("--markdown", action="store_true", help="print Markdown tables")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what the command line names; return the exit status."""
    parser = build_parser()
    options = parser.parse_args(arguments)
    if options.rounds < 1:
        parser.error(f"--rounds must be 1 or more, not {options.rounds!r}")
    try:
        chosen = find_sets(options.eval, [name for name in options.sets.split(",") if name])
    except ValueError as error:
        parser.error(str(error))
    progress = Console(stderr=True, markup=False, highlight=False).print
    try:
        results = tuple(compare(each, options.rounds, progress) for each in chosen)
        start, first_words = measure_start(), measure_first_words()
    except RuntimeError as error:
        progress(str(error))
        return 1
    for result in results:
        if not result.repeatable:
            progress(f"{result.name}: the rounds gave different hits or answers")
    _show(Bench(start, first_words, results), options)
    return 0


def _show(bench: Bench, options: argparse.Namespace) -> None:
    console = Console(markup=False, highlight=False)
    if options.json:
        sys.stdout.write(TypeAdapter(Bench).dump_json(bench, indent=2).decode() + "\n")
    elif options.markdown:
        sys.stdout.write("\n".join(markdown(result) for result in bench.sets))
        sys.stdout.write(f"\n{start_line(bench.start)}\n{first_words_line(bench.first_words)}\n")
    else:
        for result in bench.sets:
            console.print(table(result))
        console.print(start_line(bench.start))
        console.print(first_words_line(bench.first_words))


if __name__ == "__main__":
    sys.exit(main())
