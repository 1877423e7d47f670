"""Dovecot on this machine, with one mailbox that a test fills by hand."""

import getpass
import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

from tests.servers.web_serving import free_port

PASSWORD = "open-sesame"
_CONFIGURATION = """
base_dir = {base}/run
state_dir = {base}/state
log_path = {base}/log
protocols = imap
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {before}
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:{base}/mail
mail_fsync = never
auth_failure_delay = 0
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={base}/home
}}
"""


class Mailbox:
    """A mailbox, by its folder on the disk; `address` is where it is served."""

    def __init__(self, base, port):
        self.inbox = base / "mail"
        self.address = f"imap://127.0.0.1:{port}"
        self.port = port
        for name in ("", "cur", "new", "tmp"):
            (self.inbox / name).mkdir(mode=0o700)
            os.chown(self.inbox / name, *_owner())

    def put(self, name, subject, text):
        message = EmailMessage()
        message["Subject"], message["From"] = subject, "anna@house.example"
        message.set_content(text)
        place = self.inbox / "cur" / f"{name}:2,S"
        place.write_bytes(message.as_bytes())
        os.chown(place, *_owner())

    def take(self, name):
        (self.inbox / "cur" / f"{name}:2,S").unlink()

    def renumber(self):
        """Lets the server give all messages new numbers, under a new UIDVALIDITY."""
        for index in self.inbox.glob("dovecot*"):
            shutil.rmtree(index) if index.is_dir() else index.unlink()


@contextmanager
def dovecot():
    """Serves a mailbox on a free port of 127.0.0.1; yields it."""
    with tempfile.TemporaryDirectory(prefix="dovecot-") as made:
        base, port = Path(made), free_port()
        base.chmod(0o755)  # Dovecot's processes before the sign-in run as somebody else than root.
        facts = {"base": base, "port": port, **dict(zip(("uid", "gid"), _owner(), strict=True))}
        file = base / "dovecot.conf"
        file.write_text(_CONFIGURATION.format(password=PASSWORD, **facts, **_accounts()))
        mailbox = Mailbox(base, port)
        command = ["/usr/sbin/dovecot", "-F", "-c", str(file)]
        running = mailbox.process = subprocess.Popen(command, stderr=subprocess.PIPE)
        try:
            until_listening(port, running)
            yield mailbox
        finally:
            running.terminate()
            running.communicate()


def _owner():
    """Whose the mail is: Dovecot reads none of root's."""
    if os.getuid() == 0:
        nobody = pwd.getpwnam("nobody")
        return nobody.pw_uid, nobody.pw_gid
    return os.getuid(), os.getgid()


def _accounts():
    """Whom Dovecot runs as: root leaves that to accounts of Debian's package."""
    group = grp.getgrgid(os.getgid()).gr_name
    if os.getuid() == 0:
        return {"user": "dovecot", "group": "dovecot", "before": "dovenull"}
    return {"user": getpass.getuser(), "group": group, "before": getpass.getuser()}


def until_listening(port, running):
    for _ in range(2_000):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            if running.poll() is not None:
                raise RuntimeError(running.stderr.read()) from None
            time.sleep(0.01)
        else:
            return
    raise TimeoutError
