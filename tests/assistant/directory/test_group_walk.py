"""Groups from OpenLDAP: whose, of whom not, and what is said where it cannot say them."""

import socket
import threading
import time
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sansldap import FilterEquality, LDAPFilter

from assistant.directory.directory_errors import DirectoryAwayError, DirectoryError
from assistant.directory.filters import any_of, filled
from assistant.directory.group_walk import MOST_GROUPS, groups_in_directory
from assistant.settings import Settings
from assistant.types import UNTOLD
from index.errors import UsageError
from tests.servers.directory import BASE, BIND, dn_of, group, group_dn, person, slapd
from tests.servers.web_serving import free_port

ENTRIES = (
    person("hanako", groups=["legal"]),
    person("büro"),
    person("admin"),
    person("twice", entry="one"),
    person("twice", entry="two"),
    group("legal", dn_of("hanako"), groups=["staff"]),
    group("staff", group_dn("legal"), dn_of("büro"), groups=["house"]),
    # They are members of each other.
    group("house", group_dn("staff"), group_dn("round"), groups=["round"]),
    group("round", group_dn("house"), groups=["house"]),
    group("board", dn_of("admin")),
    "dn: cn=posix,ou=groups,dc=example,dc=org\nobjectClass: posixGroup\ncn: posix\ngidNumber: 1\n"
    "memberUid: hanako\n",
)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with slapd(tmp_path_factory.mktemp("slapd")) as server:
        server.begin(*ENTRIES)
        yield server


@pytest.fixture
def asked(server):
    return lambda user, **changed: groups_in_directory(Settings(**server.settings(**changed)), user)


def test_somebody_is_in_their_groups_and_in_those_that_these_are_in(asked):
    assert asked("hanako") == {"legal", "staff", "house", "round"}


def test_without_nesting_only_in_their_own(asked):
    assert asked("hanako", ldap_nested=False) == {"legal"}


def test_an_attribute_of_the_person_lists_the_same(asked):
    assert asked("hanako", ldap_groups="memberOf") == asked("hanako")
    assert asked("hanako", ldap_groups="memberOf", ldap_nested=False) == {"legal"}


def test_a_group_can_be_called_by_the_whole_name_of_its_entry(asked):
    assert asked("hanako", ldap_group_name="dn", ldap_nested=False) == {group_dn("legal")}


def test_groups_that_list_names_and_no_entries_are_found(asked):
    assert asked("hanako", ldap_groups="(memberUid={user})") == {"posix"}


def test_groups_are_looked_for_below_their_own_base(asked):
    below = {"ldap_base": f"ou=people,{BASE}"}
    assert asked("hanako", **below) == set()
    assert "legal" in asked("hanako", **below, ldap_groups_base=f"ou=groups,{BASE}")


def test_a_name_in_other_letters_than_ascii_is_found(asked):
    assert asked("büro") == {"staff", "house", "round"}


def test_who_is_not_in_the_directory_is_in_no_group(asked):
    assert asked("taro") == set()


@pytest.mark.parametrize(
    "name",
    [
        "*",
        "*)(uid=*",
        "admin)(|(uid=*",
        "hanako)(uid=hanako))(|(uid=*",
        "admin\x00",
        "\x00",
        "\\61dmin",
        "adm*",
        "(uid=admin)",
        "admin,ou=people",
        "a" * 100_000,
        "\ud800",
    ],
)
def test_no_name_means_anything_in_a_filter(asked, name):
    assert asked(name) == set()


@pytest.mark.parametrize("name", ["ａｄｍｉｎ", "admin\ufe0f", "ad\u034fmin"])
def test_what_the_directory_takes_for_the_same_name_is_another(asked, name):
    assert "board" not in asked(name)


def test_who_is_called_otherwise_than_they_sign_in_may_be_in_any_group(asked):
    assert asked("ａｄｍｉｎ") == {UNTOLD}


def test_small_and_capital_letters_are_the_same(asked):
    assert asked("Admin") == {"board"}
    assert asked("BÜRO") == asked("büro")


