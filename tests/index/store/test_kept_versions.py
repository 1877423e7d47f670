"""Versions that are kept as long as somebody refers to them."""

import sqlalchemy as sa

from index.store.kept_versions import kept_table, refer_only
from tests.servers.talking import document, open_records


def test_letting_go_of_one_looks_at_no_version_that_others_keep(tmp_path):
    records, steps = open_records(tmp_path), []
    for others in (1, 200):
        records.refer("another", [document(id_=f"o{number}") for number in range(others)])
        records.refer("mine", [document()])
        with records.people.transaction(writing=True) as connection:
            driver, taken = connection.connection.driver_connection, []
            driver.set_progress_handler(lambda taken=taken: taken.append(1), 1)
            refer_only(connection, "mine", ())
            driver.set_progress_handler(None, 0)
            count = sa.select(sa.func.count()).select_from(kept_table)
            assert connection.execute(count).scalar() == others
        steps.append(len(taken))
    records.close()
    assert steps[1] < 2 * steps[0]
