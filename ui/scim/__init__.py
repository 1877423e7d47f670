"""SCIM 2.0: an identity provider pushes people and groups (RFC 7643, RFC 7644)."""
