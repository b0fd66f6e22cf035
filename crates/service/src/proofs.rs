//! What members prove and own: verifications, registered products.

use crate::commit::Committed;
use crate::error::Error;
use crate::identity::Who;
use crate::{Ask, Tessera};
use model::activity::{RegisterProduct, Verify};
use model::{Activity, Key};

/// Notes that a member proved something, or with `revoked` that it no longer counts.
pub async fn verify(
    tessera: &Tessera,
    ask: &Ask,
    who: &Who,
    proof: Verify,
) -> Result<Committed, Error> {
    tessera.act(ask, who, Activity::Verify(proof)).await
}

/// Takes a verification away.
pub async fn revoke(
    tessera: &Tessera,
    ask: &Ask,
    who: &Who,
    kind: Key,
) -> Result<Committed, Error> {
    let proof = Verify { kind, revoked: true, until: None, evidence: None, by: None };
    verify(tessera, ask, who, proof).await
}

/// Registers a product under its serial number, which one member at a time can have.
pub async fn register_product(
    tessera: &Tessera,
    ask: &Ask,
    who: &Who,
    product: Key,
    serial: Key,
) -> Result<Committed, Error> {
    let activity = RegisterProduct { product, serial, given_up: false };
    tessera.act(ask, who, Activity::RegisterProduct(activity)).await
}

/// Notes that a product is no longer the member's; somebody else can register it.
pub async fn give_up_product(
    tessera: &Tessera,
    ask: &Ask,
    who: &Who,
    product: Key,
    serial: Key,
) -> Result<Committed, Error> {
    let activity = RegisterProduct { product, serial, given_up: true };
    tessera.act(ask, who, Activity::RegisterProduct(activity)).await
}
