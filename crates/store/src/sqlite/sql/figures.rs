//! Figures for reports.

pub(in crate::sqlite) const FIND_VISITOR: &str = "SELECT number FROM visitors WHERE owner = ?1";

pub(in crate::sqlite) const INSERT_VISITOR: &str =
    "INSERT INTO visitors (owner) VALUES (?1) RETURNING number";

pub(in crate::sqlite) const FIND_VISITS: &str =
    "SELECT bits FROM visits WHERE day = ?1 AND part = ?2";

pub(in crate::sqlite) const PUT_VISITS: &str = "
    INSERT INTO visits (day, part, bits) VALUES (?1, ?2, ?3)
    ON CONFLICT (day, part) DO UPDATE SET bits = excluded.bits";

pub(in crate::sqlite) const LIST_VISITS: &str =
    "SELECT part, bits FROM visits WHERE day >= ?1 AND day <= ?2";

pub(in crate::sqlite) const ADD_EXPIRING: &str = "
    INSERT INTO expiring (day, unit, amount) VALUES (?1, ?2, ?3)
    ON CONFLICT (day, unit) DO UPDATE SET amount = amount + excluded.amount";

pub(in crate::sqlite) const ADD_TO_COUNT: &str = "
    INSERT INTO member_counts (what, track, tier, members) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (what, track, tier) DO UPDATE SET members = members + excluded.members";

pub(in crate::sqlite) const SUM_EXPIRING: &str = "
    SELECT unit, sum(amount) FROM expiring WHERE day >= ?1 AND day <= ?2
    GROUP BY unit HAVING sum(amount) <> 0 ORDER BY unit";

pub(in crate::sqlite) const LIST_EXPIRING: &str = "
    SELECT day, amount FROM expiring
    WHERE day >= ?1 AND day <= ?2 AND unit = ?3 AND amount <> 0 ORDER BY day";

pub(in crate::sqlite) const ADD_TO_STORE: &str = "
    INSERT INTO stores (store, receipts, last_at) VALUES (?1, ?2, ?3)
    ON CONFLICT (store) DO UPDATE SET
        receipts = receipts + excluded.receipts, last_at = max(last_at, excluded.last_at)";

pub(in crate::sqlite) const LIST_STORES: &str =
    "SELECT store, receipts, last_at FROM stores ORDER BY store";

macro_rules! of_measures {
    () => {
        "FROM totals WHERE day >= ?1 AND day <= ?2
         AND measure IN (SELECT value FROM json_each(?3)) "
    };
}

pub(in crate::sqlite) const TOTALS_BY_DAY: &str = concat!(
    "SELECT day, measure, '', sum(value) ",
    of_measures!(),
    "GROUP BY day, measure ORDER BY day, measure"
);

pub(in crate::sqlite) const TOTALS_BY_SUBJECT: &str = concat!(
    "SELECT NULL, measure, subject, sum(value) ",
    of_measures!(),
    "GROUP BY measure, subject ORDER BY measure, subject"
);

pub(in crate::sqlite) const TOTALS: &str = concat!(
    "SELECT day, measure, subject, value ",
    of_measures!(),
    "ORDER BY day, measure, subject"
);
