//! What a disk may hold after the power failed.
//!
//! For each file the content that was synced is certain. Of everything after it, any part may
//! be there: whole writes, sectors of them, or in a torn sector neither the old bytes nor the
//! new ones. Bytes outside of a write are never touched by it, which is what SQLite and every
//! disk of today assume.

use super::tape::{Event, File, Record};
use crate::random::Random;
use std::path::Path;

/// What a disk writes as one.
const SECTOR: usize = 512;

/// A byte that nobody wrote.
const JUNK: u8 = 0xa5;

/// A file, or that there is none.
type Content = Option<Vec<u8>>;

/// Which of the writes without a sync have reached the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Luck {
    /// None of them.
    None,
    /// All of them.
    All,
    /// The first ones, the last of these in part.
    First,
    /// Any of them.
    Some,
    /// The last one only.
    Last,
    /// Any sectors of any of them.
    Sectors,
    /// Any sectors, and in the others that were being written there is junk.
    Torn,
}

impl Luck {
    /// All kinds.
    pub const ALL: [Self; 7] =
        [Self::None, Self::All, Self::First, Self::Some, Self::Last, Self::Sectors, Self::Torn];
}

/// The disk while a tape is played.
#[derive(Debug)]
pub struct Disk<'a> {
    record: &'a Record,
    next: usize,
    files: Vec<Platter<'a>>,
}

#[derive(Clone, Debug, Default)]
struct Platter<'a> {
    synced: Content,
    /// Events without a sync, with their places on the tape.
    pending: Vec<(usize, &'a Event)>,
}

impl<'a> Disk<'a> {
    /// An empty disk before the tape begins.
    pub fn new(record: &'a Record) -> Self {
        Self { record, next: 0, files: vec![Platter::default(); record.names.len()] }
    }

    /// Plays up to a place of the tape.
    pub fn play_to(&mut self, place: usize) {
        while self.next < place.min(self.record.events.len()) {
            let event = &self.record.events[self.next];
            match event {
                Event::Sync(file, covers) => {
                    if self.is_new_log(*file, *covers) {
                        self.sync_folder(*covers);
                    }
                    self.files[*file].sync(*covers);
                }
                Event::Create(file)
                | Event::Write(file, ..)
                | Event::Resize(file, _)
                | Event::Remove(file) => self.files[*file].pending.push((self.next, event)),
                Event::Answer(_) => {}
            }
            self.next += 1;
        }
    }

    /// SQLite syncs the folder together with the first sync of a new log or journal.
    fn is_new_log(&self, file: File, covers: usize) -> bool {
        let name = self.record.names[file].to_string_lossy();
        let mut pending = self.files[file].pending.iter().take_while(|(place, _)| *place < covers);
        (name.ends_with("-wal") || name.ends_with("-journal"))
            && pending.any(|(_, event)| matches!(event, Event::Create(_)))
    }

    /// Which files there are is certain from now on; what they hold is not.
    fn sync_folder(&mut self, covers: usize) {
        for file in &mut self.files {
            let removed = file
                .pending
                .iter()
                .rposition(|(place, event)| *place < covers && matches!(event, Event::Remove(_)));
            if let Some(removed) = removed {
                file.pending.drain(..=removed);
                file.synced = None;
            }
            let is_creation = |(place, event): &(usize, &Event)| {
                *place < covers && matches!(event, Event::Create(_))
            };
            if let Some(created) = file.pending.iter().position(is_creation) {
                file.pending.remove(created);
                file.synced = Some(Vec::new());
            }
        }
    }

    /// Writes the files that may be left when the power fails now.
    pub fn write_image(
        &self,
        folder: &Path,
        luck: Luck,
        random: &mut Random,
    ) -> std::io::Result<()> {
        for (name, platter) in self.record.names.iter().zip(&self.files) {
            let path = folder.join(name);
            match platter.left(luck, random) {
                Some(bytes) => std::fs::write(path, bytes)?,
                None if path.exists() => std::fs::remove_file(path)?,
                None => {}
            }
        }
        Ok(())
    }

    /// Files with writes that were not synced.
    pub fn unsynced(&self) -> usize {
        self.files.iter().filter(|file| !file.pending.is_empty()).count()
    }

    /// The content of a file as the program saw it.
    pub fn content(&self, file: File) -> Option<Vec<u8>> {
        let mut content = self.files[file].synced.clone();
        self.files[file].pending.iter().for_each(|(_, event)| apply(&mut content, event));
        content
    }
}

