//! Lists and totals for people.

use super::PostgresStore;
use super::row::{
    all, get, get_id, get_instant, get_key, get_opt_instant, get_opt_text, get_opt_uint, get_owner,
    get_small, get_uint, int, one_more, optional, place,
};
use super::sql::{lists as sql, projection};
use crate::lists::{TimePlace, listed_by_time, looked_by_time, moment_cursor};
use crate::page::Looked;
use crate::words::account_of;
use crate::{
    AccountTotal, ActFilter, ActRow, CertificateRow, DailyTotal, Figures, Journal, Listed, Lists,
    MemberFilter, MemberRow, Page, PostingRow, ReceiptFilter, ReceiptListRow, StoreError,
    SubmissionFilter, SubmissionRow, Summary,
};
use async_trait::async_trait;
use jiff::civil::Date;
use model::holdings::{Lot, LotId};
use model::id::{CertificateId, MemberId, ReceiptId, SubmissionId};
use model::{Instant, Key, Money, Owner, Units};
use std::collections::HashMap;
use tokio_postgres::Row;
use uuid::Uuid;

#[async_trait]
impl Lists for PostgresStore {
    async fn list_members(
        &self,
        filter: MemberFilter,
        page: Page,
    ) -> Result<Listed<MemberRow>, StoreError> {
        let rows = self.members(&filter, &page).await?;
        let cut = Listed::cut(all(&rows, member)?, page.rows(), |(member, search)| {
            format!("{}:{}", member.member, search.as_deref().unwrap_or(""))
        });
        let mut items: Vec<MemberRow> = cut.items.into_iter().map(|(m, _)| m).collect();
        let ids: Vec<Uuid> = items.iter().map(|m| m.member.0).collect();
        let tiers = self.rows_long(projection::TIERS_OF_OWNERS, &[&ids]).await?;
        let mut of_owner: HashMap<Uuid, Vec<(Key, Key)>> = HashMap::new();
        for row in &tiers {
            let tier = (get_key(row, 1)?, get_key(row, 2)?);
            of_owner.entry(get_id(row, 0)?).or_default().push(tier);
        }
        for member in &mut items {
            member.tiers = of_owner.remove(&member.member.0).unwrap_or_default();
        }
        Ok(Listed { items, next: cut.next })
    }

    async fn find_member(&self, id: MemberId) -> Result<Option<MemberRow>, StoreError> {
        let found = optional(self.row(sql::FIND_MEMBER, &[&id.0]).await?, member)?;
        let Some((mut member, _)) = found else {
            return Ok(None);
        };
        let tiers = self.rows(projection::TIERS_OF_OWNER, &[&id.0]).await?;
        member.tiers = all(&tiers, |r| Ok((get_key(r, 0)?, get_key(r, 1)?)))?;
        Ok(Some(member))
    }

    async fn list_receipts(
        &self,
        filter: ReceiptFilter,
        page: Page,
    ) -> Result<Listed<ReceiptListRow>, StoreError> {
        if filter.is_by_time() {
            return self.receipts_by_time(&filter, &page).await;
        }
        let store = filter.store.as_ref().map(Key::as_str);
        let from = filter.from.map(|t| t.as_millisecond());
        let until = filter.until.map(|t| t.as_millisecond());
        let rows = match filter.owner {
            None => {
                let (sql, place) = place(&page, sql::RECEIPTS_OLDEST, sql::RECEIPTS_NEWEST)?;
                self.rows_long(sql, &[&place, &one_more(&page), &store, &from, &until]).await?
            }
            Some(owner) => {
                let (oldest, newest) = (sql::OWNER_RECEIPTS_OLDEST, sql::OWNER_RECEIPTS_NEWEST);
                let (sql, place) = place(&page, oldest, newest)?;
                let (limit, rule) = (one_more(&page), filter.rule.as_ref().map(Key::as_str));
                self.rows_long(sql, &[&place, &limit, &store, &from, &until, &owner.id, &rule])
                    .await?
            }
        };
        Ok(Listed::cut(all(&rows, receipt)?, page.rows(), |r| r.position.to_string()))
    }

    async fn list_submissions(
        &self,
        filter: SubmissionFilter,
        page: Page,
    ) -> Result<Listed<SubmissionRow>, StoreError> {
        self.submissions(filter, page).await
    }

    async fn find_submission(&self, id: SubmissionId) -> Result<Option<SubmissionRow>, StoreError> {
        self.submission(id).await
    }

    async fn list_acts(&self, filter: ActFilter, page: Page) -> Result<Listed<ActRow>, StoreError> {
        if filter.is_by_time() {
            return self.acts_by_time(&filter, &page).await;
        }
        let (sql, from) = place(&page, sql::ACTS_OLDEST, sql::ACTS_NEWEST)?;
        let rows = all(&self.rows_long(sql, &[&from, &one_more(&page)]).await?, act)?;
        Ok(Listed::cut(rows, page.rows(), |act| act.position.to_string()))
    }

