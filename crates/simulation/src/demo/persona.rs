//! Faces for numbers: the same seed and number give the same person.

use crate::history::Shopper;
use model::Key;
use model::activity::{Birthday, Profile};

/// Somebody made up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Persona {
    /// First name.
    pub first_name: &'static str,
    /// Last name.
    pub last_name: &'static str,
    /// Day of birth.
    pub birthday: Birthday,
    /// Language tag.
    pub language: Key,
}

const FIRST: [&str; 40] = [
    "Ada", "Alina", "Amir", "Anna", "Aysel", "Boris", "Budi", "Carla", "Daria", "David", "Dewi",
    "Elena", "Elif", "Emil", "Eva", "Farid", "Gleb", "Hana", "Igor", "Ines", "Ivan", "Jonas",
    "Kamal", "Karim", "Leyla", "Lina", "Maria", "Marta", "Mikhail", "Nadia", "Nigar", "Olga",
    "Pavel", "Rashad", "Rosa", "Sara", "Sofia", "Tomas", "Vera", "Yusuf",
];

const LAST: [&str; 40] = [
    "Aliyev",
    "Almeida",
    "Antonov",
    "Becker",
    "Belov",
    "Castro",
    "Danilov",
    "Fischer",
    "Garcia",
    "Gurbanov",
    "Haddad",
    "Hartono",
    "Ibrahim",
    "Ivanov",
    "Jensen",
    "Kaya",
    "Klein",
    "Kozlov",
    "Kurniawan",
    "Lopez",
    "Mammadov",
    "Marino",
    "Meyer",
    "Morozov",
    "Novak",
    "Orlov",
    "Petrov",
    "Quliyev",
    "Rossi",
    "Santoso",
    "Schmidt",
    "Silva",
    "Smirnov",
    "Sokolov",
    "Suryadi",
    "Torres",
    "Volkov",
    "Weber",
    "Wibowo",
    "Yilmaz",
];

/// One draw after another from a seed (splitmix64): good enough for faces, never for codes.
struct Draws(u64);

impl Draws {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (value ^ (value >> 31)) % end.max(1)
    }

    fn pick(&mut self, list: &[&'static str]) -> &'static str {
        let at = self.below(list.len() as u64);
        list[usize::try_from(at).unwrap_or(0)]
    }
}

/// The person behind a number.
pub fn persona(seed: u64, number: u32) -> Persona {
    let mut draws = Draws(seed ^ (u64::from(number) << 20));
    let small = |value: u64| i8::try_from(value).unwrap_or(1);
    Persona {
        first_name: draws.pick(&FIRST),
        last_name: draws.pick(&LAST),
        birthday: Birthday {
            month: small(draws.below(12) + 1),
            day: small(draws.below(28) + 1),
            year: i16::try_from(1945 + draws.below(60)).ok(),
        },
        language: Key::new(draws.pick(&["en", "ru"])),
    }
}

/// What rules know about a shopper: what the file says, and the facts of the persona.
pub fn profile(shopper: &Shopper, personas: Option<u64>, number: u32) -> Profile {
    let persona = personas.map(|seed| persona(seed, number));
    Profile {
        birthday: persona.as_ref().map(|p| p.birthday),
        language: persona.map(|p| p.language),
        country: shopper.country.clone(),
        ..Profile::default()
    }
}
