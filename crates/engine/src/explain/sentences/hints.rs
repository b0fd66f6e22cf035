//! Lines for the cashier, and parts of other sentences.

use super::Row;

/// The rows, by subject.
pub(super) const ROWS: &[Row] = &[
    Row {
        key: "terms.active",
        en: ", usable from {day}",
        ru: ", доступно с {day}",
        az: ", {day} tarixindən istifadə oluna bilər",
        id: ", bisa dipakai mulai {day}",
    },
    Row {
        key: "terms.expires",
        en: ", until {day}",
        ru: ", до {day}",
        az: ", {day} tarixinə qədər",
        id: ", sampai {day}",
    },
    Row {
        key: "missing",
        en: "Missing: {missing}.",
        ru: "Не хватает: {missing}.",
        az: "Çatmır: {missing}.",
        id: "Kurang: {missing}.",
    },
    Row {
        key: "hint.spend_more",
        en: "{missing} more for {gives}",
        ru: "Ещё {missing} до: {gives}",
        az: "{gives} üçün daha {missing}",
        id: "{missing} lagi untuk {gives}",
    },
    Row {
        key: "hint.next_tier",
        en: "{missing} more to {subject}",
        ru: "Ещё {missing} до уровня {subject}",
        az: "{subject} səviyyəsinə qədər daha {missing}",
        id: "{missing} lagi ke level {subject}",
    },
    Row {
        key: "hint.stamps_left",
        en: "{missing} more and {subject} is complete",
        ru: "Ещё {missing}, и {subject}: карта заполнена",
        az: "Daha {missing}, və {subject}: kart tamamlanır",
        id: "{missing} lagi dan {subject} lengkap",
    },
    Row {
        key: "hint.next_reward",
        en: "{missing} more for {subject}",
        ru: "Ещё {missing} до: {subject}",
        az: "{subject} üçün daha {missing}",
        id: "{missing} lagi untuk {subject}",
    },
    Row {
        key: "hint.coupon_waiting",
        en: "A coupon is waiting: {subject}",
        ru: "Есть купон: {subject}",
        az: "Kupon gözləyir: {subject}",
        id: "Ada kupon: {subject}",
    },
    Row {
        key: "hint.activate",
        en: "Activate {subject}: {gives}",
        ru: "Активируйте: {subject}, {gives}",
        az: "Aktivləşdirin: {subject}, {gives}",
        id: "Aktifkan {subject}: {gives}",
    },
    Row {
        key: "hint.activate_only",
        en: "Activate {subject}",
        ru: "Активируйте: {subject}",
        az: "Aktivləşdirin: {subject}",
        id: "Aktifkan {subject}",
    },
    Row {
        key: "hint.membership_ends",
        en: "{subject} ends on {until}",
        ru: "{subject}: заканчивается {until}",
        az: "{subject}: {until} tarixində bitir",
        id: "{subject} berakhir pada {until}",
    },
    Row {
        key: "hint.quest_step",
        en: "{missing} more for {subject}",
        ru: "Ещё {missing} до: {subject}",
        az: "{subject} üçün daha {missing}",
        id: "{missing} lagi untuk {subject}",
    },
    Row {
        key: "hint.choose",
        en: "{subject}: a choice can be made",
        ru: "{subject}: можно сделать выбор",
        az: "{subject}: seçim etmək olar",
        id: "{subject}: pilihan bisa dibuat",
    },
];
