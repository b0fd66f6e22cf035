//! One server with its folder.

use crate::binaries::hand_over;
use crate::process::Process;
use crate::{Database, Session, TestbedError, template};
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tempfile::TempDir;

/// The number in the name of the socket of a server without a port.
const SOCKET_NUMBER: u16 = 5432;

/// How a server of one's own is to be.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Whether commits are written through to the disk. Measurements and tests of faults
    /// want that; all others are faster without.
    pub fsync: bool,
    /// Whether it also listens on a port of the loopback address, and [`Cluster::url`]
    /// leads there.
    pub tcp: bool,
    /// Further settings of the server, by name.
    pub extra: Vec<(String, String)>,
}

/// A server for tests.
#[derive(Debug)]
pub struct Cluster {
    pub(crate) socket_folder: PathBuf,
    port: Option<u16>,
    /// The connection that makes and drops databases.
    session: Arc<Mutex<Option<Session>>>,
    own: Option<Own>,
}

/// What only the process that started the server has.
#[derive(Debug)]
struct Own {
    process: Option<Process>,
    folder: TempDir,
}

impl Cluster {
    /// Starts a server of one's own. It ends when dropped.
    pub fn start(settings: Settings) -> Result<Self, TestbedError> {
        let folder = folder()?;
        template::copy_to(&folder.path().join("data"))?;
        Self::begin(folder, settings)
    }

    /// Starts a server whose data are in place already.
    pub(crate) fn begin(folder: TempDir, settings: Settings) -> Result<Self, TestbedError> {
        let port = settings.tcp.then(free_port).transpose()?;
        configure(folder.path(), &options(folder.path(), port, settings))?;
        let process = Process::start(folder.path())?;
        Ok(Self {
            socket_folder: folder.path().to_owned(),
            port,
            session: Arc::default(),
            own: Some(Own { process: Some(process), folder }),
        })
    }

    /// A server that somebody else started and ends.
    pub(crate) fn foreign(socket_folder: PathBuf) -> Self {
        Self { socket_folder, port: None, session: Arc::default(), own: None }
    }

    /// The address of a database in this server.
    pub fn url(&self, database: &str) -> String {
        if let Some(port) = self.port {
            return format!("postgres://postgres@127.0.0.1:{port}/{database}");
        }
        let folder = self.socket_folder.display().to_string().replace('/', "%2F");
        format!("postgres://postgres@/{database}?host={folder}")
    }

    /// A fresh, empty database; gone when dropped.
    pub fn database(&self) -> Result<Database, TestbedError> {
        Database::create(self.url(""), self.session.clone(), &self.socket())
    }

    /// A connection to ask the server something.
    pub fn session(&self, database: &str) -> Result<Session, TestbedError> {
        Session::open(&self.socket(), database)
    }

    /// From now on the server also takes encrypted connections, showing this certificate.
    pub fn encrypt(&self, certificate: &str, key: &str) -> Result<(), TestbedError> {
        for (name, text) in [("server.crt", certificate), ("server.key", key)] {
            let file = self.data_folder().join(name);
            std::fs::write(&file, text).map_err(TestbedError::io("write a certificate"))?;
            let own = std::fs::Permissions::from_mode(0o600);
            std::fs::set_permissions(&file, own)
                .map_err(TestbedError::io("close a certificate"))?;
            hand_over(&file)?;
        }
        self.session("postgres")?.query("ALTER SYSTEM SET ssl = on")?;
        self.session("postgres")?.query("SELECT pg_reload_conf()")?;
        // The server reads its settings when it comes to it; sessions made after that show it.
        while self.session("postgres")?.query("SHOW ssl")? != [[Some("on".to_owned())]] {}
        Ok(())
    }

    /// The process id of the server; nothing when it is down or somebody else's.
    pub fn process(&self) -> Option<u32> {
        Some(self.own.as_ref()?.process.as_ref()?.server())
    }

    /// The folder with the server's data.
    pub fn data_folder(&self) -> PathBuf {
        self.socket_folder.join("data")
    }

    /// SIGKILL for the server and all its processes, as when the machine fails.
    pub fn kill(&mut self) -> Result<(), TestbedError> {
        *lock(&self.session) = None;
        let process = self.own.as_mut().and_then(|own| own.process.take());
        process.map_or(Ok(()), Process::kill)
    }

    /// Ends the server cleanly; open connections are cut.
    pub fn stop(&mut self) -> Result<(), TestbedError> {
        *lock(&self.session) = None;
        let process = self.own.as_mut().and_then(|own| own.process.take());
        process.map_or(Ok(()), Process::stop)
    }

    /// Starts the server again after [`Self::kill`] or [`Self::stop`], at the same address.
    pub fn start_again(&mut self) -> Result<(), TestbedError> {
        if let Some(own) = &mut self.own
            && own.process.is_none()
        {
            own.process = Some(Process::start(own.folder.path())?);
        }
        Ok(())
    }

    /// The number in the name of the socket, which is that of the port if there is one.
    pub(crate) fn number(&self) -> u16 {
        self.port.unwrap_or(SOCKET_NUMBER)
    }

    pub(crate) fn socket(&self) -> PathBuf {
        self.socket_folder.join(format!(".s.PGSQL.{}", self.number()))
    }
}

/// A short path that the server's account can reach: names of sockets are limited.
pub(crate) fn folder() -> Result<TempDir, TestbedError> {
    let folder = tempfile::Builder::new().prefix("tessera-pg-").tempdir();
    let folder = folder.map_err(TestbedError::io("make a temporary folder"))?;
    let open = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(folder.path(), open)
        .map_err(TestbedError::io("open the temporary folder"))?;
    hand_over(folder.path())?;
    Ok(folder)
}

/// A port that was free a moment ago.
fn free_port() -> Result<u16, TestbedError> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).and_then(|l| l.local_addr());
    Ok(listener.map_err(TestbedError::io("find a free port"))?.port())
}

fn options(folder: &Path, port: Option<u16>, settings: Settings) -> Vec<(String, String)> {
    let address = if port.is_some() { "127.0.0.1" } else { "" };
    let durable = if settings.fsync { "on" } else { "off" };
    let sockets = folder.display().to_string();
    let usual = [
        ("listen_addresses", address),
        ("unix_socket_directories", sockets.as_str()),
        ("fsync", durable),
        ("full_page_writes", durable),
        ("max_connections", "500"),
        ("shared_buffers", "64MB"),
        ("dynamic_shared_memory_type", "mmap"),
        ("max_wal_size", "1GB"),
        ("jit", "off"),
        ("log_min_messages", "warning"),
    ];
    let usual = usual.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let port = port.map(|p| ("port".to_owned(), p.to_string()));
    usual.into_iter().chain(port).chain(settings.extra).collect()
}

/// Adds settings to the server's own file, where `ALTER SYSTEM` can still override them.
fn configure(folder: &Path, settings: &[(String, String)]) -> Result<(), TestbedError> {
    let lines = settings.iter().map(|(name, value)| {
        let value = value.replace('\'', "''");
        format!("{name} = '{value}'\n")
    });
    let file = folder.join("data").join("postgresql.conf");
    let file = std::fs::OpenOptions::new().append(true).open(file);
    let mut file = file.map_err(TestbedError::io("open the settings of the server"))?;
    let text: String = lines.collect();
    file.write_all(text.as_bytes()).map_err(TestbedError::io("write the settings of the server"))
}

/// A poisoned lock is fine: a session is whole between any two statements.
pub(crate) fn lock(session: &Mutex<Option<Session>>) -> MutexGuard<'_, Option<Session>> {
    session.lock().unwrap_or_else(PoisonError::into_inner)
}
