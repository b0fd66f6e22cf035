//! The file system between SQLite and the real one: it passes everything on, and writes what
//! changes files onto the tape of their folder.
//!
//! It is SQLite's own file system with two functions replaced (open, remove), and every file
//! that it opens in a recorded folder has four functions replaced (write, cut, sync, close).
//! Files elsewhere are not touched. It becomes the default, so that the store is used as it is.
//!
//! INVARIANT: an event is on the tape after it happened and before SQLite learns so; a sync
//! covers what was on the tape when it began.

#![allow(unsafe_code, reason = "a file system of SQLite is a table of C functions")]

use super::tape::{Event, File, Tape};
use rusqlite::ffi;
use std::collections::HashMap;
use std::ffi::{CStr, OsStr, c_char, c_int, c_void};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// The file system that everything is passed on to.
static REAL: OnceLock<Table> = OnceLock::new();

/// Tapes that run.
static TAPES: Mutex<Vec<Arc<Tape>>> = Mutex::new(Vec::new());

/// Open files of recorded folders, by the address of SQLite's object.
static FILES: Mutex<Option<HashMap<usize, Open>>> = Mutex::new(None);

/// SQLite's own table of functions, which lives as long as the process.
struct Table(&'static ffi::sqlite3_vfs);

// SAFETY: the table is written once, by SQLite, before anybody asks for it, and only read here.
unsafe impl Send for Table {}
// SAFETY: as above.
unsafe impl Sync for Table {}

#[derive(Clone)]
struct Open {
    tape: Arc<Tape>,
    file: File,
    real: &'static ffi::sqlite3_io_methods,
}

/// Starts to write down what happens in a folder.
pub fn record(folder: &Path) -> Result<Arc<Tape>, &'static str> {
    install()?;
    let tape = Arc::new(Tape::new(folder));
    locked(&TAPES).push(tape.clone());
    Ok(tape)
}

/// Stops. Files that are still open are written down until they are closed.
pub fn forget(tape: &Arc<Tape>) {
    locked(&TAPES).retain(|known| !Arc::ptr_eq(known, tape));
}

fn install() -> Result<(), &'static str> {
    static DONE: Mutex<bool> = Mutex::new(false);
    let mut done = locked(&DONE);
    if *done {
        return Ok(());
    }
    // SAFETY: both functions may be called at any time; the default table is never freed.
    let real = unsafe {
        if ffi::sqlite3_initialize() != ffi::SQLITE_OK {
            return Err("SQLite does not start");
        }
        ffi::sqlite3_vfs_find(std::ptr::null()).as_ref()
    };
    let real = real.ok_or("SQLite has no file system")?;
    REAL.get_or_init(|| Table(real));
    let mut ours = *real;
    ours.zName = c"crash".as_ptr();
    ours.pNext = std::ptr::null_mut();
    ours.xOpen = Some(open);
    ours.xDelete = Some(remove);
    let ours = Box::leak(Box::new(ours));
    // SAFETY: the table is never freed, and its functions follow SQLite's rules for them.
    match unsafe { ffi::sqlite3_vfs_register(ours, 1) } {
        ffi::SQLITE_OK => {
            *done = true;
            Ok(())
        }
        _ => Err("SQLite does not take the file system"),
    }
}

/// A poisoned lock is fine: nothing panics while it is held.
fn locked<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The tape and file that a path belongs to.
fn find(path: &Path) -> Option<(Arc<Tape>, File)> {
    let tapes = locked(&TAPES);
    tapes.iter().find_map(|tape| Some((tape.clone(), tape.file(path)?)))
}

/// # Safety
/// `name` is null or a string that ends with a zero byte.
unsafe fn path(name: *const c_char) -> Option<PathBuf> {
    if name.is_null() {
        return None;
    }
    // SAFETY: not null, and the caller promises the rest.
    let name = unsafe { CStr::from_ptr(name) };
    Some(PathBuf::from(OsStr::from_bytes(name.to_bytes())))
}

fn opened(file: *mut ffi::sqlite3_file) -> Option<Open> {
    locked(&FILES).get_or_insert_default().get(&file.addr()).cloned()
}

/// # Safety
/// As SQLite calls `xOpen`.
unsafe extern "C" fn open(
    vfs: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    let Some(open) = REAL.get().and_then(|real| real.0.xOpen) else {
        return ffi::SQLITE_CANTOPEN;
    };
    // SAFETY: SQLite gives a name that ends with a zero byte, or null.
    let path = unsafe { path(name) };
    let was_there = path.as_ref().is_some_and(|path| path.exists());
    // SAFETY: the arguments are SQLite's own. Our table is a copy of the real one, so that the
    // real function finds everything that it reads there.
    let code = unsafe { open(vfs, name, file, flags, out_flags) };
    let Some((tape, place)) = path.as_ref().and_then(|path| find(path)) else {
        return code;
    };
    if code != ffi::SQLITE_OK {
        return code;
    }
    if !was_there {
        tape.note(Event::Create(place));
    }
    // SAFETY: the real function has opened the file, so its methods are set, and they are
    // tables that live as long as the process.
    let real = unsafe { (*file).pMethods.as_ref() };
    if let Some(real) = real {
        locked(&FILES)
            .get_or_insert_default()
            .insert(file.addr(), Open { tape, file: place, real });
        // SAFETY: the file is open and nobody else uses it yet. The table is never freed.
        unsafe { (*file).pMethods = methods(real) };
    }
    code
}

