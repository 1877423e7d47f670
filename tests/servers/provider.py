"""A small OpenID Connect provider: code flow with PKCE, one person, a token that can be spoilt."""

import base64
import hashlib
import time
from contextlib import contextmanager
from threading import Thread

import uvicorn
from fastapi import FastAPI, Form, HTTPException
from fastapi.responses import RedirectResponse
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey


class SmallProvider:
    """Signs everybody in as `claims` say; `key` is what it signs with."""

    def __init__(self, address):
        self.address = address
        self.published = RSAKey.generate_key(2048, {"kid": "one"})
        self.key = self.published
        self.claims = {}
        self.metadata = {}
        self.codes = {}

    def app(self):
        app = FastAPI()

        @app.get("/.well-known/openid-configuration")
        def configuration():
            return {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/keys",
            } | self.metadata

        @app.get("/keys")
        def keys():
            return KeySet([self.published]).as_dict(private=False)

        @app.get("/authorize")
        def authorize(
            redirect_uri: str,
            state: str,
            nonce: str,
            code_challenge: str,
            code_challenge_method: str,
        ):
            assert code_challenge_method == "S256"
            code = f"code{len(self.codes)}"
            self.codes[code] = (nonce, code_challenge)
            return RedirectResponse(f"{redirect_uri}?code={code}&state={state}")

        @app.post("/token")
        def token(code: str = Form(), code_verifier: str = Form()):
            nonce, challenge = self.codes.pop(code, ("", ""))
            digest = hashlib.sha256(code_verifier.encode()).digest()
            if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != challenge:
                raise HTTPException(400, "invalid_grant")
            claims = {"iss": self.address, "aud": "tenkyo", "sub": "hanako", "nonce": nonce}
            claims |= {"exp": int(time.time()) + 60, **self.claims}
            signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
            return {"access_token": "x", "token_type": "Bearer", "id_token": signed}

        return app


@contextmanager
def running_provider(port):
    """Runs a provider on this machine."""
    provider = SmallProvider(f"http://127.0.0.1:{port}")
    server = uvicorn.Server(uvicorn.Config(provider.app(), port=port, log_level="error"))
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield provider
    server.should_exit = True
    thread.join(timeout=60)
