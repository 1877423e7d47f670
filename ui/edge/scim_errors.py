"""Errors as identity providers read them (RFC 7644, section 3.12), on whatever layer they occur."""

from collections.abc import Mapping

from starlette.responses import JSONResponse

SCIM = "/scim/v2/"
SCIM_TYPE = "application/scim+json"
_ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"


def scim_error(
    status: int, said: str, kind: str = "", headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """Returns an error with its `scimType`, if there is one."""
    form = {"schemas": [_ERROR], "status": str(status), "detail": said}
    told = form | {"scimType": kind} if kind else form
    return JSONResponse(told, status, headers=headers, media_type=SCIM_TYPE)
