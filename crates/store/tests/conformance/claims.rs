//! What is claimed together with entries.

use crate::TestResult;
use crate::fixtures::{
    Chain, at, claim, code, enrolment, hash, id, identity, member, receipt, receipt_claim,
};
use model::Key;
use model::id::{BatchId, MemberId};
use std::sync::Arc;
use tessera_store::{
    Append, Appended, BatchRow, CodeRow, CodeSubject, DirectoryRow, Page, ReturnClaim, Store,
};

pub(crate) async fn a_receipt_is_found_by_id_and_by_natural_key(
    store: Arc<dyn Store>,
) -> TestResult {
    let append =
        Append { receipt: receipt_claim(5, "shop 1, till 2, no 3", member(1), 1), ..enrolment(1) };
    store.append(append).await?;
    let row = store.find_receipt(receipt(5)).await?.ok_or("no receipt")?;
    assert_eq!((row.owner, row.seq), (member(1), 1));
    assert_eq!((row.input, row.last_return_seq), (hash("receipt"), None));
    let natural = hash("shop 1, till 2, no 3");
    assert_eq!(store.find_receipt_by_natural_key(natural).await?, Some(row));
    let asked = vec![receipt(4), receipt(5)];
    assert_eq!(store.find_receipts(asked).await?, [row]);
    assert_eq!(store.find_receipts(Vec::new()).await?, []);
    let other = hash("shop 1, till 2, no 4");
    assert_eq!(store.find_receipt_by_natural_key(other).await?, None);
    Ok(())
}

pub(crate) async fn a_receipt_exists_only_once(store: Arc<dyn Store>) -> TestResult {
    let with = |n, natural: &str, input: &str| {
        let mut append = enrolment(n);
        append.receipt = receipt_claim(n, natural, member(n), 1);
        if let Some(claim) = &mut append.receipt {
            claim.input = hash(input);
        }
        append
    };
    assert_eq!(store.append(with(1, "a", "x")).await?, Appended::Done);
    for (input, same_input) in [("x", true), ("y", false)] {
        let exists =
            Appended::ReceiptExists { id: receipt(1), owner: member(1), seq: 1, same_input };
        assert_eq!(store.append(with(2, "a", input)).await?, exists);
    }
    assert_eq!(store.append(with(2, "b", "x")).await?, Appended::Done);
    Ok(())
}

pub(crate) async fn a_return_is_noted_at_its_receipt(store: Arc<dyn Store>) -> TestResult {
    let mut chain = Chain::new(member(1));
    let bought =
        Append { receipt: receipt_claim(1, "a", member(1), 1), ..Append::of(&chain.enrol()) };
    store.append(bought).await?;
    for seq in 2..=3 {
        let append = Append {
            returned: Some(ReturnClaim { receipt: receipt(1), seq }),
            ..Append::of(&chain.earn(1))
        };
        assert_eq!(store.append(append).await?, Appended::Done);
        let row = store.find_receipt(receipt(1)).await?.ok_or("no receipt")?;
        assert_eq!(row.last_return_seq, Some(seq));
    }
    Ok(())
}

pub(crate) async fn an_identity_leads_to_one_owner(store: Arc<dyn Store>) -> TestResult {
    let first = Append { identities: vec![identity("+1", 1), identity("+2", 1)], ..enrolment(1) };
    store.append(first).await?;
    assert_eq!(store.find_owner("phone", "+1").await?, Some(member(1)));
    assert_eq!(store.find_owner("email", "+1").await?, None);
    let listed = [identity("+1", 1), identity("+2", 1)];
    assert_eq!(store.list_identities(member(1)).await?, listed);
    let second = Append { identities: vec![identity("+3", 2), identity("+2", 2)], ..enrolment(2) };
    let taken =
        Appended::IdentityTaken { kind: Key::new("phone"), value: "+2".into(), owner: member(1) };
    assert_eq!(store.append(second).await?, taken);
    assert_eq!(store.find_owner("phone", "+3").await?, None);
    let own_again = Append { identities: vec![identity("+1", 1)], ..Append::default() };
    assert_eq!(store.append(own_again).await?, Appended::Done);
    Ok(())
}

pub(crate) async fn a_released_identity_can_move_in_the_same_append(
    store: Arc<dyn Store>,
) -> TestResult {
    let first = Append { identities: vec![identity("+1", 1)], ..enrolment(1) };
    store.append(first).await?;
    let moved = Append {
        identities: vec![identity("+1", 2)],
        released_identities: vec![identity("+1", 1)],
        ..enrolment(2)
    };
    assert_eq!(store.append(moved).await?, Appended::Done);
    assert_eq!(store.find_owner("phone", "+1").await?, Some(member(2)));
    assert!(store.list_identities(member(1)).await?.is_empty());
    let somebody_elses =
        Append { released_identities: vec![identity("+1", 1)], ..Append::default() };
    store.append(somebody_elses).await?;
    assert_eq!(store.find_owner("phone", "+1").await?, Some(member(2)));
    Ok(())
}

