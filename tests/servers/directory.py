"""OpenLDAP on this machine, over a directory that a test writes, encrypted by its own authority."""

import shutil
import subprocess
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.servers.killing import kill_all
from tests.servers.mailboxes import until_listening
from tests.servers.web_serving import free_port

BASE, BIND, PASSWORD = "dc=example,dc=org", "cn=tenkyo,dc=example,dc=org", "open-sesame"
_CONFIGURATION = """
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/nis.schema
include /etc/ldap/schema/inetorgperson.schema
pidfile {base}/pid
argsfile {base}/args
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload memberof
TLSCertificateFile {base}/server.pem
TLSCertificateKeyFile {base}/server.key
TLSCACertificateFile {base}/ca.pem
sizelimit 2000
database mdb
suffix "dc=example,dc=org"
rootdn "cn=admin,dc=example,dc=org"
rootpw admin
directory {base}/data
maxsize 10485760
dbnosync
overlay memberof
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="cn=tenkyo,dc=example,dc=org" read by anonymous none
"""
_TOP = """
dn: dc=example,dc=org
objectClass: dcObject
objectClass: organization
dc: example
o: Example

dn: cn=tenkyo,dc=example,dc=org
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: tenkyo
userPassword: open-sesame

dn: ou=people,dc=example,dc=org
objectClass: organizationalUnit
ou: people

dn: ou=groups,dc=example,dc=org
objectClass: organizationalUnit
ou: groups
"""


def person(uid, *, entry="", groups=()):
    """Returns the entry of a person, as LDIF; `groups` are named in it too."""
    lines = [f"dn: {dn_of(entry or uid)}", "objectClass: inetOrgPerson", f"cn: {uid}", "sn: x"]
    lines += [f"uid: {uid}"] + [f"memberOf: {group_dn(name)}" for name in groups]
    return "\n".join(lines) + f"\nou: {entry or uid}\n"


def group(name, *members, groups=()):
    """Returns the entry of a group of entries by their names (DN), as LDIF."""
    lines = [f"dn: {group_dn(name)}", "objectClass: groupOfNames", f"cn: {name}"]
    lines += [f"member: {member}" for member in members]
    return "\n".join(lines + [f"memberOf: {group_dn(each)}" for each in groups]) + "\n"


def dn_of(entry):
    return f"ou={entry},ou=people,{BASE}"


def group_dn(name):
    return f"cn={name},ou=groups,{BASE}"


class SlapdServer:
    """A directory that can be filled anew and killed, at the same address."""

    def __init__(self, base, host):
        self.base, self.port, self.tls_port = base, free_port(), free_port()
        _write_certificates(base, host)
        (base / "slapd.conf").write_text(_CONFIGURATION.format(base=base))
        self._running = None

    def settings(self, **changed):
        """Returns the settings of an assistant that asks it over TLS."""
        return {
            "ldap_url": f"ldaps://localhost:{self.tls_port}",
            "ldap_ca": self.base / "ca.pem",
            "ldap_bind": BIND,
            "ldap_password": PASSWORD,
            "ldap_base": BASE,
            **changed,
        }

    def begin(self, *entries):
        """Starts it over these entries, in place of those before."""
        self.kill()
        shutil.rmtree(self.base / "data", ignore_errors=True)
        (self.base / "data").mkdir()
        text = "\n".join([_TOP.lstrip(), *entries])
        load = ["/usr/sbin/slapadd", "-q", "-f", str(self.base / "slapd.conf")]
        subprocess.run(load, input=text.encode(), check=True, capture_output=True)
        addresses = f"ldap://127.0.0.1:{self.port}/ ldaps://127.0.0.1:{self.tls_port}/"
        command = ["/usr/sbin/slapd", "-d", "0", "-f", str(self.base / "slapd.conf")]
        self._running = subprocess.Popen([*command, "-h", addresses], stderr=subprocess.PIPE)
        until_listening(self.tls_port, self._running)

    def kill(self):
        if self._running:
            kill_all(self._running)
            self._running.stderr.close()
            self._running = None


@contextmanager
def slapd(base, host="localhost"):
    """Lends a directory whose certificate is that of a host."""
    server = SlapdServer(base, host)
    try:
        yield server
    finally:
        server.kill()


def _write_certificates(base, host):
    authority, key = (
        ec.generate_private_key(ec.SECP256R1()),
        ec.generate_private_key(ec.SECP256R1()),
    )
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "authority of the tests")])
    names = [x509.DNSName(host)]
    if host == "localhost":
        names.append(x509.IPAddress(ip_address("127.0.0.1")))
    constraints = x509.BasicConstraints(ca=True, path_length=None)
    own = _certificate(issuer, issuer, authority.public_key(), authority, constraints)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    alternative = x509.SubjectAlternativeName(names)
    signed = _certificate(subject, issuer, key.public_key(), authority, alternative)
    (base / "ca.pem").write_bytes(own.public_bytes(serialization.Encoding.PEM))
    (base / "server.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    (base / "server.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def _certificate(subject, issuer, public, signer, extension):
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(public)
    made = made.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
    made = made.not_valid_after(now + timedelta(days=2)).add_extension(extension, critical=True)
    return made.sign(signer, hashes.SHA256())