/// The table of a file with ours in the places that matter, made once for each real table.
fn methods(real: &'static ffi::sqlite3_io_methods) -> *const ffi::sqlite3_io_methods {
    static MADE: Mutex<Vec<(usize, &'static Methods)>> = Mutex::new(Vec::new());
    let mut made = locked(&MADE);
    let address = std::ptr::from_ref(real).addr();
    if let Some((_, ours)) = made.iter().find(|(known, _)| *known == address) {
        return &ours.0;
    }
    let mut ours = *real;
    ours.xClose = Some(close);
    ours.xWrite = Some(write);
    ours.xTruncate = Some(resize);
    ours.xSync = Some(sync);
    let ours: &'static Methods = Box::leak(Box::new(Methods(ours)));
    made.push((address, ours));
    &ours.0
}

struct Methods(ffi::sqlite3_io_methods);

// SAFETY: a table of functions that nobody changes.
unsafe impl Sync for Methods {}

/// # Safety
/// As SQLite calls `xDelete`.
unsafe extern "C" fn remove(
    vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    sync_folder: c_int,
) -> c_int {
    let Some(delete) = REAL.get().and_then(|real| real.0.xDelete) else {
        return ffi::SQLITE_IOERR_DELETE;
    };
    // SAFETY: SQLite gives a name that ends with a zero byte.
    let path = unsafe { path(name) };
    // SAFETY: the arguments are SQLite's own.
    let code = unsafe { delete(vfs, name, sync_folder) };
    if let (ffi::SQLITE_OK, Some((tape, file))) = (code, path.as_ref().and_then(|p| find(p))) {
        tape.note(Event::Remove(file));
        if sync_folder != 0 {
            let covers = tape.length();
            tape.note(Event::Sync(file, covers));
        }
    }
    code
}

/// # Safety
/// As SQLite calls `xWrite`.
unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    bytes: *const c_void,
    length: c_int,
    offset: ffi::sqlite3_int64,
) -> c_int {
    let Some((open, write)) = opened(file)
        .and_then(|open| Some((open.real.xWrite?, open)))
        .map(|(write, open)| (open, write))
    else {
        return ffi::SQLITE_IOERR_WRITE;
    };
    // SAFETY: the arguments are SQLite's own.
    let code = unsafe { write(file, bytes, length, offset) };
    if let (ffi::SQLITE_OK, Ok(size), Ok(at)) =
        (code, usize::try_from(length), usize::try_from(offset))
    {
        // SAFETY: SQLite gives that many bytes.
        let bytes = unsafe { std::slice::from_raw_parts(bytes.cast::<u8>(), size) };
        open.tape.note(Event::Write(open.file, at, bytes.into()));
    }
    code
}

/// # Safety
/// As SQLite calls `xTruncate`.
unsafe extern "C" fn resize(file: *mut ffi::sqlite3_file, size: ffi::sqlite3_int64) -> c_int {
    let Some(open) = opened(file) else { return ffi::SQLITE_IOERR_TRUNCATE };
    let Some(truncate) = open.real.xTruncate else { return ffi::SQLITE_IOERR_TRUNCATE };
    // SAFETY: the arguments are SQLite's own.
    let code = unsafe { truncate(file, size) };
    if let (ffi::SQLITE_OK, Ok(size)) = (code, usize::try_from(size)) {
        open.tape.note(Event::Resize(open.file, size));
    }
    code
}

/// # Safety
/// As SQLite calls `xSync`.
unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, flags: c_int) -> c_int {
    let Some(open) = opened(file) else { return ffi::SQLITE_IOERR_FSYNC };
    let Some(sync) = open.real.xSync else { return ffi::SQLITE_IOERR_FSYNC };
    if open.tape.do_syncs_fail() {
        return ffi::SQLITE_IOERR_FSYNC;
    }
    let covers = open.tape.length();
    // SAFETY: the arguments are SQLite's own.
    let code = unsafe { sync(file, flags) };
    if code == ffi::SQLITE_OK {
        open.tape.note(Event::Sync(open.file, covers));
    }
    code
}

/// # Safety
/// As SQLite calls `xClose`.
unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    let open = locked(&FILES).get_or_insert_default().remove(&file.addr());
    match open.and_then(|open| open.real.xClose) {
        // SAFETY: the argument is SQLite's own.
        Some(close) => unsafe { close(file) },
        None => ffi::SQLITE_IOERR_CLOSE,
    }
}
