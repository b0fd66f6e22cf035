//! The published names of conditions: one table with type, place and meaning.
//!
//! The check, the reference pages and the console all read [`NAMES`] and [`FAMILIES`]. What depends on the document
//! (attributes, metrics, units, tier tracks) is declared in [`Schema`](super::Schema).

use std::fmt;

/// The type of a value in a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Type {
    /// True or false.
    Bool,
    /// A plain number: a count, a quantity, points.
    Number,
    /// Money in major units of the programme's currency.
    Money,
    /// A text.
    Text,
    /// A moment.
    Time,
    /// A length of time.
    Span,
    /// A list of texts.
    Texts,
    /// The lines of the basket.
    Lines,
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bool => "true or false",
            Self::Number => "a number",
            Self::Money => "money",
            Self::Text => "a text",
            Self::Time => "a time",
            Self::Span => "a duration",
            Self::Texts => "a list of texts",
            Self::Lines => "the lines of the basket",
        })
    }
}

/// What a condition is asked about; decides which roots are visible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// One line of a basket.
    Line,
    /// A whole basket.
    Basket,
    /// A member, with no purchase at hand.
    Member,
    /// A custom event.
    Event,
}

/// The first word of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each is the word itself; the families say what is below")]
pub enum Root {
    Line,
    Basket,
    Member,
    Store,
    Till,
    Time,
    Metric,
    MetricPrevious,
    Balance,
    Choice,
    Event,
}

impl Root {
    /// All roots.
    pub const ALL: [Self; 11] = [
        Self::Line,
        Self::Basket,
        Self::Member,
        Self::Store,
        Self::Till,
        Self::Time,
        Self::Metric,
        Self::MetricPrevious,
        Self::Balance,
        Self::Choice,
        Self::Event,
    ];

    /// As written in a condition.
    pub fn word(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Basket => "basket",
            Self::Member => "member",
            Self::Store => "store",
            Self::Till => "till",
            Self::Time => "time",
            Self::Metric => "metric",
            Self::MetricPrevious => "metric_previous",
            Self::Balance => "balance",
            Self::Choice => "choice",
            Self::Event => "event",
        }
    }

    /// The root of that word.
    pub fn find(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|root| root.word() == word)
    }

    /// Whether conditions of this scope can name it.
    pub fn visible_in(self, scope: Scope) -> bool {
        match self {
            Self::Line => scope == Scope::Line,
            Self::Basket => matches!(scope, Scope::Line | Scope::Basket),
            Self::Event => scope == Scope::Event,
            Self::Store | Self::Till => scope != Scope::Member,
            Self::Member
            | Self::Time
            | Self::Metric
            | Self::MetricPrevious
            | Self::Balance
            | Self::Choice => true,
        }
    }
}

/// One published name.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    /// The fact it stands for.
    pub fact: Fact,
    /// As written in a condition.
    pub path: &'static str,
    /// Its type.
    pub kind: Type,
    /// Every value it can have; empty when open.
    pub values: &'static [&'static str],
    /// What it is, in a sentence.
    pub about: &'static str,
}

/// A published family of names that the document completes.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// As written in a condition, the declared key in capitals.
    pub path: &'static str,
    /// What it is, in a sentence.
    pub about: &'static str,
}

macro_rules! names {
    ($($fact:ident $path:literal $kind:ident $([$($value:literal),*])? $about:literal)*) => {
        /// A value that a condition reads. Numbers in the document's own names are places in the order of declaration.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Fact {
            $(#[doc = $about] $fact,)*
            /// Key of the member's tier in a track.
            Tier(u16),
            /// A metric in its current window.
            Metric(u16),
            /// A metric in the window before.
            MetricPrevious(u16),
            /// Spendable balance of a unit.
            Balance(u16),
            /// What the member picked in a choice.
            Choice(u16),
        }

        /// Every published name that is the same in all documents.
        pub const NAMES: &[Name] = &[
            $(Name {
                fact: Fact::$fact,
                path: $path,
                kind: Type::$kind,
                values: &[$($($value),*)?],
                about: $about,
            },)*
        ];

        impl Fact {
            /// The root it hangs on.
            pub fn root(self) -> Root {
                let path = match self {
                    $(Self::$fact => $path,)*
                    Self::Tier(_) => "member",
                    Self::Metric(_) => "metric",
                    Self::MetricPrevious(_) => "metric_previous",
                    Self::Balance(_) => "balance",
                    Self::Choice(_) => "choice",
                };
                let word = path.split('.').next().unwrap_or(path);
                Root::find(word).expect("every path of the table begins with a root, as a test shows")
            }
        }
    };
}

