//! Receipts in any number, like those of a real shop.

use crate::Fault;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// A file of the folder with real data, when it is there.
pub fn real(name: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder =
        std::env::var_os("TESSERA_DATA").map_or_else(|| root.join("../shared/data"), PathBuf::from);
    Some(folder.join(name)).filter(|file| file.is_file())
}

/// So many receipts of one to nine lines over a year and a half, in the order of time, the same
/// every time. Every fiftieth has no member, one in twenty is a return.
pub fn receipts(count: u32) -> Result<String, Fault> {
    let mut text = String::with_capacity(count as usize * 300);
    text.push_str("member_id,basket_id,ts,store_id,product_id,category,qty,amount\n");
    let members = (count / 12).max(1);
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut draw = |below: u32| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        u32::try_from(state >> 33).unwrap_or(0) % below
    };
    for number in 0..count {
        let minute = u64::from(number) * 788_400 / u64::from(count);
        let (day, minute) = (minute / 1_440, minute % 1_440);
        let (month, day) = (day / 28, 1 + day % 28);
        let (year, month) = (2024 + month / 12, 1 + month % 12);
        let (hour, minute) = (minute / 60, minute % 60);
        let member = draw(members);
        let known = if number % 50 == 0 { String::new() } else { member.to_string() };
        let back = number % 20 == 19;
        let sign = if back { "-" } else { "" };
        for line in 0..=draw(if back { 1 } else { 9 }) {
            let product = (member * 7 + line * 3 + draw(3)) % 4_000;
            let price = 150 + product * 13 % 9_000;
            let quantity = 1 + draw(3);
            let amount = price * quantity;
            writeln!(
                text,
                "{known},{number},{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00,s{},p{product},c{},{sign}{quantity},{sign}{}.{:02}",
                member % 40,
                product % 30,
                amount / 100,
                amount % 100
            )?;
        }
    }
    Ok(text)
}
