//! The service: what all use cases share.

use crate::background::Background;
use crate::cards::Readers;
use crate::codes::CodeKeys;
use crate::fresh::Fresh;
use crate::keys::{Caller, KeyCache};
use crate::people::post::Post;
use crate::state::{CacheNumbers, States};
use crate::versions::Versions;
use crate::{Clock, Entropy, Error, webhooks};
use model::entry::Hash;
use model::id::{self, EntryId, OrganisationId};
use model::{Instant, Owner};
use quick_cache::sync::Cache;
use std::sync::{Arc, OnceLock};
use store::Store;
use store::people::SessionRow;
use tokio::sync::Notify;
use uuid::Uuid;

/// Sessions that are remembered.
const SESSIONS: usize = 10_000;

/// Sessions by the hash of their token, with whose they are.
type SessionCache = Cache<Hash, (Caller, SessionRow)>;

/// How the service runs.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Memory for states of owners.
    pub cache_bytes: u64,
    /// Whether events are put into the outbox.
    pub outbox: bool,
    /// How events are sent.
    pub webhooks: webhooks::Options,
}

impl Default for Options {
    fn default() -> Self {
        Self { cache_bytes: 128 << 20, outbox: true, webhooks: webhooks::Options::default() }
    }
}

/// The service over one organisation's store. Cheap to clone.
#[derive(Clone)]
pub struct Tessera(Arc<Inner>);

/// What all clones share; opaque outside.
pub struct Inner {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) options: Options,
    pub(crate) organisation: OrganisationId,
    pub(crate) codes: CodeKeys,
    pub(crate) states: States,
    pub(crate) fresh: Fresh,
    pub(crate) versions: Versions,
    pub(crate) api_keys: KeyCache,
    pub(crate) sessions: SessionCache,
    /// Who read the texts of cards first.
    pub(crate) readers: Readers,
    /// Carries letters to members, when something does.
    pub(crate) post: OnceLock<Arc<dyn Post>>,
    /// Told after every append; the projector waits for it.
    pub(crate) appended: Notify,
    /// Told when there is something to deliver; the courier waits for it.
    pub(crate) deliverable: Notify,
    /// Names this process in leases.
    pub(crate) node: String,
    pub(crate) background: Background,
}

impl std::ops::Deref for Tessera {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl std::fmt::Debug for Tessera {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tessera")
            .field("organisation", &self.0.organisation)
            .finish_non_exhaustive()
    }
}

impl Tessera {
    /// Opens the service over a store, making the organisation's id and secret when the
    /// store is new.
    pub async fn open(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, Error> {
        Self::open_with(store, clock, entropy, Options::default()).await
    }

    /// The same with options.
    pub async fn open_with(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        options: Options,
    ) -> Result<Self, Error> {
        let fresh = OrganisationId(new_id(&*clock, &*entropy));
        let organisation = store.ensure_setting("organisation", &fresh.to_string()).await?;
        let organisation = crate::codes::parse_setting("organisation", &organisation)?;
        let mut secret = [0; 32];
        entropy.fill(&mut secret);
        let secret = model::entry::Hash(secret).to_string();
        let secret = store.ensure_setting("code_secret", &secret).await?;
        let secret: model::entry::Hash = crate::codes::parse_setting("code_secret", &secret)?;
        let node = new_id(&*clock, &*entropy).to_string();
        Ok(Self(Arc::new(Inner {
            store,
            clock,
            entropy,
            options,
            organisation,
            codes: CodeKeys::new(&secret.0),
            states: States::new(options.cache_bytes),
            fresh: Fresh::default(),
            versions: Versions::default(),
            api_keys: KeyCache::new(),
            sessions: SessionCache::new(SESSIONS),
            readers: Readers::new(),
            post: OnceLock::new(),
            appended: Notify::new(),
            deliverable: Notify::new(),
            node,
            background: Background::new(),
        })))
    }

    /// Sets what carries letters to members; the first that is set stays.
    pub fn carry_letters_by(&self, post: Arc<dyn Post>) {
        let _ = self.0.post.set(post);
    }

    /// The store underneath.
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.0.store
    }

    /// What runs in the background of this node.
    pub fn background(&self) -> &Background {
        &self.0.background
    }

    /// How the memory for states of owners is used.
    pub fn cache_numbers(&self) -> CacheNumbers {
        self.0.states.numbers()
    }

    /// The moment now, by the service's clock.
    pub fn now(&self) -> Instant {
        self.0.clock.now()
    }

    /// The organisation.
    pub fn organisation(&self) -> OrganisationId {
        self.0.organisation
    }

    pub(crate) fn organisation_owner(&self) -> Owner {
        Owner::organisation(self.0.organisation)
    }

    /// A fresh id.
    pub(crate) fn new_id(&self) -> Uuid {
        new_id(&*self.0.clock, &*self.0.entropy)
    }

    pub(crate) fn new_entry_id(&self) -> EntryId {
        EntryId(self.new_id())
    }
}

fn new_id(clock: &dyn Clock, entropy: &dyn Entropy) -> Uuid {
    let mut random = [0; 10];
    entropy.fill(&mut random);
    id::time_ordered(clock.now().as_millisecond(), random)
}