@given(st.text(max_size=40))
def test_whatever_a_name_is_the_filter_looks_for_exactly_it(name):
    template = "(&(objectClass=person)(uid={user}))"
    _, looked_for = LDAPFilter.from_string(filled(template, user=name, name="")).filters
    assert looked_for == FilterEquality("uid", name.encode(errors="replace"))


def test_a_name_like_a_placeholder_is_no_placeholder():
    assert filled("(a={user})", user="{dn}", name="cn=x") == filled(
        "(a={user})", user="{dn}", name=""
    )
    assert any_of(["(a=1)", "(b=2)"]) == "(|(a=1)(b=2))"


def test_who_is_there_twice_is_nobody_in_particular(asked):
    with pytest.raises(DirectoryError, match=r"More entries .* than 1 fit TENKYO_LDAP_PERSON"):
        asked("twice")


def test_a_group_whose_entry_may_not_be_read_is_untold(asked):
    # The directory names the entry of a person in the place of a group.
    assert asked("hanako", ldap_groups="ou", ldap_nested=False) == {UNTOLD}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"ldap_password": "wrong"}, "invalid credentials. Mend TENKYO_LDAP_BIND and"),
        ({"ldap_bind": "", "ldap_password": ""}, "no such object. Mend TENKYO_LDAP_BASE"),
        ({"ldap_bind": "nobody"}, "invalid dn syntax. Mend TENKYO_LDAP_BIND"),
        ({"ldap_base": "dc=other"}, "no such object. Mend TENKYO_LDAP_BASE"),
        ({"ldap_ca": None}, "self-signed.*TENKYO_LDAP_CA|local issuer.*TENKYO_LDAP_CA"),
        ({"ldap_person": "(uid={user}"}, "it is no filter with one"),
        ({"ldap_person": "(&(uid={user})"}, "cannot be read .FilterSyntaxError"),
    ],
)
def test_what_is_set_wrongly_is_said_in_a_line_with_what_to_do(asked, changed, said):
    with pytest.raises((DirectoryAwayError, ValueError), match=said) as raised:
        asked("hanako", **changed)
    if isinstance(raised.value, DirectoryAwayError):
        assert "\n" not in str(raised.value)
        assert "hanako" not in str(raised.value)


def test_the_certificate_of_another_host_is_not_taken(tmp_path):
    with slapd(tmp_path, host="elsewhere.example") as other:
        other.begin(*ENTRIES)
        with pytest.raises(DirectoryAwayError, match=r"does not hold: Hostname mismatch.*LDAP_URL"):
            groups_in_directory(Settings(**other.settings()), "hanako")


def test_a_connection_can_be_encrypted_after_it_was_opened(server, asked):
    plain = {"ldap_url": f"ldap://localhost:{server.port}"}
    assert "legal" in asked("hanako", **plain, ldap_start_tls=True)
    with pytest.raises(DirectoryAwayError, match="TENKYO_LDAP_CA"):
        asked("hanako", **plain, ldap_start_tls=True, ldap_ca=None)
    # Nobody is between this machine and itself.
    assert "legal" in asked("hanako", **plain, ldap_ca=None)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"ldap_url": "ldap://directory.example"}, "could be read and changed on the way"),
        ({"ldap_url": "ldaps://directory.example", "ldap_start_tls": True}, "ldap address only"),
        ({"ldap_url": "https://directory.example"}, "no address such as"),
        ({"ldap_url": "ldaps://user@directory.example"}, "no address such as"),
        ({"ldap_url": "ldaps://directory.example:x"}, "no address such as"),
        ({"ldap_url": "ldaps://directory.example/dc=x??sub"}, "no address such as"),
        ({"ldap_password": ""}, "Set both of TENKYO_LDAP_BIND and TENKYO_LDAP_PASSWORD"),
        ({"ldap_base": ""}, "TENKYO_LDAP_BASE is empty"),
    ],
)
def test_settings_that_cannot_be_are_refused_before_anybody_is_asked(changed, said):
    sound = {"ldap_url": "ldaps://x.example", "ldap_bind": BIND, "ldap_password": "x"}
    settings = Settings(**{**sound, "ldap_base": BASE, **changed})
    with pytest.raises(UsageError, match=said):
        groups_in_directory(settings, "hanako")


