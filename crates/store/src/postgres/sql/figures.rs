//! Figures for reports.

pub(in crate::postgres) const VISITORS: &str =
    "SELECT owner, number FROM visitors WHERE owner = ANY ($1)";

pub(in crate::postgres) const INSERT_VISITORS: &str = "
    INSERT INTO visitors (owner, number) SELECT * FROM unnest($1::uuid[], $2::bigint[])";

pub(in crate::postgres) const VISITS: &str = "
    SELECT v.day, v.part, v.bits FROM visits v
    JOIN unnest($1::text[], $2::bigint[]) AS asked (day, part)
    ON v.day = asked.day AND v.part = asked.part";

pub(in crate::postgres) const PUT_VISITS: &str = "
    INSERT INTO visits (day, part, bits)
    SELECT * FROM unnest($1::text[], $2::bigint[], $3::bytea[])
    ON CONFLICT (day, part) DO UPDATE SET bits = excluded.bits";

pub(in crate::postgres) const LIST_VISITS: &str =
    "SELECT part, bits FROM visits WHERE day >= $1 AND day <= $2";

pub(in crate::postgres) const STATES: &str =
    "SELECT owner, seq, format, expiring, blocked, ended, marks FROM owners WHERE owner = ANY ($1)";

pub(in crate::postgres) const ADD_EXPIRING: &str = "
    INSERT INTO expiring (day, unit, amount)
    SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])
    ON CONFLICT (day, unit) DO UPDATE SET amount = expiring.amount + excluded.amount";

pub(in crate::postgres) const ADD_TO_COUNTS: &str = "
    INSERT INTO member_counts (what, track, tier, members)
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[])
    ON CONFLICT (what, track, tier) DO UPDATE SET
        members = member_counts.members + excluded.members";

pub(in crate::postgres) const SUM_EXPIRING: &str = "
    SELECT unit, sum(amount)::bigint FROM expiring WHERE day >= $1 AND day <= $2
    GROUP BY unit HAVING sum(amount) <> 0 ORDER BY unit";

pub(in crate::postgres) const LIST_EXPIRING: &str = "
    SELECT day, amount FROM expiring
    WHERE day >= $1 AND day <= $2 AND unit = $3 AND amount <> 0 ORDER BY day";

pub(in crate::postgres) const ADD_TO_STORES: &str = "
    INSERT INTO stores (store, receipts, last_at)
    SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[])
    ON CONFLICT (store) DO UPDATE SET
        receipts = stores.receipts + excluded.receipts,
        last_at = greatest(stores.last_at, excluded.last_at)";

pub(in crate::postgres) const LIST_STORES: &str =
    "SELECT store, receipts, last_at FROM stores ORDER BY store";

macro_rules! of_measures {
    () => {
        "FROM totals WHERE day >= $1 AND day <= $2 AND measure = ANY ($3) "
    };
}

pub(in crate::postgres) const TOTALS_BY_DAY: &str = concat!(
    "SELECT day, measure, '', sum(value)::bigint ",
    of_measures!(),
    "GROUP BY day, measure ORDER BY day, measure"
);

pub(in crate::postgres) const TOTALS_BY_SUBJECT: &str = concat!(
    "SELECT NULL::text, measure, subject, sum(value)::bigint ",
    of_measures!(),
    "GROUP BY measure, subject ORDER BY measure, subject"
);

pub(in crate::postgres) const TOTALS: &str = concat!(
    "SELECT day, measure, subject, value ",
    of_measures!(),
    "ORDER BY day, measure, subject"
);
