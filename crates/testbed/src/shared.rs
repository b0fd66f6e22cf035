//! The server that all tests of a process share.

use crate::{Cluster, Settings, TestbedError};
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock, PoisonError};

/// Names a server that runs already, as `postgres://...?host=FOLDER_OF_THE_SOCKET`. Whoever
/// runs many test processes starts one server and sets it.
pub const VARIABLE: &str = "TESSERA_TEST_POSTGRES";

impl Cluster {
    /// The server that this process shares: the one that [`VARIABLE`] names, or one that is
    /// started on first use. It does not write through to the disk.
    pub fn shared() -> Result<&'static Self, TestbedError> {
        static SHARED: OnceLock<Cluster> = OnceLock::new();
        static STARTING: Mutex<()> = Mutex::new(());
        let _starting = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(cluster) = SHARED.get() {
            return Ok(cluster);
        }
        let cluster = match std::env::var(VARIABLE) {
            Ok(url) => Self::foreign(socket_folder(&url)?),
            Err(_) => Self::start(Settings::default())?,
        };
        Ok(SHARED.get_or_init(|| cluster))
    }
}

/// The folder of the socket in an address.
fn socket_folder(url: &str) -> Result<PathBuf, TestbedError> {
    let parameters = url.split_once('?').map_or("", |(_, after)| after);
    let host = parameters.split('&').find_map(|p| p.strip_prefix("host="));
    let folder = host.map(|h| h.replace("%2F", "/").replace("%2f", "/"));
    match folder.filter(|f| f.starts_with('/')) {
        Some(folder) => Ok(PathBuf::from(folder)),
        None => Err(TestbedError::Address(url.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_server_leads_back_to_its_socket() -> Result<(), TestbedError> {
        let cluster = Cluster::foreign(PathBuf::from("/tmp/some/where"));
        let folder = socket_folder(&cluster.url("postgres"))?;
        assert_eq!(folder, PathBuf::from("/tmp/some/where"));
        assert!(socket_folder("postgres://localhost/x").is_err());
        Ok(())
    }
}
