//! Whatever happens in whatever order, the book proves right and decides the same again.

mod shop;

use model::Units;
use model::basket::Burn;
use model::id::{ClaimId, MemberId, ReceiptId};
use model::{Activity, Quantity};
use proptest::prelude::*;
use shop::{Shop, ask, euros, purchase_of, receipt_of};
use tessera_service::{
    CertificateTender, Error, Who, certificates, coupons, events, explain, holds, jobs, members,
    returns, rewards, verify,
};

/// One thing that happens; numbers choose among what is there.
#[derive(Clone, Debug)]
enum Step {
    Enrol,
    Buy { who: usize, amount: i64, lines: usize, burn: bool, code: usize, certificate: bool },
    Return { receipt: usize, line: Option<usize> },
    Void { receipt: usize },
    Redeem { who: usize },
    Cancel { claim: usize },
    Review { who: usize, reference: u8 },
    Hold { who: usize, amount: i64, capture: Option<i64> },
    Adjust { who: usize, amount: i64 },
    Grant { who: usize, lent: bool },
    Certificate,
    Block { who: usize, blocked: bool },
    Merge { who: usize, into: usize },
    Unmerge { who: usize },
    Wait { days: i32, jobs: bool },
}

fn step() -> impl Strategy<Value = Step> {
    let index = 0..8_usize;
    prop_oneof![
        2 => Just(Step::Enrol),
        10 => (index.clone(), 1..600_i64, 1..4_usize, any::<bool>(), 0..4_usize, any::<bool>())
            .prop_map(|(who, amount, lines, burn, code, certificate)| Step::Buy {
                who, amount, lines, burn, code, certificate
            }),
        4 => (index.clone(), proptest::option::of(0..3_usize))
            .prop_map(|(receipt, line)| Step::Return { receipt, line }),
        2 => index.clone().prop_map(|receipt| Step::Void { receipt }),
        2 => index.clone().prop_map(|who| Step::Redeem { who }),
        1 => index.clone().prop_map(|claim| Step::Cancel { claim }),
        1 => (index.clone(), 0..4_u8).prop_map(|(who, reference)| Step::Review { who, reference }),
        2 => (index.clone(), 1..40_i64, proptest::option::of(1..50_i64))
            .prop_map(|(who, amount, capture)| Step::Hold { who, amount, capture }),
        2 => (index.clone(), -50..100_i64).prop_map(|(who, amount)| Step::Adjust { who, amount }),
        2 => (index.clone(), any::<bool>()).prop_map(|(who, lent)| Step::Grant { who, lent }),
        1 => Just(Step::Certificate),
        1 => (index.clone(), any::<bool>())
            .prop_map(|(who, blocked)| Step::Block { who, blocked }),
        1 => (index.clone(), index.clone()).prop_map(|(who, into)| Step::Merge { who, into }),
        1 => index.prop_map(|who| Step::Unmerge { who }),
        3 => (1..200_i32, any::<bool>()).prop_map(|(days, jobs)| Step::Wait { days, jobs }),
    ]
}

/// What the story has brought so far.
#[derive(Default)]
struct Story {
    members: Vec<MemberId>,
    receipts: Vec<ReceiptId>,
    claims: Vec<ClaimId>,
    codes: Vec<String>,
    certificates: Vec<String>,
}

fn pick<T: Clone>(from: &[T], index: usize) -> Option<T> {
    from.get(index.checked_rem(from.len())?).cloned()
}

impl Story {
    async fn tell(&mut self, shop: &Shop, step: Step) -> Result<(), Error> {
        let (tessera, ask) = (&shop.tessera, &ask());
        match step {
            Step::Enrol => self.members.push(shop.enrol().await),
            Step::Buy { who, amount, lines, burn, code, certificate } => {
                let member = pick(&self.members, who).filter(|_| who % 4 != 3);
                let mut new = purchase_of(member, euros(amount));
                let extra = (2..=lines).map(|n| shop::line(&n.to_string(), euros(amount / 3 + 1)));
                new.basket.lines.extend(extra);
                if burn {
                    let unit = "points".into();
                    new.basket.burns = vec![Burn { unit, amount: None, hold: None }];
                }
                match code {
                    0 => new.codes.push("SPRING".into()),
                    1 => new.codes.extend(pick(&self.codes, who).map(Into::into)),
                    _ => {}
                }
                if certificate {
                    let tender =
                        |code: String| CertificateTender { code: code.into(), amount: None };
                    let code = pick(&self.certificates, who);
                    new.certificates.extend(code.map(tender));
                }
                self.receipts.push(receipt_of(&shop.buy(new).await?));
            }
            Step::Return { receipt, line } => {
                let Some(receipt) = pick(&self.receipts, receipt) else { return Ok(()) };
                let mut back = returns::NewReturn::whole(receipt);
                let line = line.map(|line| model::activity::ReturnedLine {
                    line: (line + 1).to_string().into(),
                    quantity: Quantity(500),
                });
                back.lines.extend(line);
                returns::return_goods(tessera, ask, back).await?;
            }
            Step::Void { receipt } => {
                let Some(receipt) = pick(&self.receipts, receipt) else { return Ok(()) };
                returns::void(tessera, ask, receipt, None).await?;
            }
            Step::Cancel { claim } => {
                let Some(claim) = pick(&self.claims, claim) else { return Ok(()) };
                rewards::cancel(tessera, ask, claim, None).await?;
            }
            Step::Certificate => {
                let done = certificates::issue(tessera, ask, "gift".into(), euros(25), None);
                let owner = done.await?.entry.owner;
                let id = owner.as_certificate().expect("its own chain");
                self.certificates.push(certificates::code_of(tessera, id));
            }
            Step::Wait { days, jobs } => {
                shop.wait(days).await;
                if jobs {
                    shop.project().await;
                    jobs::run_due(tessera).await?;
                }
            }
            Step::Merge { who, into } => {
                let pair = pick(&self.members, who).zip(pick(&self.members, into));
                let Some((member, into)) = pair else { return Ok(()) };
                members::merge(tessera, ask, member, &Who::Member(into)).await?;
            }
            Step::Unmerge { who } => {
                let Some(member) = pick(&self.members, who) else { return Ok(()) };
                members::unmerge(tessera, ask, member).await?;
            }
            other => self.tell_of_member(shop, other).await?,
        }
        Ok(())
    }

