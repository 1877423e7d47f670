"""How soon a connection to PostgreSQL ends whose host has vanished, without a word from it.

Left to itself, the operating system waits for a quarter of an hour and longer.
"""

CONNECTION_LIMITS = {
    "tcp_user_timeout": 15_000,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
}
"""Parameters of libpq: what was sent is waited for so many milliseconds, and so many seconds after
nothing was said the host is asked whether it is there. On a socket of this machine they do nothing.
"""
