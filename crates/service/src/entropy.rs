//! Where random bytes come from. A parameter, so that scenarios are repeatable.

use std::sync::atomic::{AtomicU64, Ordering};

/// Makes random bytes.
pub trait Entropy: Send + Sync + 'static {
    /// Fills the bytes.
    fn fill(&self, bytes: &mut [u8]);
}

/// The generator of the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("an operating system without randomness cannot run us");
    }
}

/// A repeatable sequence from a seed.
#[derive(Debug)]
pub struct SeededEntropy {
    key: [u8; 32],
    count: AtomicU64,
}

impl SeededEntropy {
    /// The sequence that belongs to a text.
    pub fn new(seed: &str) -> Self {
        Self {
            key: blake3::derive_key("tessera seeded entropy v1", seed.as_bytes()),
            count: AtomicU64::new(0),
        }
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        let count = self.count.fetch_add(1, Ordering::Relaxed);
        blake3::Hasher::new_keyed(&self.key)
            .update(&count.to_le_bytes())
            .finalize_xof()
            .fill(bytes);
    }
}