    async fn list_certificates(
        &self,
        from: Option<Instant>,
        until: Option<Instant>,
        page: Page,
    ) -> Result<Listed<CertificateRow>, StoreError> {
        let TimePlace { at, position, from, until } = TimePlace::between(from, until, &page)?;
        let (oldest, newest) = (sql::CERTIFICATES_OLDEST, sql::CERTIFICATES_NEWEST);
        let sql = if page.newest_first { newest } else { oldest };
        let limit = one_more(&page);
        let rows = self.rows_long(sql, &[&at, &position, &from, &until, &limit]).await?;
        let rows = all(&rows, |r| {
            Ok(CertificateRow {
                position: get_uint(r, 0)?,
                certificate: CertificateId(get_id(r, 1)?),
                at: get_instant(r, 2)?,
            })
        })?;
        Ok(Listed::cut(rows, page.rows(), |one| moment_cursor(one.at, one.position)))
    }

    async fn list_lots(&self, owner: Owner) -> Result<Vec<(Key, Lot)>, StoreError> {
        let Some(snapshot) = self.load(owner).await? else {
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
        let (members, blocked) = self.count_members().await?;
        let totals = self.rows_long(sql::SUM_TOTALS, &[]).await?;
        Ok(Summary {
            members,
            blocked,
            tiers: self.count_tiers().await?,
            totals: all(&totals, total)?,
        })
    }

    async fn list_totals(&self, from: Date, to: Date) -> Result<Vec<DailyTotal>, StoreError> {
        let (from, to) = (from.to_string(), to.to_string());
        all(&self.rows_long(sql::LIST_TOTALS, &[&from, &to]).await?, total)
    }

    async fn account_totals(&self) -> Result<Vec<AccountTotal>, StoreError> {
        all(&self.rows_long(sql::ACCOUNT_TOTALS, &[]).await?, |r| {
            let (unit, account) = (get_key(r, 0)?, account_of(get(r, 1)?)?);
            Ok(AccountTotal { unit, account, balance: get(r, 2)? })
        })
    }

    async fn postings_after(
        &self,
        position: u64,
        limit: u32,
    ) -> Result<Vec<PostingRow>, StoreError> {
        let before_last = i64::from(limit.max(1)) - 1;
        let rows = self.rows_long(sql::POSTINGS_AFTER, &[&int(position), &before_last]).await?;
        all(&rows, posting)
    }
}

impl PostgresStore {
    async fn acts_by_time(
        &self,
        filter: &ActFilter,
        page: &Page,
    ) -> Result<Listed<ActRow>, StoreError> {
        let TimePlace { at, position, from, until } =
            TimePlace::between(filter.from, filter.until, page)?;
        let limit = one_more(page);
        let rows = match &filter.what {
            None => {
                let (oldest, newest) = (sql::ACTS_BY_TIME_OLDEST, sql::ACTS_BY_TIME_NEWEST);
                let sql = if page.newest_first { newest } else { oldest };
                self.rows_long(sql, &[&at, &position, &from, &until, &limit]).await?
            }
            Some(what) => {
                let (oldest, newest) = (sql::ACTS_OF_KIND_OLDEST, sql::ACTS_OF_KIND_NEWEST);
                let sql = if page.newest_first { newest } else { oldest };
                let what = what.as_str();
                self.rows_long(sql, &[&at, &position, &from, &until, &limit, &what]).await?
            }
        };
        let rows = all(&rows, act)?;
        Ok(Listed::cut(rows, page.rows(), |act| moment_cursor(act.at, act.position)))
    }

    async fn receipts_by_time(
        &self,
        filter: &ReceiptFilter,
        page: &Page,
    ) -> Result<Listed<ReceiptListRow>, StoreError> {
        let TimePlace { at, position, from, until } = TimePlace::of(filter, page)?;
        let limit = one_more(page);
        if let Some(rule) = &filter.rule {
            let (oldest, newest) = (sql::RECEIPTS_OF_RULE_OLDEST, sql::RECEIPTS_OF_RULE_NEWEST);
            let sql = if page.newest_first { newest } else { oldest };
            let (rule, store) = (rule.as_str(), filter.store.as_ref().map(Key::as_str));
            let most = filter.most_looked_at(page);
            let rows = self
                .rows_long(sql, &[&at, &position, &from, &until, &limit, &rule, &store, &most])
                .await?;
            let looked = all(&rows, |r| {
                Ok(Looked { row: receipt(r)?, fits: get(r, 12)?, is_cut: get(r, 13)? })
            })?;
            return Ok(looked_by_time(looked, page));
        }
        let rows = match &filter.store {
            None => {
                let (oldest, newest) = (sql::RECEIPTS_BY_TIME_OLDEST, sql::RECEIPTS_BY_TIME_NEWEST);
                let sql = if page.newest_first { newest } else { oldest };
                self.rows_long(sql, &[&at, &position, &from, &until, &limit]).await?
            }
            Some(store) => {
                let (oldest, newest) =
                    (sql::RECEIPTS_OF_STORE_OLDEST, sql::RECEIPTS_OF_STORE_NEWEST);
                let sql = if page.newest_first { newest } else { oldest };
                let store = store.as_str();
                self.rows_long(sql, &[&at, &position, &from, &until, &limit, &store]).await?
            }
        };
        Ok(listed_by_time(all(&rows, receipt)?, page))
    }

