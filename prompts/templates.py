"""Loading the fixed texts of this folder; each knows the variables it declares in braces."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter

from prompts.catalogues import ENGLISH


@dataclass(frozen=True, slots=True)
class Template:
    """A text with named variables, as `{documents}`."""

    name: str
    text: str

    @property
    def variables(self) -> frozenset[str]:
        """The names of the variables that the text declares."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.text) if name)

    def fill(self, **values: str) -> str:
        """Returns the text with its variables filled in.

        Raises:
            KeyError: a declared variable has no value, or a value has no variable; it is named.
        """
        if missing := self.variables - values.keys():
            raise KeyError(f"Template {self.name!r} needs a value for {sorted(missing)[0]!r}.")
        if unknown := values.keys() - self.variables:
            raise KeyError(f"Template {self.name!r} has no variable {sorted(unknown)[0]!r}.")
        return self.text.format(**values)


@cache
def template(name: str, language: str) -> Template:
    """Returns the text of this name in a language; English where that language has none.

    Raises:
        KeyError: there is no text of this name.
    """
    folder = files("prompts")
    for code in (language, ENGLISH):
        file = folder / f"{name}.{code}.txt"
        if file.is_file():
            return Template(f"{name}.{code}", file.read_text(encoding="utf-8").strip())
    raise KeyError(f"There is no text named {name!r} in prompts/.")
