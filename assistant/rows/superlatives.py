"""Superlatives: which way each points, and what it measures.

"Oldest" is the highest age and the earliest date, "fastest" the highest speed and the least time:
what a column holds decides. "Cheapest" measures prices, also in a column called "Fee".
"""

import re
from dataclasses import dataclass

from index.text.language import is_chinese

MEASURES: dict[str, str] = {
    "money": "price cost fee charge fare rent pay amount rate tariff budget"
    " preis kosten gebühr betrag miete entgelt prix coût tarif loyer montant"
    " precio coste costo tarifa alquiler importe costar cuestan cuesta"
    " 价格 价钱 费用 金额 価格 料金 値段 費用 金額 単価 代金 賃料 家賃 運賃 会費 予算",
    # What somebody earns is no price.
    "pay": "pay wage salary income earnings gehalt lohn einkommen salaire revenu salario sueldo"
    " ingresos 工资 収入 給与 給料 年収",
    "date": "date day year time since founded established opened built created start begin born"
    " datum jahr tag gegründet eröffnet gebaut seit"
    " date année an fondé ouvert fecha año fundado abierto"
    " 日期 时间 日付 年 年月日 日 開業 設立 創業 竣工 開始 発売",
    "age": "age alter âge edad 年齢 築年数",
    "length": "length distance long km span duration"
    " länge entfernung strecke dauer longueur durée longitud distancia duración"
    " 长度 距离 長さ 距離 全長 延長 時間 期間 所要時間",
    "height": "height elevation altitude tall höhe größe hauteur altura altitud"
    " 高度 高さ 標高 身長",
    "size": "size area population capacity volume seats"
    " größe fläche einwohner bevölkerung kapazität plätze taille superficie capacité"
    " habitants tamaño superficie población capacidad habitantes"
    " 面积 容积 面積 人口 広さ 容量 定員 規模",
    "weight": "weight mass gewicht masse poids peso 重さ 重量 体重",
    "temperature": "temperature temp temperatur température temperatura 温度 気温",
    "speed": "speed velocity geschwindigkeit vitesse velocidad 速度 速さ",
    "time": "time duration minutes hours"
    " zeit dauer temps durée tiempo duración 時間 所要時間 タイム",
    "depth": "depth tiefe profondeur profundidad 深さ 水深",
    "width": "width breite largeur anchura ancho 幅",
}
"""What columns are called that measure one kind of thing, in the languages of the interface."""

_LENGTHS = frozenset("km m cm mm mi mile miles ft foot feet metre metres meter meters".split())
UNITS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("length", "height", "depth", "width"), _LENGTHS),
    "weight": frozenset("kg g mg t lb lbs oz tonne tonnes ton tons".split()),
    "temperature": frozenset("°c °f ℃ ℉ celsius fahrenheit".split()),
    "speed": frozenset("km/h kmh kph mph kn knots m/s".split()),
    "time": frozenset("s sec seconds min minutes h hours : 秒 分 時間".split()),
    "age": frozenset("years yrs 歳 年".split()),
    "size": frozenset("m² km² m2 km2 ha sqm acres".split()),
}
"""The units that tell which kind of thing a column measures, whatever it is called."""


@dataclass(frozen=True, slots=True)
class Superlative:
    """A superlative as `said`.

    `most` tells whether it is the highest amount, `most_dates` whether it is the latest date; None
    where it points no way that can be told. `measure` names what it measures, if it says that.
    """

    said: str
    most: bool | None
    most_dates: bool | None = None
    measure: str = ""

    @property
    def on_dates(self) -> bool | None:
        """Whether it is the latest of dates."""
        return self.most if self.most_dates is None else self.most_dates


