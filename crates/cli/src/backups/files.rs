//! Files on their way to their final names.

use crate::failure::Failure;
use crate::progress;
use model::entry::Hash;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::os::unix::fs::{MetadataExt, chown};
use std::path::{Path, PathBuf};
use store::sqlite::backup::{companions, flush_folder, free_bytes};

/// Bytes read at a time.
const PIECE: usize = 1 << 20;

/// Bytes written between two flushes, so that a server on the same disk is not held up.
const FLUSH_EVERY: u64 = 16 << 20;

/// A file that is being written under a name of its own. Removed when dropped, unless it
/// got its final name.
pub(crate) struct Partial {
    path: PathBuf,
    /// Held, so that others know that somebody works on it.
    lock: Option<File>,
}

impl Partial {
    /// Begins the file that will be called `target`. What a killed programme left there is
    /// overwritten.
    pub(crate) fn begin(target: &Path, ending: &str) -> Result<Self, Failure> {
        let mut name = target.as_os_str().to_owned();
        name.push(ending);
        let path = PathBuf::from(name);
        let failed = |error: std::io::Error| Failure::file(&path, &error);
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let failure = Failure::input(format!("{}: is being written", path.display()));
                return Err(failure.hint("wait for the other command to end"));
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        file.set_len(0).map_err(failed)?;
        Ok(Self { path, lock: Some(file) })
    }

    /// Where it is meanwhile.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it the permissions of `original`, and its owner where that is allowed.
    pub(crate) fn as_private_as(&self, original: &Path) -> Result<(), Failure> {
        let copy = || {
            let original = std::fs::metadata(original)?;
            std::fs::set_permissions(&self.path, original.permissions())?;
            // Only root may give files away; for everybody else the file is their own.
            let _ = chown(&self.path, Some(original.uid()), Some(original.gid()));
            Ok(())
        };
        copy().map_err(|error: std::io::Error| Failure::file(&self.path, &error))
    }

    /// Gives it its final name, durably.
    pub(crate) fn finish(mut self, target: &Path) -> Result<(), Failure> {
        let finish = || {
            std::fs::rename(&self.path, target)?;
            flush_folder(folder_of(target))
        };
        finish().map_err(|error| Failure::file(target, &error))?;
        self.lock = None;
        Ok(())
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if self.lock.is_some() {
            // Whatever stays behind is overwritten or cleared away next time.
            let _ = std::fs::remove_file(&self.path);
            for companion in companions(&self.path) {
                let _ = std::fs::remove_file(companion);
            }
        }
    }
}

/// Removes what a killed programme left under this name; says whether there was something.
pub(crate) fn clear_abandoned(path: &Path) -> bool {
    let abandoned = File::open(path).is_ok_and(|file| file.try_lock().is_ok());
    if abandoned {
        for file in companions(path).iter().map(PathBuf::as_path).chain([path]) {
            let _ = std::fs::remove_file(file);
        }
    }
    abandoned
}

/// The folder that a file is in.
pub(crate) fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Refuses work for which a folder has no room.
pub(crate) fn need_room(folder: &Path, bytes: u64) -> Result<(), Failure> {
    let free = free_bytes(folder).map_err(|error| Failure::file(folder, &error))?;
    if free < bytes {
        let failure = Failure::input(format!(
            "{}: {} are needed and {} are free",
            folder.display(),
            size(bytes),
            size(free)
        ));
        return Err(failure.hint("make room, or choose another place"));
    }
    Ok(())
}

/// The hash of a file, and its length.
pub(crate) fn hash(path: &Path) -> Result<(Hash, u64), Failure> {
    let failed = |error| Failure::file(path, &error);
    let mut file = File::open(path).map_err(failed)?;
    let length = file.metadata().map_err(failed)?.len();
    let hash = read_through(&mut file, length, "reading", |_| Ok(())).map_err(failed)?;
    Ok((hash, length))
}

/// Copies a file, durably, and says the hash of what was copied.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<Hash, Failure> {
    let mut source = File::open(from).map_err(|error| Failure::file(from, &error))?;
    let copy = |source: &mut File| -> std::io::Result<Hash> {
        let length = source.metadata()?.len();
        let mut target = OpenOptions::new().write(true).open(to)?;
        let mut waiting = 0;
        let hash = read_through(source, length, "copying", |piece| {
            target.write_all(piece)?;
            waiting += piece.len() as u64;
            if waiting >= FLUSH_EVERY {
                waiting = 0;
                target.sync_data()?;
            }
            Ok(())
        })?;
        target.sync_all()?;
        Ok(hash)
    };
    copy(&mut source).map_err(|error| Failure::file(to, &error))
}

fn read_through(
    file: &mut File,
    length: u64,
    message: &'static str,
    mut piece: impl FnMut(&[u8]) -> std::io::Result<()>,
) -> std::io::Result<Hash> {
    let bar = progress::bytes(message, length);
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; PIECE];
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        hasher.update(&buffer[..count]);
        piece(&buffer[..count])?;
        bar.inc(count as u64);
    }
    bar.finish_and_clear();
    Ok(Hash(*hasher.finalize().as_bytes()))
}

/// A size for people.
pub(crate) fn size(bytes: u64) -> String {
    indicatif::DecimalBytes(bytes).to_string()
}
