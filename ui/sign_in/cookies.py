"""The cookies that we set, each as strict as the address and the embedding pages allow."""

from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import Scope

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Jar:
    """How cookies are set.

    `secure` where the chat is served over https; `embedded` where pages of other origins show it
    in a frame, which then has cookies of its own for each of them.
    """

    secure: bool = False
    embedded: bool = False

    def setting(self, name: str, value: str, seconds: int | None = None) -> str:
        """Returns the `Set-Cookie` header of a cookie that no script can read."""
        parts = [f"{self.named(name)}={value}", "Path=/", "HttpOnly"]
        if seconds is not None:
            parts.append(f"Max-Age={seconds}")
        if self.secure and self.embedded:
            parts += ["Secure", "SameSite=None", "Partitioned"]
        else:
            parts += ["Secure", "SameSite=Lax"] if self.secure else ["SameSite=Lax"]
        return "; ".join(parts)

    def removing(self, name: str) -> str:
        """Returns the `Set-Cookie` header that removes a cookie."""
        return self.setting(name, "", 0)

    def read(self, scope: Scope, name: str) -> str:
        """Returns a cookie of a request; empty if it is missing, there twice, or too long."""
        found = [
            value.strip()
            for header in Headers(scope=scope).getlist("cookie")
            for key, _, value in (pair.partition("=") for pair in header.split(";"))
            if key.strip() == self.named(name)
        ]
        return found[0] if len(found) == 1 and len(found[0]) <= _LONGEST else ""

    def named(self, name: str) -> str:
        """Returns the full name; `__Host-` keeps other hosts of the domain from setting it."""
        return f"__Host-tenkyo-{name}" if self.secure else f"tenkyo-{name}"
