//! The files.

use super::Starter;
use crate::expand::formats;
use crate::source::{Reader, SourceFile};
use std::sync::LazyLock;

const FILES: [(&str, &str); 12] = [
    ("cashback", include_str!("kinds/cashback.yaml")),
    ("points", include_str!("kinds/points.yaml")),
    ("stamps", include_str!("kinds/stamps.yaml")),
    ("tiers", include_str!("kinds/tiers.yaml")),
    ("discount-card", include_str!("kinds/discount-card.yaml")),
    ("growing-discount", include_str!("kinds/growing-discount.yaml")),
    ("bigger-basket", include_str!("kinds/bigger-basket.yaml")),
    ("next-visit", include_str!("kinds/next-visit.yaml")),
    ("hotel", include_str!("kinds/hotel.yaml")),
    ("bring-a-friend", include_str!("kinds/bring-a-friend.yaml")),
    ("paid-club", include_str!("kinds/paid-club.yaml")),
    ("buy-get", include_str!("kinds/buy-get.yaml")),
];

pub(super) static ALL: LazyLock<Vec<Starter>> = LazyLock::new(|| {
    let reader = Reader::<Starter>::new(formats());
    let read = |(name, text): &(&str, &str)| {
        let file = SourceFile::new(name, text);
        let file = file.unwrap_or_else(|faults| panic!("starter {name}: {faults}"));
        let starter = reader.read(&file);
        starter.map(|read| read.0).unwrap_or_else(|faults| panic!("starter {name}: {faults}"))
    };
    FILES.iter().map(read).collect()
});
