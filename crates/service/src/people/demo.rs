//! A house with open doors: people of a demo, who enter without being asked for anything. Only
//! what `tessera demo` serves has one.

use super::role::StaffRole;
use super::sessions::{self, Begun};
use super::staff::{self, NewStaff};
use super::tills;
use crate::error::Error;
use crate::{Ask, Tessera};
use model::id::{MemberId, StaffId, TillId};
use smol_str::SmolStr;
use store::people::{SecondFactor, SessionKind, StaffRow};

/// Who works in the demo: a role, a name, an address.
const STAFF: [(StaffRole, &str, &str); 6] = [
    (StaffRole::Owner, "Olga", "olga@example.org"),
    (StaffRole::Marketer, "Max", "max@example.org"),
    (StaffRole::Analyst, "Aylin", "aylin@example.org"),
    (StaffRole::Finance, "Farid", "farid@example.org"),
    (StaffRole::Support, "Sari", "sari@example.org"),
    (StaffRole::Cashier, "Carla", "carla@example.org"),
];

/// The PIN of the cashier.
pub const PIN: &str = "2468";

/// The people of a demo.
#[derive(Clone, Debug)]
pub struct House {
    staff: Vec<(StaffRole, StaffId)>,
    till: TillId,
    member: MemberId,
}

/// Somebody who entered, and what makes their browser a till.
pub struct Entered {
    /// The session.
    pub begun: Begun,
    /// What the device shows from now on.
    pub till: Option<String>,
}

/// Furnishes a house: staff, a till in a store, and a member who is there already.
pub async fn furnish(tessera: &Tessera, store: &str, member: MemberId) -> Result<House, Error> {
    let ask = Ask::by("demo");
    let mut house = House { staff: Vec::new(), till: TillId(tessera.new_id()), member };
    for (role, name, email) in STAFF {
        let pin = (role == StaffRole::Cashier).then(|| SmolStr::new(PIN));
        let new = NewStaff {
            email: Some(SmolStr::new(email)),
            name: SmolStr::new(name),
            role,
            partner: None,
            pin,
        };
        let row = staff::row_of(tessera, &new).await;
        let row = StaffRow {
            // They have no password; and there is nobody whose app could show codes.
            second: SecondFactor { is_confirmed: true, ..row.second },
            ..row
        };
        let details = [("staff", staff::text(row.id)), ("role", row.role.as_str().into())];
        tessera.note(&ask, "staff_added", details).await?;
        house.staff.push((role, row.id));
        staff::keep(tessera, row).await?;
    }
    house.till = tills::add(tessera, &ask, "Front", store).await?.row.id;
    Ok(house)
}

impl House {
    /// The roles of those who work here.
    pub fn roles(&self) -> impl Iterator<Item = StaffRole> {
        self.staff.iter().map(|(role, _)| *role)
    }

    /// Lets somebody of the staff in; a cashier enters at the till.
    pub async fn enter(
        &self,
        tessera: &Tessera,
        role: StaffRole,
        device: &str,
    ) -> Result<Option<Entered>, Error> {
        let Some((_, id)) = self.staff.iter().find(|(has, _)| *has == role) else {
            return Ok(None);
        };
        let at = (role == StaffRole::Cashier).then_some(self.till);
        let till = match at {
            Some(till) => Some(tills::appoint(tessera, till).await?.token),
            None => None,
        };
        let begun = sessions::begin(tessera, SessionKind::Staff, id.0, at, device).await?;
        Ok(Some(Entered { begun, till }))
    }

    /// Lets the member in.
    pub async fn enter_as_member(&self, tessera: &Tessera, device: &str) -> Result<Entered, Error> {
        let id = self.member.0;
        let begun = sessions::begin(tessera, SessionKind::Member, id, None, device).await?;
        Ok(Entered { begun, till: None })
    }
}
