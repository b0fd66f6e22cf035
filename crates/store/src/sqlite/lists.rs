//! Lists and totals for people.

use super::journal::{one_more, place};
use super::pending::Shared;
use super::row::{self, all, get_id, get_instant, get_key, get_owner, get_uint, int, optional};
use super::sql::{lists, projection};
use super::{SqliteStore, fold, look_up, submissions};
use crate::lists::{TimePlace, listed_by_time, looked_by_time, moment_cursor};
use crate::page::Looked;
use crate::words;
use crate::{
    AccountTotal, ActFilter, ActRow, CertificateRow, DailyTotal, Listed, Lists, MemberFilter,
    MemberRow, Page, PostingRow, ReceiptFilter, ReceiptListRow, StoreError, SubmissionFilter,
    SubmissionRow, Summary, TierCount,
};
use async_trait::async_trait;
use jiff::civil::Date;
use model::holdings::{Account, Lot, LotId};
use model::id::{CertificateId, MemberId, ReceiptId, SubmissionId};
use model::{Instant, Key, Money, Owner, Units};
use rusqlite::types::Type;
use rusqlite::{Connection, Row, params};

#[async_trait]
impl Lists for SqliteStore {
    async fn list_members(
        &self,
        filter: MemberFilter,
        page: Page,
    ) -> Result<Listed<MemberRow>, StoreError> {
        self.read_long(move |connection| members(connection, &filter, &page)).await
    }

    async fn find_member(&self, member: MemberId) -> Result<Option<MemberRow>, StoreError> {
        self.read(|connection| {
            let mut find = connection.prepare_cached(lists::FIND_MEMBER)?;
            let found = optional(&mut find, params![member.0.as_bytes()], self::member)?;
            let with = found.map(|(member, _)| with_tiers(connection, member));
            with.transpose()
        })
    }

    async fn list_receipts(
        &self,
        filter: ReceiptFilter,
        page: Page,
    ) -> Result<Listed<ReceiptListRow>, StoreError> {
        let recent = self.desk.recent.clone();
        self.read_long(move |connection| receipts(connection, &recent, &filter, &page)).await
    }

    async fn list_submissions(
        &self,
        filter: SubmissionFilter,
        page: Page,
    ) -> Result<Listed<SubmissionRow>, StoreError> {
        self.read_long(move |connection| submissions::list(connection, &filter, &page)).await
    }

    async fn find_submission(&self, id: SubmissionId) -> Result<Option<SubmissionRow>, StoreError> {
        self.read(|connection| submissions::find(connection, id))
    }

    async fn list_acts(&self, filter: ActFilter, page: Page) -> Result<Listed<ActRow>, StoreError> {
        self.read_long(move |connection| acts(connection, &filter, &page)).await
    }

    async fn list_certificates(
        &self,
        from: Option<Instant>,
        until: Option<Instant>,
        page: Page,
    ) -> Result<Listed<CertificateRow>, StoreError> {
        self.read_long(move |connection| certificates(connection, (from, until), &page)).await
    }

    async fn list_lots(&self, owner: Owner) -> Result<Vec<(Key, Lot)>, StoreError> {
        let Some(snapshot) =
            self.read(|connection| fold::load(connection, &self.desk.recent, owner))?
        else {
            return Ok(Vec::new());
        };
        let units = snapshot.holdings.units.into_iter();
        let lots = units.flat_map(|(unit, holding)| {
            let lots = holding.lots.into_iter();
            lots.map(move |lot| (unit.clone(), lot))
        });
        Ok(lots.collect())
    }

    async fn summary(&self) -> Result<Summary, StoreError> {
        self.read_long(summary).await
    }

    async fn list_totals(&self, from: Date, to: Date) -> Result<Vec<DailyTotal>, StoreError> {
        self.read_long(move |connection| {
            let mut list = connection.prepare_cached(lists::LIST_TOTALS)?;
            all(&mut list, params![from.to_string(), to.to_string()], total)
        })
        .await
    }

    async fn account_totals(&self) -> Result<Vec<AccountTotal>, StoreError> {
        self.read_long(|connection| {
            let mut list = connection.prepare_cached(lists::ACCOUNT_TOTALS)?;
            all(&mut list, [], |r| {
                Ok(AccountTotal {
                    unit: get_key(r, 0)?,
                    account: account(r, 1)?,
                    balance: r.get(2)?,
                })
            })
        })
        .await
    }