_EN: dict[str, tuple[bool | None, bool | None, str]] = {
    **dict.fromkeys("highest greatest maximum max".split(), (True, None, "")),
    **dict.fromkeys("lowest fewest minimum min".split(), (False, None, "")),
    **dict.fromkeys("largest biggest".split(), (True, None, "size")),
    "smallest": (False, None, "size"),
    **dict.fromkeys(("cheapest", "least expensive", "least costly"), (False, None, "money")),
    **dict.fromkeys(
        ("dearest", "priciest", "costliest", "most expensive", "most costly"),
        (True, None, "money"),
    ),
    **dict.fromkeys(("latest", "newest", "most recent", "most recently"), (True, True, "date")),
    "earliest": (False, False, "date"),
    "oldest": (True, False, "date"),
    "youngest": (False, True, "date"),
    "longest": (True, None, "length"),
    "shortest": (False, None, "length"),
    "tallest": (True, None, "height"),
    "heaviest": (True, None, "weight"),
    "lightest": (False, None, "weight"),
    **dict.fromkeys(("hottest", "warmest"), (True, None, "temperature")),
    **dict.fromkeys(("coldest", "coolest"), (False, None, "temperature")),
    "fastest": (True, None, "speed"),
    "slowest": (False, None, "speed"),
    "deepest": (True, None, "depth"),
    "shallowest": (False, None, "depth"),
    "widest": (True, None, "width"),
    "narrowest": (False, None, "width"),
    **dict.fromkeys(("richest", "best paid"), (True, None, "pay")),
    "poorest": (False, None, "pay"),
    **dict.fromkeys(("best", "worst", "strongest", "weakest"), (None, None, "")),
    "most": (True, None, ""),
    "least": (False, None, ""),
    "top": (True, None, ""),
}
_SUPERLATIVE = re.compile(
    # "Second-largest" is one, "user-most" is none.
    rf"(?<!at )(?:(?<!-)|(?<=second-)|(?<=third-)|(?<=fourth-)|(?<=fifth-)|(?<=\d(?:nd|rd|th)-))"
    rf"\b(?:{'|'.join(sorted(_EN, key=len, reverse=True))})\b"
    r"(?! of (?:them|us|all)\b)",
    re.IGNORECASE,
)
_JA: dict[str, tuple[bool | None, bool | None, str]] = {
    **dict.fromkeys(("多", "高"), (True, None, "")),
    **dict.fromkeys(("少", "低"), (False, None, "")),
    **dict.fromkeys(("大き", "広"), (True, None, "size")),
    **dict.fromkeys(("小さ", "狭"), (False, None, "size")),
    "安": (False, None, "money"),
    "高価": (True, None, "money"),
    "長": (True, None, "length"),
    "短": (False, None, "length"),
    "新し": (True, True, "date"),
    "古": (True, False, "date"),
    "遅": (True, True, "date"),
    "早": (False, False, "date"),
    "若": (False, True, "date"),
    "速": (True, None, "speed"),
    "重": (True, None, "weight"),
    "軽": (False, None, "weight"),
    "深": (True, None, "depth"),
    "浅": (False, None, "depth"),
    "暑": (True, None, "temperature"),
    "寒": (False, None, "temperature"),
}
_SUPERLATIVE_JA = re.compile(
    rf"(?:最も|もっとも|一番|いちばん)(?P<gap>[^。、？]{{0,20}}?)"
    rf"(?P<a>{'|'.join(sorted(_JA, key=len, reverse=True))})[いくかな](?:の|もの)?"
    r"|最(?P<b>大|小|多|少|高|低|長|短|安|新|古|年長|年少)(?:の|値)?"
)
_ZH: dict[str, tuple[bool | None, bool | None, str]] = {
    **dict.fromkeys("多高", (True, None, "")),
    **dict.fromkeys("少低", (False, None, "")),
    **dict.fromkeys(("贵", "貴"), (True, None, "money")),
    "便宜": (False, None, "money"),
    "大": (True, None, "size"),
    "小": (False, None, "size"),
    **dict.fromkeys("长長", (True, None, "length")),
    "短": (False, None, "length"),
    **dict.fromkeys("新晚", (True, True, "date")),
    **dict.fromkeys(("旧", "舊", "老", "古老"), (True, False, "date")),
    "早": (False, False, "date"),
    **dict.fromkeys(("年轻", "年輕"), (False, True, "date")),
    "快": (True, None, "speed"),
    "慢": (False, None, "speed"),
    "重": (True, None, "weight"),
    **dict.fromkeys("轻輕", (False, None, "weight")),
    "深": (True, None, "depth"),
    "浅": (False, None, "depth"),
    **dict.fromkeys("热熱", (True, None, "temperature")),
    "冷": (False, None, "temperature"),
    **dict.fromkeys(("好", "差", "重要"), (None, None, "")),
}
_SUPERLATIVE_ZH = re.compile(rf"最({'|'.join(sorted(_ZH, key=len, reverse=True))})的?")
_JA_SHORT = {"大": "高", "小": "低", "新": "新し", "年長": "古", "年少": "若"}


def superlative_en(text: str) -> tuple[Superlative, str, str] | None:
    """Returns the superlative of a question in English, and what stands before and after it.

    None for a question without one.
    """
    match = _SUPERLATIVE.search(text)
    if match is None:
        return None
    found = Superlative(match.group(), *_EN[match.group().lower()])
    return found, text[: match.start()], text[match.end() :]


def superlative_ja(text: str) -> tuple[Superlative, str, str] | None:
    """Returns the superlative of a question in Japanese or Chinese, and what stands around it.

    What it encloses, as 最も死者が多い does, counts as before it.
    """
    if is_chinese(text) and (chinese := _SUPERLATIVE_ZH.search(text)):
        superlative = Superlative(chinese.group().removesuffix("的"), *_ZH[chinese[1]])
        return superlative, text[: chinese.start()], text[chinese.end() :]
    match = _SUPERLATIVE_JA.search(text)
    if match is None:
        return None
    short = match["b"]
    said = match.group().replace(match["gap"] or "", "", 1)
    found = Superlative(said, *_JA[match["a"] or _JA_SHORT.get(short, short)])
    return found, f"{text[: match.start()]} {match['gap'] or ''}", text[match.end() :]