    async fn tell_of_member(&mut self, shop: &Shop, step: Step) -> Result<(), Error> {
        let (tessera, ask) = (&shop.tessera, &ask());
        let index = match step {
            Step::Redeem { who }
            | Step::Review { who, .. }
            | Step::Hold { who, .. }
            | Step::Adjust { who, .. }
            | Step::Grant { who, .. }
            | Step::Block { who, .. } => who,
            _ => 0,
        };
        let Some(member) = pick(&self.members, index) else { return Ok(()) };
        let who = Who::Member(member);
        match step {
            Step::Redeem { .. } => {
                let done = rewards::redeem(tessera, ask, &who, "mug".into(), 1, None).await?;
                if let Activity::Redeem(redeem) = &done.entry.activity {
                    self.claims.push(redeem.claim);
                }
            }
            Step::Review { reference, .. } => {
                let event = model::activity::CustomEvent {
                    event: "review".into(),
                    reference: Some(reference.to_string().into()),
                    submission: None,
                    evidence: None,
                    attributes: <_>::default(),
                };
                events::record(tessera, ask, &who, event, None).await?;
            }
            Step::Hold { amount, capture, .. } => {
                let minutes = jiff::SignedDuration::from_mins(10);
                let unit = "points".into();
                let done = holds::place(tessera, ask, &who, unit, Units(amount), minutes).await?;
                if let (Activity::Hold(hold), Some(part)) = (&done.entry.activity, capture) {
                    holds::capture(tessera, ask, hold.hold, Some(Units(part))).await?;
                }
            }
            Step::Adjust { amount, .. } => {
                let adjustment = model::activity::Adjust {
                    unit: "points".into(),
                    amount: Units(amount),
                    expires_at: None,
                    reason: "story".into(),
                    by: None,
                };
                let done = tessera_service::adjustments::adjust(tessera, ask, &who, adjustment);
                done.await?;
            }
            Step::Grant { lent, .. } => {
                let coupon = if lent { "lent" } else { "printed" };
                let done = coupons::grant(tessera, ask, &who, coupon.into(), None).await?;
                let granted = coupons::granted(tessera, &done.entry);
                self.codes.extend(granted.into_iter().map(|g| g.code));
            }
            Step::Block { blocked, .. } => {
                members::block(tessera, ask, &who, blocked).await?;
            }
            _ => {}
        }
        Ok(())
    }
}

async fn run(steps: Vec<Step>) {
    let shop = Shop::new().await;
    let mut story = Story::default();
    for step in steps {
        match story.tell(&shop, step.clone()).await {
            Ok(()) | Err(Error::Refused(_)) => {}
            Err(error) => panic!("{step:?} broke: {error:?}"),
        }
    }
    shop.project().await;
    let verdict = verify::run(&shop.tessera, |_| {}).await.expect("readable");
    assert!(verdict.is_sound(), "{:?}", verdict.broken);
    let rows = shop.store.journal_after(0, 1_000).await.expect("readable");
    for row in rows {
        let entry = row.entry().expect("readable");
        if entry.version == 0 {
            continue;
        }
        let again = explain::entry(&shop.tessera, entry.owner, entry.seq, "en").await;
        let again = again.expect("explained");
        assert!(again.is_identical, "{} {}: {again:#?}", entry.owner, entry.seq);
    }
}

/// Fewer cases than usual, because each is a whole story; as many as the environment says
/// when it says something.
fn config() -> ProptestConfig {
    let config = ProptestConfig::default();
    let is_asked = std::env::var_os("PROPTEST_CASES").is_some();
    ProptestConfig { cases: if is_asked { config.cases } else { 48 }, ..config }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn random_stories_prove_right_and_decide_the_same_again(
        steps in proptest::collection::vec(step(), 1..60)
    ) {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        let runtime = builder.worker_threads(1).enable_all().build();
        runtime.expect("a runtime").block_on(run(steps));
    }
}
