//! Members in a database: real entries through `tessera import members`.
//!
//! COST: as long as the import takes. A SQLite database that was filled once can be kept in a
//! folder and copied from there; whoever changes the form of the database empties that folder.

use super::backing::Backing;
use super::server::{Manner, Server, tessera};
use crate::Fault;
use std::fmt::Write as _;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

/// The page of a database.
const PAGE: usize = 4_096;

/// Which members, under which programme.
#[derive(Clone, Debug)]
pub struct Filling {
    /// How many; they are found as `m0`, `m1`, ... .
    pub members: u64,
    /// Folder or file of the programme.
    pub programme: PathBuf,
    /// Unit and amount that each brings along.
    pub balance: Option<(String, u32)>,
    /// Where filled databases are kept.
    pub cache: Option<PathBuf>,
}

impl Filling {
    /// Fills an empty database. Gives the seconds of the import; none when a kept one was
    /// copied.
    pub fn fill(&self, binary: &Path, backing: &Backing) -> Result<Option<f64>, Fault> {
        let kept = self.kept(backing)?;
        if let (Some(kept), Backing::Sqlite(folder)) = (&kept, backing)
            && kept.is_dir()
        {
            copy(kept, folder)?;
            return Ok(None);
        }
        let database = backing.database();
        Server::start(binary, &database, &self.programme, Manner::Real)?.stop()?;
        let file = tempfile::Builder::new().suffix(".csv").tempfile()?;
        self.write(file.path(), 0)?;
        let path = file.path().display().to_string();
        let ran = tessera(binary, &["import", "members", &path, "--database", &database])?;
        if let (Some(kept), Backing::Sqlite(folder)) = (&kept, backing) {
            copy(folder, kept)?;
        }
        Ok(Some(ran.seconds))
    }

    /// Writes the members as a file to import. Every `broken`-th row cannot be used; 0 means
    /// that all can.
    pub fn write(&self, path: &Path, broken: u64) -> Result<(), Fault> {
        let mut file = std::io::BufWriter::new(fs::File::create(path)?);
        let mut end = String::from("\n");
        write!(file, "id,name,birthday")?;
        if let Some((unit, amount)) = &self.balance {
            write!(file, ",balance.{unit}")?;
            end.clear();
            writeln!(end, ",{amount}")?;
        }
        writeln!(file)?;
        for number in 0..self.members {
            let is_broken = broken > 0 && number % broken == broken - 1;
            let (month, day) =
                if is_broken { (13, 41) } else { (1 + number % 12, 1 + number % 28) };
            write!(file, "m{number},Member {number},{month:02}-{day:02}{end}")?;
        }
        Ok(file.flush()?)
    }

    /// Where the filled database is kept.
    fn kept(&self, backing: &Backing) -> Result<Option<PathBuf>, Fault> {
        let (Some(cache), Backing::Sqlite(_)) = (&self.cache, backing) else { return Ok(None) };
        let document = if self.programme.is_dir() {
            self.programme.join("programme.yaml")
        } else {
            self.programme.clone()
        };
        let hash = programme::content_hash(&fs::read_to_string(document)?);
        let hash = hash.map_err(|found| found.render(<_>::default()))?;
        let balance = self.balance.as_ref().map_or(0, |(_, amount)| *amount);
        Ok(Some(cache.join(format!("{}-{balance}-{hash:.12}", self.members))))
    }
}

fn copy(from: &Path, to: &Path) -> Result<(), Fault> {
    fs::create_dir_all(to)?;
    for file in fs::read_dir(from)? {
        let file = file?;
        copy_by_pages(&file.path(), &to.join(file.file_name()))?;
    }
    Ok(())
}

/// The system keeps a file in memory in pieces as large as it was written, and marks a whole
/// piece when a page of it changes: a database that is copied at once costs its server twice as
/// much as one that grew.
fn copy_by_pages(from: &Path, to: &Path) -> Result<(), Fault> {
    let (mut from, mut to) = (fs::File::open(from)?, fs::File::create(to)?);
    let mut pages = vec![0; PAGE * 256];
    loop {
        let read = from.read(&mut pages)?;
        if read == 0 {
            return Ok(to.sync_all()?);
        }
        pages[..read].chunks(PAGE).try_for_each(|page| to.write_all(page))?;
    }
}