pub(crate) async fn a_code_exists_once_and_can_be_revised(store: Arc<dyn Store>) -> TestResult {
    let append = |codes: Vec<CodeRow>| Append { codes, ..Append::default() };
    assert_eq!(store.append(append(vec![code(1)])).await?, Appended::Done);
    let taken = |n| Appended::CodeTaken { hash: code(n).hash };
    assert_eq!(store.append(append(vec![code(2), code(1)])).await?, taken(1));
    assert_eq!(store.append(append(vec![code(3), code(3)])).await?, taken(3));
    let mut revoked = code(1);
    if let CodeSubject::Coupon { instance, .. } = &mut revoked.subject {
        instance.revoked = true;
    }
    let revise = Append { revised_codes: vec![revoked.clone()], ..Append::default() };
    assert_eq!(store.append(revise).await?, Appended::Done);
    assert_eq!(store.find_code(code(1).hash).await?, Some(revoked.clone()));
    assert_eq!(store.list_codes_of(id(1)).await?, [revoked]);
    assert_eq!(store.find_code(code(2).hash).await?, None);
    Ok(())
}

pub(crate) async fn the_codes_of_a_batch_come_in_pages(store: Arc<dyn Store>) -> TestResult {
    let batch = BatchRow {
        id: BatchId(id(1)),
        coupon: Key::new("summer"),
        count: 25,
        created_at: at(0),
        actor: None,
    };
    let codes = (0..25).map(|n| CodeRow { batch: Some(batch.id), ..code(n) });
    let append = Append { batch: Some(batch.clone()), codes: codes.collect(), ..Append::default() };
    assert_eq!(store.append(append).await?, Appended::Done);
    let (mut cursor, mut seen) = (None, Vec::new());
    loop {
        let page = Page::first(10).after(cursor);
        let listed = store.list_codes_of_batch(batch.id, page).await?;
        seen.extend(listed.items.iter().map(|c| c.hash));
        cursor = listed.next;
        if cursor.is_none() {
            break;
        }
    }
    seen.dedup();
    assert_eq!(seen.len(), 25);
    assert_eq!(store.find_batch(batch.id).await?, Some(batch.clone()));
    assert_eq!(store.list_batches(Page::newest(5)).await?.items, [batch]);
    Ok(())
}

pub(crate) async fn a_counter_never_passes_its_maximum(store: Arc<dyn Store>) -> TestResult {
    let moved = |delta, maximum| Append {
        claims: vec![claim("stock", delta, maximum)],
        ..Append::default()
    };
    let reached = Appended::LimitReached { counter: Key::new("stock") };
    assert_eq!(store.append(moved(3, Some(5))).await?, Appended::Done);
    assert_eq!(store.append(moved(3, Some(5))).await?, reached);
    assert_eq!(store.append(moved(2, Some(5))).await?, Appended::Done);
    assert_eq!(store.append(moved(1, Some(5))).await?, reached);
    // Giving back is possible whatever the maximum has become meanwhile.
    assert_eq!(store.append(moved(-1, Some(2))).await?, Appended::Done);
    assert_eq!(store.counter("stock").await?, 4);
    assert_eq!(store.append(moved(i64::MAX, None)).await?, reached);
    Ok(())
}

pub(crate) async fn several_claims_on_one_counter_count_together(
    store: Arc<dyn Store>,
) -> TestResult {
    let twice = |maximum| Append {
        claims: vec![
            claim("uses", 1, Some(maximum)),
            claim("other", 1, None),
            claim("uses", 1, Some(maximum)),
        ],
        ..Append::default()
    };
    let reached = store.append(twice(1)).await?;
    assert!(matches!(reached, Appended::LimitReached { .. }));
    assert_eq!(store.counter("other").await?, 0);
    assert_eq!(store.append(twice(2)).await?, Appended::Done);
    assert_eq!(store.counter("uses").await?, 2);
    Ok(())
}

pub(crate) async fn contact_data_is_kept_apart_and_replaced(store: Arc<dyn Store>) -> TestResult {
    let row = |name: &str, body: &str| DirectoryRow {
        member: MemberId(id(1)),
        name: Some(name.into()),
        body: body.as_bytes().to_vec(),
    };
    let append = |row| Append { directory: Some(row), ..Append::default() };
    assert_eq!(store.find_directory(MemberId(id(1))).await?, None);
    store.append(append(row("Ann", "{}"))).await?;
    store.append(append(row("Anna", "{\"a\":1}"))).await?;
    let found = store.find_directory(MemberId(id(1))).await?;
    assert_eq!(found, Some(row("Anna", "{\"a\":1}")));
    Ok(())
}
