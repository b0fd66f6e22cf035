//! A disk that is full, and a disk that does not confirm.

use crate::Failure;
use crate::checks;
use crate::database::Database;
use crate::server::Server;
use crate::shim::{Shim, Switch};
use crate::shop::Shop;
use crate::target::Target;
use crate::trial::{Fault, Needs, SHORT, Trial, millis};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// A server that must stop does so within this time.
const STOP_WITHIN: Duration = Duration::from_secs(15);

/// A full disk is noticed, and room is made use of, within this time.
const NOTICE_WITHIN: Duration = Duration::from_secs(30);

/// The size of the small disk: room for the log and the database of a long run, little enough
/// to be filled at once.
const SMALL_DISK: &str = "size=1g";

/// A failed fsync.
pub(super) const SYNC_FAILS: Fault = Fault {
    name: "fsync-error",
    about: "fsync fails under load: the process stops, and nothing acknowledged is lost (SQLite)",
    needs: Needs::Nothing,
    short: SHORT,
    run: sync_fails,
};

/// A full disk.
pub(super) const DISK_FULL: Fault = Fault {
    name: "disk-full",
    about: "the disk is full: writes are refused clearly, reads go on, room helps at once (SQLite)",
    needs: Needs::Nothing,
    short: SHORT,
    run: disk_full,
};

fn sync_fails(trial: &mut Trial) -> Result<(), Failure> {
    let database = trial.database();
    let shim = Shim::build(&trial.folder, Switch::SyncFails)?;
    let (healthy, broken) = (trial.start(&database), shim.between(trial.start(&database)));
    let mut server = Server::start(&broken)?;
    let mut shop = Shop::open(&server, "m", trial.seed)?;
    let target = Target::at(&[server.address]);
    let (mut random, started) = (trial.random("failures"), Instant::now());
    let (mut failures, mut slowest) = (0, Duration::ZERO);
    let server = shop.work_while(&target, || {
        while started.elapsed() < trial.time || failures == 0 {
            target.wait_for_more(random.between(50, 800), NOTICE_WITHIN);
            shim.on("")?;
            let failed = Instant::now();
            let ended = server.wait_for_end(STOP_WITHIN)?;
            let ended = ended.ok_or("the server goes on after a failed fsync")?;
            slowest = slowest.max(failed.elapsed());
            if ended.success() {
                return Err("the server says that a failed fsync is fine".into());
            }
            target.set(&[]);
            shim.off()?;
            server = Server::start(&broken)?;
            target.set(&[server.address]);
            failures += 1;
        }
        server.kill()?;
        let server = Server::start(&healthy)?;
        target.set(&[server.address]);
        Ok(server)
    })?;
    trial.counts.add("failed fsyncs", failures);
    trial.counts.most("ms until the process stopped at most", millis(slowest));
    checks::all(&trial.binary, &database, server, &mut [&mut shop], &mut trial.counts)
}

/// Something that has no room left, and then has again.
enum Disk {
    /// A real one, small and in memory.
    Small { mount: PathBuf },
    /// Played by the shim, when nothing can be mounted.
    Played(Shim),
}

impl Disk {
    fn find(trial: &Trial) -> Result<Self, Failure> {
        let mount = trial.folder.join("disk");
        std::fs::create_dir(&mount)?;
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", SMALL_DISK, "tessera-faults"])
            .arg(&mount)
            .output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Ok(Self::Small { mount });
        }
        Ok(Self::Played(Shim::build(&trial.folder, Switch::DiskFull)?))
    }

    fn fill(&self) -> Result<(), Failure> {
        match self {
            Self::Small { mount } => fill(&mount.join("ballast")),
            Self::Played(shim) => shim.on(""),
        }
    }

    fn make_room(&self) -> Result<(), Failure> {
        match self {
            Self::Small { mount } => Ok(std::fs::remove_file(mount.join("ballast"))?),
            Self::Played(shim) => shim.off(),
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        if let Self::Small { mount } = self {
            // Lazily: a server that failed to stop must not keep the folder.
            let _ = Command::new("umount").arg("-l").arg(mount).status();
        }
    }
}

/// Writes until nothing fits any more.
fn fill(path: &Path) -> Result<(), Failure> {
    let mut file = File::create(path)?;
    for size in [1 << 20, 4_096, 1] {
        let block = vec![0; size];
        while file.write_all(&block).is_ok() {}
    }
    Ok(())
}

fn disk_full(trial: &mut Trial) -> Result<(), Failure> {
    let disk = Disk::find(trial)?;
    let (database, how) = match &disk {
        Disk::Small { mount } => {
            let database = Database::file(&mount.join("faults.db"));
            (database.clone(), trial.start(&database))
        }
        Disk::Played(shim) => {
            let database = trial.database();
            (database.clone(), shim.between(trial.start(&database)))
        }
    };
    trial.counts.add("on a real small disk", u64::from(matches!(disk, Disk::Small { .. })));
    let server = Server::start(&how)?;
    let mut shop = Shop::open(&server, "m", trial.seed)?;
    let member = shop.cards()[0].id.clone();
    let target = Target::at(&[server.address]);
    let (mut random, started) = (trial.random("fillings"), Instant::now());
    let mut fillings = 0;
    shop.work_while(&target, || {
        while started.elapsed() < trial.time || fillings == 0 {
            target.wait_for_more(random.between(50, 500), NOTICE_WITHIN);
            disk.fill()?;
            refuses(&server, &target, &member)?;
            disk.make_room()?;
            if !target.wait_for_more(100, NOTICE_WITHIN) {
                let talk = server.talk();
                return Err(
                    format!("nothing is written although there is room again\n{talk}").into()
                );
            }
            fillings += 1;
        }
        Ok(())
    })?;
    trial.counts.add("times full", fillings);
    let counts = &mut trial.counts;
    checks::all(&trial.binary, &database, server, &mut [&mut shop], counts)
}

/// A till is refused for want of room, and others read all the same.
fn refuses(server: &Server, target: &Target, member: &str) -> Result<(), Failure> {
    let refusal = target.wait_for_refusal(NOTICE_WITHIN);
    let refusal = refusal.ok_or("the disk is full and writes go on")?;
    let code = refusal.json()?["code"].as_str().unwrap_or_default().to_owned();
    if refusal.status != 503 || code != "storage.full" {
        return Err(format!("a full disk is answered by {}", refusal.body).into());
    }
    let mut client = server.client()?;
    client.get(&format!("/v1/members/{member}/balances"))?.good()?;
    let quote = r#"{"store":{"id":"s1"},"lines":[{"sku":"tea","price":"3.00"}]}"#;
    client.send("POST", "/v1/quotes", "", quote.as_bytes())?.good()?;
    Ok(())
}
