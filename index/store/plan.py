"""What an edition is made with, as it is noted among the facts of a home folder."""

from dataclasses import dataclass, replace

from pydantic import TypeAdapter, ValidationError

from index.command_line import command
from index.errors import DamagedError


@dataclass(frozen=True, slots=True)
class Plan:
    """What an edition is made with: passages and vectors of two plans cannot be compared.

    `origin` is what the embedding model was opened by, `model` its name. `token_width` is the
    number of int8 dimensions in which a token vector is stored. `width` is the dimension of a
    sentence vector, 0 until it is known. `projection` is the check sum of the file that projects
    token vectors, `second_projection` that of a second model's; None until it is known. `bridge` is
    the version of what makes the second model's vectors of English text, 0 if that model does.
    """

    number: int
    model: str
    origin: str
    chunking: str
    token_width: int
    width: int = 0
    projection: int | None = None
    second_projection: int | None = None
    bridge: int = 0

    def same_as(self, other: "Plan") -> bool:
        """Tells whether two editions would hold the same passages and vectors."""
        mine, theirs = (
            replace(plan, number=0, origin="", width=0, projection=None, second_projection=None)
            for plan in (self, other)
        )
        return mine == theirs

    def same_vectors_as(self, other: "Plan") -> bool:
        """Tells whether two editions would have the same vectors for the same passage."""
        mine, theirs = ((p.model, p.token_width, p.bridge) for p in (self, other))
        return mine == theirs and self.token_width > 0


_PLAN = TypeAdapter(Plan)


def read_plan(text: str | None) -> Plan | None:
    """Reads what `write_plan` wrote, None if there is nothing.

    Raises:
        DamagedError: it cannot be read; indexing makes the records anew.
    """
    try:
        return _PLAN.validate_json(text) if text else None
    except ValidationError as error:
        raise DamagedError(
            "What the documents were indexed with cannot be read: the records are damaged."
            f" To make them anew from your files: {command('index FOLDER')}"
        ) from error


def write_plan(plan: Plan) -> str:
    """Returns a plan as it is noted among the facts of a home folder."""
    return _PLAN.dump_json(plan).decode()