names! {
    LineSku "line.sku" Text "Product code of the line."
    LineName "line.name" Text "Name of the product."
    LineCategory "line.category" Text "Main category of the product."
    LineCategories "line.categories" Texts "All categories of the product, the main one included."
    LineBrand "line.brand" Text "Brand of the product."
    LineKind "line.kind" Text ["goods", "shipping", "fee", "deposit", "tip", "certificate", "top_up", "donation"]
        "What the line is: goods, shipping, fee, deposit, tip, certificate, top_up or donation."
    LineQuantity "line.quantity" Number "How many pieces, or how much by weight."
    LinePrice "line.price" Money "Price of one."
    LineAmount "line.amount" Money "Price of the whole line before discounts."
    LinePaid "line.paid" Money "Price of the whole line after the discounts so far."
    LineCost "line.cost" Money "What the whole line costs the shop; missing when the till does not tell."
    LineOnSale "line.on_sale" Bool "Already reduced by the shop itself."
    LineTags "line.tags" Texts "Free words on the product."

    BasketTotal "basket.total" Money "Goods in the basket after the discounts so far."
    BasketOriginalTotal "basket.original_total" Money "Goods in the basket before any discount."
    BasketQuantity "basket.quantity" Number "Pieces of goods in the basket."
    BasketLines "basket.lines" Lines "The lines: for exists, exists_one, all, filter and size."
    BasketChannel "basket.channel" Text "Where the purchase happens: till, web, app, phone."
    BasketCurrency "basket.currency" Text "ISO code of the currency."
    BasketCoupons "basket.coupons" Texts "Keys of the coupons presented."
    BasketTenders "basket.tenders" Texts "Kinds of payment used: cash, card, ..."
    BasketFirst "basket.first" Bool "The member's first purchase."
    BasketLinked "basket.linked" Bool "It belongs to an earlier receipt that was not returned."
    BasketLinkedDays "basket.linked_days" Number
        "Whole days since that receipt; missing when there is none."

    MemberKnown "member.known" Bool "Somebody identified as a member."
    MemberBlocked "member.blocked" Bool "The member is blocked."
    MemberTenureDays "member.tenure_days" Number "Whole days since enrolment."
    MemberTenureYears "member.tenure_years" Number "Whole years since enrolment."
    MemberAgeYears "member.age_years" Number "Age; missing when the birthday is unknown."
    MemberBirthdayToday "member.birthday_today" Bool "Today is the member's birthday."
    MemberDaysToBirthday "member.days_to_birthday" Number
        "Days until the next birthday, zero on the day; missing when unknown."
    MemberBirthdayMonth "member.birthday_month" Bool "The member was born in the current month."
    MemberTags "member.tags" Texts "Free words on the member."
    MemberSegments "member.segments" Texts "Keys of the segments the member is in."
    MemberJoinChannel "member.join_channel" Text "Channel of the enrolment."
    MemberJoinStore "member.join_store" Text "Store of the enrolment."
    MemberLanguage "member.language" Text "Preferred language."
    MemberCountry "member.country" Text "Country of residence."
    MemberConsents "member.consents" Texts "Keys of the consents in force."
    MemberMemberships "member.memberships" Texts "Keys of the paid memberships in force."
    MemberVerified "member.verified" Texts "Keys of what the member has proven and still counts."
    MemberProducts "member.products" Texts "Keys of the products that the member registered."
    MemberGroups "member.groups" Texts
        "Kinds and short names of the groups that the member belongs to, and roles as `ROLE@KIND`."
    MemberReferred "member.referred" Bool "Another member brought this one."
    MemberAffiliate "member.affiliate" Text "The partner who brought the member; missing when none did."
    MemberPurchases "member.purchases" Number "How many purchases the member made before this one."

    StoreId "store.id" Text "The shop's own code of the store."
    StoreCountry "store.country" Text "Country of the store."
    StoreRegion "store.region" Text "Region of the store."
    StoreTags "store.tags" Texts "Free words on the store."
    StoreBrand "store.brand" Text "Brand of the store."
    StorePartner "store.partner" Text "Coalition partner that runs the store."
    TillId "till.id" Text "The till."

    TimeNow "time.now" Time "The moment of the activity."
    TimeHour "time.hour" Number "Hour of the day, 0 to 23, in the programme's time zone."
    TimeMinute "time.minute" Number "Minute of the hour, 0 to 59."
    TimeWeekday "time.weekday" Number "Day of the week, 1 Monday to 7 Sunday."
    TimeDay "time.day" Number "Day of the month."
    TimeMonth "time.month" Number "Month, 1 to 12."
    TimeYear "time.year" Number "Year."
    TimeDate "time.date" Text "The day as YYYY-MM-DD; compares in order of time."
    TimeSalePeriod "time.sale_period" Bool "Inside a sale period that the document declares."

    EventKey "event.key" Text "Which custom event."
    EventQuantity "event.quantity" Number "How many, as the event tells."
    EventAmount "event.amount" Money "Money of the event; missing when it has none."
}

/// The families that a document completes.
pub const FAMILIES: &[Family] = &[
    Family { path: "line.attributes.NAME", about: "A declared attribute of the line." },
    Family { path: "basket.attributes.NAME", about: "A declared attribute of the basket." },
    Family { path: "member.attributes.NAME", about: "A declared attribute of the member." },
    Family { path: "store.attributes.NAME", about: "A declared attribute of the store." },
    Family { path: "event.attributes.NAME", about: "A declared attribute of the event." },
    Family { path: "member.tier.TRACK", about: "Key of the member's tier in a track, a text." },
    Family { path: "metric.KEY", about: "A metric in its current window." },
    Family { path: "metric_previous.KEY", about: "A metric in the window before." },
    Family { path: "balance.UNIT", about: "Spendable balance of a unit, a number." },
    Family { path: "choice.NAME", about: "What the member picked in a choice, a list of texts." },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_published_name_has_a_root_and_stands_once() {
        for (place, name) in NAMES.iter().enumerate() {
            assert!(name.path.starts_with(name.fact.root().word()), "{}", name.path);
            assert!(
                NAMES[place + 1..].iter().all(|other| other.path != name.path),
                "{}",
                name.path
            );
        }
        for family in FAMILIES {
            let word = family.path.split('.').next().expect("a split has a first part");
            assert!(Root::find(word).is_some(), "{}", family.path);
        }
    }
}
