//! Keys of the API: who may do what. The secret is shown once; kept is its hash.
//!
//! INVARIANT: nothing is written for a key that was ended before, on whichever node: a
//! commit looks at the key again when the configuration changed after it was shown.
//! Reading with it ends within a second.

use crate::error::Error;
use crate::notes::Details;
use crate::people::{StaffRole, sessions};
use crate::permissions::Permissions;
use crate::{Ask, Tessera};
use model::entry::Hash;
use model::id::{ApiKeyId, MemberId, SessionId, StaffId, TillId};
use model::{Code, Key};
use quick_cache::sync::Cache;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::fmt;
use store::ApiKeyRow;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// What a key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A till: quotes, receipts, returns, look-ups.
    Till,
    /// A server of the shop: everything about members and money.
    Server,
    /// Everything, programme versions and keys included.
    Admin,
}

impl Role {
    /// What it may do.
    pub fn permissions(self) -> Permissions {
        match self {
            Self::Till => Permissions::SERVE,
            Self::Server => {
                Permissions::SERVE
                    | Permissions::SEE_MEMBERS
                    | Permissions::CHANGE_MEMBERS
                    | Permissions::MODERATE
                    | Permissions::ISSUE
            }
            Self::Admin => Permissions::ALL,
        }
    }

    /// The word kept in the store.
    pub fn word(self) -> &'static str {
        match self {
            Self::Till => "till",
            Self::Server => "server",
            Self::Admin => "admin",
        }
    }

    /// The role with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Till, Self::Server, Self::Admin].into_iter().find(|role| role.word() == word)
    }
}

/// A key that was just made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewKey {
    /// Its row.
    pub row: ApiKeyRow,
    /// The secret; absent when the same request had been carried out before, because it
    /// is shown only once.
    pub secret: Option<String>,
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Party {
    /// A program with a key.
    Key {
        /// Which.
        id: ApiKeyId,
        /// What it is for.
        role: Role,
    },
    /// Somebody of the staff.
    Staff {
        /// Who.
        id: StaffId,
        /// What they are.
        role: StaffRole,
        /// The till that they are signed in at.
        till: Option<TillId>,
    },
    /// A member.
    Member(MemberId),
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key { id, .. } => id.fmt(f),
            Self::Staff { id, .. } => id.fmt(f),
            Self::Member(id) => id.fmt(f),
        }
    }
}

/// Whom a key or a session stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// Who.
    pub party: Party,
    /// What they may do.
    pub permissions: Permissions,
    /// What people call them.
    pub name: SmolStr,
    /// The session, when it is not a key.
    pub session: Option<SessionId>,
    /// What changes are asked for with.
    pub credential: Credential,
}

/// A key or a session that was valid under a generation of the configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Credential {
    hash: Hash,
    is_session: bool,
    generation: u64,
}

impl Credential {
    pub(crate) fn of_session(hash: Hash, generation: u64) -> Self {
        Self { hash, is_session: true, generation }
    }

    pub(crate) fn hash(&self) -> Hash {
        self.hash
    }
}

pub(crate) struct KeyCache(Cache<Hash, Caller>);

impl KeyCache {
    pub(crate) fn new() -> Self {
        Self(Cache::new(1_000))
    }
}

/// Makes a key.
pub async fn create(tessera: &Tessera, ask: &Ask, role: Role, name: &str) -> Result<NewKey, Error> {
    let id = ApiKeyId(tessera.new_id());
    let details =
        [("key", id.to_string().into()), ("role", role.word().into()), ("name", name.into())];
    let committed = tessera.note(ask, "key_created", details).await?;
    let id: ApiKeyId = Details::of(&committed.entry)?.parse("key")?;
    if committed.replayed {
        let keys = tessera.store().list_api_keys().await?;
        if let Some(row) = keys.into_iter().find(|row| row.id == id) {
            return Ok(NewKey { row, secret: None });
        }
    }
    let secret = new_secret(tessera, role);
    let row = ApiKeyRow {
        id,
        hash: Hash::of(secret.as_bytes()),
        role: Key::new(role.word()),
        name: SmolStr::new(name),
        created_at: committed.entry.recorded_at,
        revoked_at: None,
    };
    tessera.store().create_api_key(row.clone()).await?;
    tessera.versions.forget();
    let secret = Some(secret);
    Ok(NewKey { row, secret })
}

/// `tsk_till_` and 160 random bits.
fn new_secret(tessera: &Tessera, role: Role) -> String {
    let mut random = [0; 32];
    tessera.entropy.fill(&mut random);
    let digits = random.iter().map(|b| char::from(ALPHABET[usize::from(b & 31)]));
    format!("tsk_{}_{}", role.word(), digits.collect::<String>())
}

/// All keys, ended ones included.
pub async fn list(tessera: &Tessera) -> Result<Vec<ApiKeyRow>, Error> {
    Ok(tessera.store().list_api_keys().await?)
}

/// Ends a key.
pub async fn revoke(tessera: &Tessera, ask: &Ask, id: ApiKeyId) -> Result<ApiKeyRow, Error> {
    let missing = || Error::refused(Code::NOT_FOUND, id.to_string());
    let mut row = find(tessera, id).await?.ok_or_else(missing)?;
    if row.revoked_at.is_none() {
        let details = [("key", id.to_string().into())];
        let committed = tessera.note(ask, "key_revoked", details).await?;
        let at = committed.entry.recorded_at;
        tessera.store().revoke_api_key(id, at).await?;
        tessera.versions.forget();
        row = find(tessera, id).await?.ok_or_else(missing)?;
    }
    tessera.api_keys.0.remove(&row.hash);
    Ok(row)
}

async fn find(tessera: &Tessera, id: ApiKeyId) -> Result<Option<ApiKeyRow>, Error> {
    let keys = tessera.store().list_api_keys().await?;
    Ok(keys.into_iter().find(|row| row.id == id))
}

/// Whom a secret stands for.
pub async fn authenticate(tessera: &Tessera, secret: &str) -> Result<Caller, Error> {
    let hash = Hash::of(secret.as_bytes());
    let generation = tessera.generation().await?;
    caller(tessera, Credential { hash, is_session: false, generation }).await
}

/// Whose key it is, under a generation that this node knows.
async fn caller(tessera: &Tessera, credential: Credential) -> Result<Caller, Error> {
    let known = tessera.api_keys.0.get(&credential.hash);
    if let Some(caller) = known.filter(|c| c.credential == credential) {
        return Ok(caller);
    }
    let row = tessera.store().find_api_key(credential.hash).await?;
    let row = row.filter(|row| row.revoked_at.is_none());
    let caller = row.and_then(|row| {
        let role = Role::from_word(row.role.as_str())?;
        Some(Caller {
            party: Party::Key { id: row.id, role },
            permissions: role.permissions(),
            name: row.name,
            session: None,
            credential,
        })
    });
    let caller = caller.ok_or_else(|| Error::plain(Code::KEY_INVALID))?;
    tessera.api_keys.0.insert(credential.hash, caller.clone());
    Ok(caller)
}

/// Refuses what is asked for with a key or a session that has ended by a generation.
pub(crate) async fn admit(tessera: &Tessera, ask: &Ask, generation: u64) -> Result<(), Error> {
    match ask.credential {
        Some(shown) if shown.generation != generation => {
            let shown = Credential { generation, ..shown };
            match shown.is_session {
                true => sessions::caller(tessera, shown).await.map(|_| ()),
                false => caller(tessera, shown).await.map(|_| ()),
            }
        }
        _ => Ok(()),
    }
}
