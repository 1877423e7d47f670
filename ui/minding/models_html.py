"""The part of the page in which a language model of this machine is found, tried and switched."""

from collections.abc import Sequence

from assistant.assistant import Assistant
from assistant.phrasing.house_models import PLACES, HouseModel
from assistant.types import Answer, Reader
from prompts.catalogues import Wording
from ui.html.markup import text
from ui.minding.model_trial import ModelTrials, Trial


def models_html(trials: ModelTrials, reader: Reader, assistant: Assistant, words: Wording) -> str:
    """Returns what words answers now, and what a reader can do about it."""
    worded_by, set_by_setting = assistant.worded_by, bool(assistant.settings.chat_model)
    if set_by_setting:
        return f"<p>{text(words('models-by-setting', model=worded_by))}</p>"
    if worded_by:
        said = text(words("models-on", model=worded_by))
        now = f"<p>{said}</p>{_button('off', words('models-switch-off'))}"
    else:
        now = f"<p>{text(words('models-off'))}</p>"
    found = "" if trials.found is None else _found(trials.found, words)
    own = trials.last if trials.last and trials.last.reader == reader else None
    trial = _trial(own, trials.found or (), words) if own else ""
    return f"{now}{_button('look', words('models-look'))}{found}{trial}"


def _found(found: Sequence[HouseModel], words: Wording) -> str:
    if not found:
        asked = ", ".join(f"{name} ({port})" for name, port in PLACES.items())
        return f'<p role="status">{text(words("models-none", asked=asked))}</p>'
    rows = "".join(
        f'<tr><th scope="row">{text(each.title)}</th><td>{text(each.server)}</td>'
        f"<td>{text(each.address)}</td><td>{_button(f'try/{i}', words('models-try'))}</td></tr>"
        for i, each in enumerate(found)
    )
    return f'<div class="wide"><table class="ledger"><tbody>{rows}</tbody></table></div>'


def _trial(trial: Trial, found: Sequence[HouseModel], words: Wording) -> str:
    title = words("models-tried", model=trial.model.title)
    said = ""
    if trial.is_running:
        said = words("models-trying", done=len(trial.answers), count=trial.wanted)
    elif trial.failed:
        said = words("models-failed")
    elif not trial.wanted:
        said = words("models-no-questions")
    status = f'<p role="status">{text(said)}</p>' if said else ""
    rows = "".join(_both(*both, words) for both in trial.answers)
    table = ""
    if rows:
        names = (words("models-question"), words("models-plain"), words("models-worded"))
        head = "".join(f'<th scope="col">{text(name)}</th>' for name in names)
        table = (
            f'<div class="wide"><table class="ledger trial"><thead><tr>{head}</tr></thead>'
            f"<tbody>{rows}</tbody></table></div>"
        )
    switch = ""
    if rows and not trial.is_running and trial.model in found:
        switch = _button(f"on/{found.index(trial.model)}", words("models-switch-on"))
    return f"<h3>{text(title)}</h3>{status}{table}{switch}"


def _both(plain: Answer, worded: Answer, words: Wording) -> str:
    return (
        f'<tr><th scope="row" dir="auto">{text(plain.question)}</th>'
        f'<td dir="auto">{_said(plain, words)}</td><td dir="auto">{_said(worded, words)}</td></tr>'
    )


def _said(answer: Answer, words: Wording) -> str:
    """Returns an answer; what the check removes of it is struck through, and said to be removed."""
    parts = [
        text(each.text)
        if each.verified
        else f"<del>{text(each.text)}</del> ({text(words('models-removed'))})"
        for each in answer.sentences
    ]
    note = f'<p class="note">{text(answer.note)}</p>' if answer.note else ""
    return f"<p>{' '.join(parts) or text(answer.text)}</p>{note}"


def _button(act: str, label: str) -> str:
    return (
        f'<form method="post" action="mind/model/{act}">'
        f'<button type="submit" class="button">{text(label)}</button></form>'
    )
