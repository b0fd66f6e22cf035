//! The shop that a newcomer meets first has something true on every screen.

use super::{Shop, open};
use crate::database;
use crate::failure::Failure;
use model::Key;
use service::reports::{self, Span};
use service::{
    Page, SubmissionFilter, SubmissionState, Tessera, coupons, memberships, submissions,
};

const ALL: Page = Page { cursor: None, limit: 1_000, newest_first: true };

#[test]
fn every_screen_has_something_to_show() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    database::runtime()?.block_on(async {
        let (tessera, shop) = open(&folder.path().join("living.db")).await?;
        let today = tessera.now().to_zoned(shop.frame.zone.clone()).date();
        let from = today.checked_sub(jiff::Span::new().days(90)).map_err(Failure::ours)?;
        let span = Span::read(&tessera, Some(from), Some(today)).await?;
        home(&tessera, &shop, span).await?;
        paid(&tessera, span).await?;
        lists(&tessera).await
    })
}

async fn home(tessera: &Tessera, shop: &Shop, span: Span) -> Result<(), Failure> {
    let overview = reports::overview(tessera, span).await?;
    assert_eq!(overview.members, shop.members.len() as u64);
    assert!(overview.now.numbers.receipts > 1_000, "{:?}", overview.now);
    assert!(
        overview.liability.iter().all(|unit| unit.outstanding.0 > 0),
        "{:?}",
        overview.liability
    );
    let tiers = reports::tiers(tessera).await?;
    assert_eq!(tiers.len(), 3);
    assert!(tiers.iter().all(|tier| tier.members > 0), "{tiers:?}");
    let stores = reports::stores(tessera).await?;
    assert!(stores.len() >= 3 && stores.iter().all(|store| store.receipts > 100), "{stores:?}");
    let rules = reports::rules(tessera, span).await?;
    for rule in ["purchases", "happy-hour", "double-bread", "plus-coffee", "wheel"] {
        let found = rules.iter().find(|figures| figures.rule == *rule);
        assert!(found.is_some_and(|figures| figures.times > 0), "{rule}: {rules:?}");
    }
    Ok(())
}

async fn paid(tessera: &Tessera, span: Span) -> Result<(), Failure> {
    let [plus] = reports::memberships(tessera, span)
        .await?
        .try_into()
        .map_err(|all: Vec<_>| Failure::ours(format!("one membership, not {}", all.len())))?;
    assert!(plus.sold > 5 && plus.members > 5 && plus.trials > 0 && plus.cancelled > 0, "{plus:?}");
    assert_eq!(plus.paid.0, plus.sold * 2_900);
    assert!(plus.refunded.0 > 0 && plus.refunded < plus.paid, "{plus:?}");
    let holders = memberships::holders(tessera, &Key::new("plus"), ALL).await?.items;
    assert_eq!(holders.len() as i64, plus.members);
    assert!(holders.iter().any(|one| one.trial) && holders.iter().any(|one| !one.trial));
    Ok(())
}

async fn lists(tessera: &Tessera) -> Result<(), Failure> {
    let batches = coupons::list_batches(tessera, ALL).await?.items;
    assert_eq!(batches.len(), 1);
    let raffles = reports::raffles(tessera).await?;
    assert!(raffles.iter().any(|raffle| raffle.entrants > 10), "{raffles:?}");
    let unread =
        SubmissionFilter { state: Some(SubmissionState::Open), ..SubmissionFilter::default() };
    assert!(!submissions::list(tessera, unread, ALL).await?.items.is_empty());
    Ok(())
}