    async fn postings_after(
        &self,
        position: u64,
        limit: u32,
    ) -> Result<Vec<PostingRow>, StoreError> {
        self.read_long(move |connection| postings(connection, position, limit)).await
    }
}

fn acts(
    connection: &Connection,
    filter: &ActFilter,
    page: &Page,
) -> Result<Listed<ActRow>, StoreError> {
    if !filter.is_by_time() {
        let (sql, from) = place(page, lists::ACTS_OLDEST, lists::ACTS_NEWEST)?;
        let mut list = connection.prepare_cached(sql)?;
        let rows = all(&mut list, params![from, one_more(page)], act)?;
        return Ok(Listed::cut(rows, page.rows(), |act| act.position.to_string()));
    }
    let TimePlace { at, position, from, until } =
        TimePlace::between(filter.from, filter.until, page)?;
    let limit = one_more(page);
    let rows = match &filter.what {
        None => {
            let (oldest, newest) = (lists::ACTS_BY_TIME_OLDEST, lists::ACTS_BY_TIME_NEWEST);
            let sql = if page.newest_first { newest } else { oldest };
            let mut list = connection.prepare_cached(sql)?;
            all(&mut list, params![at, position, from, until, limit], act)?
        }
        Some(what) => {
            let (oldest, newest) = (lists::ACTS_OF_KIND_OLDEST, lists::ACTS_OF_KIND_NEWEST);
            let sql = if page.newest_first { newest } else { oldest };
            let mut list = connection.prepare_cached(sql)?;
            all(&mut list, params![at, position, from, until, limit, what.as_str()], act)?
        }
    };
    Ok(Listed::cut(rows, page.rows(), |act| moment_cursor(act.at, act.position)))
}

fn act(row: &Row<'_>) -> rusqlite::Result<ActRow> {
    Ok(ActRow {
        position: get_uint(row, 0)?,
        owner: get_owner(row, 1)?,
        seq: get_uint(row, 3)?,
        at: get_instant(row, 4)?,
        what: get_key(row, 5)?,
    })
}

fn certificates(
    connection: &Connection,
    (from, until): (Option<Instant>, Option<Instant>),
    page: &Page,
) -> Result<Listed<CertificateRow>, StoreError> {
    let TimePlace { at, position, from, until } = TimePlace::between(from, until, page)?;
    let (oldest, newest) = (lists::CERTIFICATES_OLDEST, lists::CERTIFICATES_NEWEST);
    let mut list = connection.prepare_cached(if page.newest_first { newest } else { oldest })?;
    let rows = all(&mut list, params![at, position, from, until, one_more(page)], |r| {
        Ok(CertificateRow {
            position: get_uint(r, 0)?,
            certificate: CertificateId(get_id(r, 1)?),
            at: get_instant(r, 2)?,
        })
    })?;
    Ok(Listed::cut(rows, page.rows(), |one| moment_cursor(one.at, one.position)))
}

/// Beyond every id.
const BEYOND: &[u8] = &[0xff; 17];

fn members(
    connection: &Connection,
    filter: &MemberFilter,
    page: &Page,
) -> Result<Listed<MemberRow>, StoreError> {
    let prefix = filter.name.as_ref().map(|n| n.to_lowercase());
    let (id, search) = member_cursor(page)?;
    let sql = match (&prefix, page.newest_first) {
        (Some(_), _) => lists::MEMBERS_BY_NAME,
        (None, false) => lists::MEMBERS_OLDEST,
        (None, true) => lists::MEMBERS_NEWEST,
    };
    let (track, tier) = match &filter.tier {
        Some((track, tier)) => (Some(track.as_str()), Some(tier.as_str())),
        None => (None, None),
    };
    let mut list = connection.prepare_cached(sql)?;
    let read = |r: &Row<'_>| member(r);
    let found = match &prefix {
        None => {
            let from = match id {
                Some(id) => id.to_vec(),
                None if page.newest_first => BEYOND.to_vec(),
                None => Vec::new(),
            };
            let parameters = params![from, one_more(page), filter.blocked, track, tier];
            all(&mut list, parameters, read)?
        }
        Some(prefix) => {
            let id = id.map(|id| id.to_vec()).unwrap_or_default();
            let from = search.as_ref().unwrap_or(prefix);
            let until = format!("{prefix}{}", char::MAX);
            let blocked = filter.blocked;
            let parameters = params![id, one_more(page), blocked, track, tier, from, until];
            all(&mut list, parameters, read)?
        }
    };
    let cut = Listed::cut(found, page.rows(), |(member, search)| {
        format!("{}:{}", member.member, search.as_deref().unwrap_or(""))
    });
    let items = cut.items.into_iter().map(|(m, _)| with_tiers(connection, m));
    Ok(Listed { items: items.collect::<Result<_, _>>()?, next: cut.next })
}