def test_more_groups_than_can_be_are_an_error(tmp_path):
    many = [group(f"g{number}", dn_of("hanako")) for number in range(MOST_GROUPS + 1)]
    with slapd(tmp_path) as server:
        server.begin(person("hanako"), *many[:-1])
        settings = Settings(**server.settings(ldap_seconds=60))
        assert len(groups_in_directory(settings, "hanako")) == MOST_GROUPS
        server.begin(person("hanako"), *many)
        with pytest.raises(DirectoryError, match="than 500 fit TENKYO_LDAP_GROUPS"):
            groups_in_directory(settings, "hanako")


def test_a_long_chain_of_groups_is_walked_to_its_end(tmp_path):
    chain = [group(f"g{n}", group_dn(f"g{n - 1}") if n else dn_of("hanako")) for n in range(100)]
    with slapd(tmp_path) as server:
        server.begin(person("hanako"), *chain)
        settings = Settings(**server.settings(ldap_seconds=60))
        assert len(groups_in_directory(settings, "hanako")) == 100


@pytest.mark.parametrize(
    "said", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"0\x84\x7f\xff\xff\xff", b"0\x03\x02\x01", b""]
)
def test_what_is_no_directory_is_said_so_and_not_waited_for(said):
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        threading.Thread(target=_say, args=(listener, said), daemon=True).start()
        url = f"ldap://127.0.0.1:{listener.getsockname()[1]}"
        settings = Settings(ldap_url=url, ldap_base=BASE, ldap_seconds=0.5)
        with pytest.raises(DirectoryAwayError, match="TENKYO_LDAP_URL"):
            groups_in_directory(settings, "hanako")


def _say(listener, said):
    connection, _ = listener.accept()
    with connection:
        connection.recv(1_000)
        connection.sendall(said)
        connection.recv(1_000)


def test_a_directory_that_is_away_is_named_with_what_to_do():
    url = f"ldap://127.0.0.1:{free_port()}"
    with pytest.raises(DirectoryAwayError, match=r"cannot be asked: Connection refused. Start it"):
        groups_in_directory(Settings(ldap_url=url, ldap_base=BASE), "hanako")


def test_an_address_of_its_host_that_is_silent_leaves_time_for_the_next(server, monkeypatch):
    real = socket.getaddrinfo
    with closing(socket.create_server(("127.0.0.1", 0), backlog=0)) as silent:
        # Whoever comes after these is not answered.
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(silent.getsockname())
        first = (socket.AF_INET, socket.SOCK_STREAM, 6, "", silent.getsockname())
        monkeypatch.setattr(
            socket,
            "getaddrinfo",
            lambda host, *more, **named: (
                ([first] if host == "localhost" else []) + real("127.0.0.1", *more, **named)
            ),
        )
        settings = Settings(**server.settings(ldap_seconds=4))
        assert "legal" in groups_in_directory(settings, "hanako")
        for each in waiting:
            each.close()


def test_a_name_that_takes_all_the_time_to_look_up_is_away(server, monkeypatch):
    real = socket.getaddrinfo

    def slow(*asked, **named):
        time.sleep(0.2)
        return real(*asked, **named)

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    settings = Settings(**server.settings(ldap_seconds=0.2))
    with pytest.raises(DirectoryAwayError, match="cannot be asked: it took too long"):
        groups_in_directory(settings, "hanako")


@pytest.mark.parametrize("host", ["directory..example", f"{'x' * 64}.example"])
def test_a_host_that_can_have_no_address_is_away(host):
    settings = Settings(
        ldap_url=f"ldaps://{host}", ldap_bind=BIND, ldap_password="x", ldap_base=BASE
    )
    with pytest.raises(DirectoryAwayError, match=r"cannot be asked: .*mend TENKYO_LDAP_URL"):
        groups_in_directory(settings, "hanako")
