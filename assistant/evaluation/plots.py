"""What the plots of the page show, as places on a canvas: the template draws them as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

WIDTH, HEIGHT = 480, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 12, 14, 36
_BINS = 20


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a histogram, and what it says in words. `kind` is what it is coloured by."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A line through points (x, y), and its name."""

    points: tuple[tuple[float, float], ...]
    kind: str

    @property
    def path(self) -> str:
        """The points as SVG writes them."""
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in self.points)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis: where it stands, and its words."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot: `x` and `y` are the ticks of the axes, `rules` are lines across, with their names.

    `rows` holds the same values for a table, under `columns`.
    """

    title: str
    summary: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    x: tuple[Tick, ...]
    y: tuple[Tick, ...]
    bars: tuple[Bar, ...] = ()
    lines: tuple[Curve, ...] = ()
    rules: tuple[Tick, ...] = ()


def recall_plot(curve: Sequence[float], earlier: Sequence[float]) -> Plot:
    """Returns recall@k over k from 1 to 10; with that of an earlier run, dashed."""
    kinds = [("earlier", earlier), ("now", curve)]
    shown = [(kind, values) for kind, values in kinds if values and not isnan(values[0])]
    depths = range(1, len(curve) + 1)
    columns = [[f"{v:.3f}" for v in values] for _, values in shown]
    rows = zip(map(str, depths), *columns, strict=True)
    return Plot(
        title="Recall at k",
        summary="Share of the expected places that the first k passages found hold.",
        columns=("k", *("recall" if kind == "now" else "earlier" for kind, _ in shown)),
        rows=tuple(rows) if shown else (),
        x=tuple(Tick(_x((k - 1) / (len(curve) - 1)), str(k)) for k in depths),
        y=_share_ticks(),
        lines=tuple(
            Curve(tuple((_x(n / (len(values) - 1)), _y(v)) for n, v in enumerate(values)), kind)
            for kind, values in shown
        ),
    )


def confidence_plot(answerable: Sequence[float], others: Sequence[float], threshold: float) -> Plot:
    """Returns how many questions have which confidence, answerable ones and others side by side."""
    counts = [(_counts(answerable, 1.0), "answerable"), (_counts(others, 1.0), "unanswerable")]
    top = max(max(values) for values, _ in counts) or 1
    width = (WIDTH - _LEFT - _RIGHT) / _BINS
    names = [f"{n / _BINS:.2f} to {(n + 1) / _BINS:.2f}" for n in range(_BINS)]
    bars = tuple(
        Bar(
            x=_x(n / _BINS) + 1 + place * (width - 2) / 2,
            y=_y(count / top),
            width=(width - 2) / 2,
            height=_y(0) - _y(count / top),
            kind=kind,
            label=f"{name}: {count} {kind}",
        )
        for place, (values, kind) in enumerate(counts)
        for n, (name, count) in enumerate(zip(names, values, strict=True))
        if count
    )
    return Plot(
        title="Confidence",
        summary="Number of questions by the confidence of their answers.",
        columns=("confidence", "answerable", "unanswerable"),
        rows=tuple(
            (name, str(a), str(u))
            for name, a, u in zip(names, counts[0][0], counts[1][0], strict=True)
        ),
        x=tuple(Tick(_x(n / 5), f"{n / 5:g}") for n in range(6)),
        y=_count_ticks(top),
        bars=bars,
        rules=(Tick(_x(threshold), f"threshold {threshold:g}"),),
    )


def latency_plot(milliseconds: Sequence[float], p50: float, p95: float) -> Plot:
    """Returns how many answers took how long, up to a little above the 95th percentile."""
    longest = 1.25 * p95 or 1.0
    counts = _counts(milliseconds, longest)
    top, step = max(counts) or 1, longest / _BINS
    names = [f"{n * step:,.1f} to {(n + 1) * step:,.1f}" for n in range(_BINS - 1)]
    names.append(f"{(_BINS - 1) * step:,.1f} or more")
    width = (WIDTH - _LEFT - _RIGHT) / _BINS
    return Plot(
        title="Time to answer",
        summary="Number of questions by the milliseconds that their answers took.",
        columns=("milliseconds", "questions"),
        rows=tuple((name, str(count)) for name, count in zip(names, counts, strict=True)),
        x=tuple(Tick(_x(n / 4), f"{n / 4 * longest:,.0f} ms") for n in range(5)),
        y=_count_ticks(top),
        bars=tuple(
            Bar(
                _x(n / _BINS) + 1,
                _y(c / top),
                width - 2,
                _y(0) - _y(c / top),
                "answerable",
                f"{name} ms: {c}",
            )
            for n, (name, c) in enumerate(zip(names, counts, strict=True))
            if c
        ),
        rules=(Tick(_x(p50 / longest), "median"), Tick(_x(p95 / longest), "95%")),
    )


def _counts(values: Sequence[float], longest: float) -> list[int]:
    """Returns how many values lie in each of twenty equal steps; the last one is open."""
    counts = [0] * _BINS
    for value in values:
        counts[max(0, min(int(value / longest * _BINS), _BINS - 1))] += 1
    return counts


def _share_ticks() -> tuple[Tick, ...]:
    return tuple(Tick(_y(n / 4), f"{n / 4:g}") for n in range(5))


def _count_ticks(top: int) -> tuple[Tick, ...]:
    return tuple(Tick(_y(n / top), f"{n:,}") for n in sorted({0, (top + 1) // 2, top}))


def _x(share: float) -> float:
    return round(_LEFT + share * (WIDTH - _LEFT - _RIGHT), 1)


def _y(share: float) -> float:
    return round(HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM), 1)