type MemberPlace = (Option<[u8; 16]>, Option<String>);

fn member_cursor(page: &Page) -> Result<MemberPlace, StoreError> {
    let Some(cursor) = &page.cursor else {
        return Ok((None, None));
    };
    let (id, search) = cursor.0.split_once(':').ok_or(StoreError::InvalidCursor)?;
    let id: MemberId = id.parse().map_err(|_| StoreError::InvalidCursor)?;
    Ok((Some(*id.0.as_bytes()), Some(search.to_owned())))
}

fn member(row: &Row<'_>) -> rusqlite::Result<(MemberRow, Option<String>)> {
    let member = MemberRow {
        member: MemberId(get_id(row, 0)?),
        name: row::get_opt_text(row, 1)?,
        enrolled_at: row::get_opt_instant(row, 2)?,
        blocked: row.get(3)?,
        tiers: Vec::new(),
        last_activity_at: row::get_opt_instant(row, 4)?,
        receipts: row.get(5)?,
        turnover: Money(row.get(6)?),
    };
    Ok((member, row.get(7)?))
}

fn with_tiers(connection: &Connection, mut member: MemberRow) -> Result<MemberRow, StoreError> {
    let mut list = connection.prepare_cached(projection::TIERS_OF_OWNER)?;
    let id = member.member.0;
    member.tiers =
        all(&mut list, params![id.as_bytes()], |r| Ok((get_key(r, 0)?, get_key(r, 1)?)))?;
    Ok(member)
}

fn receipts(
    connection: &Connection,
    recent: &Shared,
    filter: &ReceiptFilter,
    page: &Page,
) -> Result<Listed<ReceiptListRow>, StoreError> {
    if filter.is_by_time() {
        return receipts_by_time(connection, filter, page);
    }
    let store = filter.store.as_ref().map(Key::as_str);
    let from = filter.from.map(|t| t.as_millisecond());
    let until = filter.until.map(|t| t.as_millisecond());
    let rows = match filter.owner {
        None => {
            let (sql, place) = place(page, lists::RECEIPTS_OLDEST, lists::RECEIPTS_NEWEST)?;
            let mut list = connection.prepare_cached(sql)?;
            let parameters = params![place, one_more(page), store, from, until];
            all(&mut list, parameters, receipt)?
        }
        Some(owner) => {
            let (oldest, newest) = (lists::OWNER_RECEIPTS_OLDEST, lists::OWNER_RECEIPTS_NEWEST);
            let (sql, place) = place(page, oldest, newest)?;
            let mut list = connection.prepare_cached(sql)?;
            let id = owner.id.as_bytes();
            let near = look_up::positions(connection, recent, owner.id)?;
            let rule = filter.rule.as_ref().map(Key::as_str);
            let parameters = params![place, one_more(page), store, from, until, id, near, rule];
            all(&mut list, parameters, receipt)?
        }
    };
    Ok(Listed::cut(rows, page.rows(), |r| r.position.to_string()))
}

fn receipts_by_time(
    connection: &Connection,
    filter: &ReceiptFilter,
    page: &Page,
) -> Result<Listed<ReceiptListRow>, StoreError> {
    let TimePlace { at, position, from, until } = TimePlace::of(filter, page)?;
    let limit = one_more(page);
    if let Some(rule) = &filter.rule {
        let (oldest, newest) = (lists::RECEIPTS_OF_RULE_OLDEST, lists::RECEIPTS_OF_RULE_NEWEST);
        let sql = if page.newest_first { newest } else { oldest };
        let mut list = connection.prepare_cached(sql)?;
        let (rule, store) = (rule.as_str(), filter.store.as_ref().map(Key::as_str));
        let most = filter.most_looked_at(page);
        let parameters = params![at, position, from, until, limit, rule, store, most];
        let looked = all(&mut list, parameters, |r| {
            Ok(Looked { row: receipt(r)?, fits: r.get(12)?, is_cut: r.get(13)? })
        })?;
        return Ok(looked_by_time(looked, page));
    }
    let rows = match &filter.store {
        None => {
            let (oldest, newest) = (lists::RECEIPTS_BY_TIME_OLDEST, lists::RECEIPTS_BY_TIME_NEWEST);
            let sql = if page.newest_first { newest } else { oldest };
            let mut list = connection.prepare_cached(sql)?;
            all(&mut list, params![at, position, from, until, limit], receipt)?
        }
        Some(store) => {
            let (oldest, newest) =
                (lists::RECEIPTS_OF_STORE_OLDEST, lists::RECEIPTS_OF_STORE_NEWEST);
            let sql = if page.newest_first { newest } else { oldest };
            let mut list = connection.prepare_cached(sql)?;
            all(&mut list, params![at, position, from, until, limit, store.as_str()], receipt)?
        }
    };
    Ok(listed_by_time(rows, page))
}