    async fn members(&self, filter: &MemberFilter, page: &Page) -> Result<Vec<Row>, StoreError> {
        let (id, search) = member_cursor(page)?;
        let (track, tier) = match &filter.tier {
            Some((track, tier)) => (Some(track.as_str()), Some(tier.as_str())),
            None => (None, None),
        };
        let (limit, blocked) = (one_more(page), filter.blocked.map(i16::from));
        let Some(prefix) = filter.name.as_ref().map(|n| n.to_lowercase()) else {
            let (sql, beginning) = match page.newest_first {
                false => (sql::MEMBERS_OLDEST, Uuid::nil()),
                true => (sql::MEMBERS_NEWEST, Uuid::max()),
            };
            let from = id.unwrap_or(beginning);
            return self.rows_long(sql, &[&from, &limit, &blocked, &track, &tier]).await;
        };
        let id = id.unwrap_or(Uuid::nil());
        let from = search.as_deref().unwrap_or(&prefix);
        let until = format!("{prefix}{}", char::MAX);
        self.rows_long(sql::MEMBERS_BY_NAME, &[&id, &limit, &blocked, &track, &tier, &from, &until])
            .await
    }
}

type MemberPlace = (Option<Uuid>, Option<String>);

fn member_cursor(page: &Page) -> Result<MemberPlace, StoreError> {
    let Some(cursor) = &page.cursor else {
        return Ok((None, None));
    };
    let (id, search) = cursor.0.split_once(':').ok_or(StoreError::InvalidCursor)?;
    let id: MemberId = id.parse().map_err(|_| StoreError::InvalidCursor)?;
    Ok((Some(id.0), Some(search.to_owned())))
}

/// A member without tiers, and the name in the form that lists are ordered by.
fn member(row: &Row) -> Result<(MemberRow, Option<String>), StoreError> {
    let member = MemberRow {
        member: MemberId(get_id(row, 0)?),
        name: get_opt_text(row, 1)?,
        enrolled_at: get_opt_instant(row, 2)?,
        blocked: get::<i16>(row, 3)? != 0,
        tiers: Vec::new(),
        last_activity_at: get_opt_instant(row, 4)?,
        receipts: get(row, 5)?,
        turnover: Money(get(row, 6)?),
    };
    Ok((member, get(row, 7)?))
}

fn act(row: &Row) -> Result<ActRow, StoreError> {
    Ok(ActRow {
        position: get_uint(row, 0)?,
        owner: get_owner(row, 1)?,
        seq: get_uint(row, 3)?,
        at: get_instant(row, 4)?,
        what: get_key(row, 5)?,
    })
}

fn receipt(row: &Row) -> Result<ReceiptListRow, StoreError> {
    Ok(ReceiptListRow {
        position: get_uint(row, 0)?,
        id: ReceiptId(get_id(row, 1)?),
        owner: get_owner(row, 2)?,
        seq: get_uint(row, 4)?,
        at: get_instant(row, 5)?,
        store: get_key(row, 6)?,
        number: get_opt_text(row, 7)?,
        total: Money(get(row, 8)?),
        discount: Money(get(row, 9)?),
        payable: Money(get(row, 10)?),
        returned: Money(get(row, 11)?),
    })
}

pub(super) fn total(row: &Row) -> Result<DailyTotal, StoreError> {
    let day: Option<&str> = get(row, 0)?;
    let day = day.map(str::parse::<Date>).transpose();
    Ok(DailyTotal {
        day: day.map_err(|e| StoreError::unreadable("day", e))?,
        measure: get_key(row, 1)?,
        subject: get_key(row, 2)?,
        value: get(row, 3)?,
    })
}

fn posting(row: &Row) -> Result<PostingRow, StoreError> {
    let lot_seq = get_opt_uint(row, 10)?;
    let lot_index = get_opt_uint(row, 11)?.map(u16::try_from).transpose();
    let lot_index = lot_index.map_err(|e| StoreError::unreadable("lot", e))?;
    Ok(PostingRow {
        position: get_uint(row, 0)?,
        line: get_small(row, 1)?,
        owner: get_owner(row, 2)?,
        seq: get_uint(row, 4)?,
        event: get_small(row, 5)?,
        at: get_instant(row, 6)?,
        unit: get_key(row, 7)?,
        account: account_of(get(row, 8)?)?,
        amount: Units(get(row, 9)?),
        lot: lot_seq.zip(lot_index).map(|(seq, index)| LotId { seq, index }),
    })
}