impl Platter<'_> {
    fn sync(&mut self, covers: usize) {
        let split = self.pending.partition_point(|(place, _)| *place < covers);
        for (_, event) in self.pending.drain(..split) {
            apply(&mut self.synced, event);
        }
    }

    fn left(&self, luck: Luck, random: &mut Random) -> Content {
        let mut content = self.synced.clone();
        let count = self.pending.len();
        let first = random.place(count + 1);
        for (index, (_, event)) in self.pending.iter().enumerate() {
            let is_last = index + 1 == count;
            match luck {
                Luck::None => {}
                Luck::All => apply(&mut content, event),
                Luck::First if index < first => apply(&mut content, event),
                Luck::First if index == first => apply_sectors(&mut content, event, random, false),
                Luck::First => {}
                Luck::Some if random.one_in(2) => apply(&mut content, event),
                Luck::Some => {}
                Luck::Last if is_last => apply(&mut content, event),
                // A file that does not exist cannot hold its last write.
                Luck::Last if matches!(event, Event::Create(_)) => apply(&mut content, event),
                Luck::Last => {}
                Luck::Sectors => apply_sectors(&mut content, event, random, false),
                Luck::Torn => apply_sectors(&mut content, event, random, true),
            }
        }
        content
    }
}

fn apply(content: &mut Content, event: &Event) {
    match event {
        Event::Create(_) => *content = Some(Vec::new()),
        Event::Remove(_) => *content = None,
        Event::Resize(_, size) => {
            if let Some(bytes) = content {
                bytes.resize(*size, 0);
            }
        }
        Event::Write(_, at, new) => put(content, *at, new),
        Event::Sync(..) | Event::Answer(_) => {}
    }
}

/// The same for some of the sectors only. Creating, removing and cutting happen or do not.
fn apply_sectors(content: &mut Content, event: &Event, random: &mut Random, junk: bool) {
    let Event::Write(_, at, new) = event else {
        if matches!(event, Event::Create(_)) || random.one_in(2) {
            apply(content, event);
        }
        return;
    };
    let mut from = 0;
    while from < new.len() {
        let to_boundary = SECTOR - (at + from) % SECTOR;
        let to = (from + to_boundary).min(new.len());
        if random.one_in(2) {
            put(content, at + from, &new[from..to]);
        } else if junk && random.one_in(2) {
            put(content, at + from, &vec![JUNK; to - from]);
        }
        from = to;
    }
}

/// Writes into a file that is there; what lies between its end and the bytes is zero.
fn put(content: &mut Content, at: usize, new: &[u8]) {
    let Some(bytes) = content else { return };
    let end = at + new.len();
    if bytes.len() < end {
        bytes.resize(end, 0);
    }
    bytes[at..end].copy_from_slice(new);
}

#[cfg(test)]
mod tests {
    use super::super::tape::Tape;
    use super::*;

    fn tape() -> Record {
        let tape = Tape::new(Path::new("/disk"));
        assert_eq!(tape.file(Path::new("/disk/a")), Some(0));
        tape.note(Event::Create(0));
        tape.note(Event::Write(0, 0, vec![1; 1024].into()));
        tape.note(Event::Sync(0, 2));
        tape.note(Event::Write(0, 0, vec![2; 1024].into()));
        tape.note(Event::Write(0, 1024, vec![3; 512].into()));
        tape.read()
    }

    fn left(luck: Luck, seed: u64) -> Vec<u8> {
        let record = tape();
        let mut disk = Disk::new(&record);
        disk.play_to(5);
        disk.files[0].left(luck, &mut Random::new(seed)).expect("the file is there")
    }

    #[test]
    fn what_was_synced_stays() {
        assert_eq!(left(Luck::None, 1), vec![1; 1024]);
        let everything = [vec![2; 1024], vec![3; 512]].concat();
        assert_eq!(left(Luck::All, 1), everything);
        assert_eq!(left(Luck::Last, 1), [vec![1; 1024], vec![3; 512]].concat());
    }

    #[test]
    fn sectors_are_old_or_new_and_torn_ones_are_junk() {
        let (mut mixed, mut junk) = (false, false);
        for seed in 0..64 {
            let sectors = left(Luck::Sectors, seed);
            assert!(sectors.chunks(SECTOR).all(|sector| sector.iter().all(|b| *b == sector[0])));
            mixed |= sectors[0] != sectors[SECTOR];
            junk |= left(Luck::Torn, seed).contains(&JUNK);
        }
        assert!(mixed && junk);
    }

    #[test]
    fn a_new_log_makes_certain_which_files_there_are() {
        let tape = Tape::new(Path::new("/disk"));
        tape.file(Path::new("/disk/a-journal"));
        tape.file(Path::new("/disk/a-wal"));
        for event in [Event::Create(0), Event::Sync(0, 1), Event::Remove(0), Event::Create(1)] {
            tape.note(event);
        }
        tape.note(Event::Sync(1, 4));
        let record = tape.read();
        let left = |place| {
            let mut disk = Disk::new(&record);
            disk.play_to(place);
            disk.files[0].left(Luck::None, &mut Random::new(1))
        };
        assert_eq!(left(4), Some(Vec::new()), "the journal may come back");
        assert_eq!(left(5), None, "it does not any more");
    }

    #[test]
    fn a_sync_covers_only_what_was_written_before_it_began() {
        let mut record = tape();
        record.events.push(Event::Sync(0, 4));
        let mut disk = Disk::new(&record);
        disk.play_to(6);
        let left = disk.files[0].left(Luck::None, &mut Random::new(1));
        assert_eq!(left, Some(vec![2; 1024]));
        assert_eq!(disk.unsynced(), 1);
    }
}