fn receipt(row: &Row<'_>) -> rusqlite::Result<ReceiptListRow> {
    Ok(ReceiptListRow {
        position: get_uint(row, 0)?,
        id: ReceiptId(get_id(row, 1)?),
        owner: get_owner(row, 2)?,
        seq: get_uint(row, 4)?,
        at: get_instant(row, 5)?,
        store: get_key(row, 6)?,
        number: row::get_opt_text(row, 7)?,
        total: Money(row.get(8)?),
        discount: Money(row.get(9)?),
        payable: Money(row.get(10)?),
        returned: Money(row.get(11)?),
    })
}

pub(super) fn count_members(connection: &Connection) -> Result<(u64, u64), StoreError> {
    let mut count = connection.prepare_cached(lists::COUNT_MEMBERS)?;
    Ok(count.query_row([], |r| Ok((get_uint(r, 0)?, get_uint(r, 1)?)))?)
}

pub(super) fn count_tiers(connection: &Connection) -> Result<Vec<TierCount>, StoreError> {
    let mut tiers = connection.prepare_cached(lists::COUNT_TIERS)?;
    all(&mut tiers, [], |r| {
        Ok(TierCount { track: get_key(r, 0)?, tier: get_key(r, 1)?, members: get_uint(r, 2)? })
    })
}

fn summary(connection: &Connection) -> Result<Summary, StoreError> {
    let (members, blocked) = count_members(connection)?;
    let mut totals = connection.prepare_cached(lists::SUM_TOTALS)?;
    Ok(Summary {
        members,
        blocked,
        tiers: count_tiers(connection)?,
        totals: all(&mut totals, [], total)?,
    })
}

pub(super) fn total(row: &Row<'_>) -> rusqlite::Result<DailyTotal> {
    let day: Option<String> = row.get(0)?;
    let day = day.map(|text| text.parse::<Date>()).transpose();
    Ok(DailyTotal {
        day: day
            .map_err(|e| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(e)))?,
        measure: get_key(row, 1)?,
        subject: get_key(row, 2)?,
        value: row.get(3)?,
    })
}

fn account(row: &Row<'_>, column: usize) -> rusqlite::Result<Account> {
    let word = row::get_text(row, column)?;
    words::account_of(&word)
        .map_err(|e| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, e.into()))
}

/// Stops between two entries, once `limit` lines are read.
fn postings(
    connection: &Connection,
    position: u64,
    limit: u32,
) -> Result<Vec<PostingRow>, StoreError> {
    let mut list = connection.prepare_cached(lists::POSTINGS_AFTER)?;
    let mut rows = list.query(params![int(position)])?;
    let mut found: Vec<PostingRow> = Vec::new();
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    while let Some(row) = rows.next()? {
        let posting = posting(row)?;
        let begins = found.last().is_some_and(|p| p.position != posting.position);
        if begins && found.len() >= limit {
            break;
        }
        found.push(posting);
    }
    Ok(found)
}

fn posting(row: &Row<'_>) -> rusqlite::Result<PostingRow> {
    let lot_seq = row::get_opt_uint(row, 10)?;
    let lot_index: Option<u16> = row.get(11)?;
    Ok(PostingRow {
        position: get_uint(row, 0)?,
        line: row.get(1)?,
        owner: get_owner(row, 2)?,
        seq: get_uint(row, 4)?,
        event: row.get(5)?,
        at: get_instant(row, 6)?,
        unit: get_key(row, 7)?,
        account: account(row, 8)?,
        amount: Units(row.get(9)?),
        lot: lot_seq.zip(lot_index).map(|(seq, index)| LotId { seq, index }),
    })
}
