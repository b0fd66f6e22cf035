//! The sentences about what a programme gives back, in every language of ours.

use programme::format::Language;

/// `{name}` is a field.
pub(super) struct Sentences {
    pub(super) gives_back: &'static str,
    pub(super) sales: &'static str,
    pub(super) discounts: &'static str,
    pub(super) issued: &'static str,
    pub(super) marks: &'static str,
    pub(super) spent: &'static str,
}

impl Sentences {
    pub(super) fn of(language: Language) -> Self {
        match language {
            Language::En => Self {
                gives_back: "You give back {share} of your sales to members.",
                sales: "A year of 100 made-up members: {receipts} receipts, {amount} in sales.",
                discounts: "Discounts: {amount}.",
                issued: "Given: {amount} {units}, worth {worth}.",
                marks: "Given: {amount} {units}; what they turn into is counted as a discount.",
                spent: "Paid with them within the year: {amount}. The rest is still owed.",
            },
            Language::Ru => Self {
                gives_back: "Вы возвращаете участникам {share} продаж.",
                sales: "Год 100 вымышленных участников: чеков {receipts}, продажи на {amount}.",
                discounts: "Скидки: {amount}.",
                issued: "Начислено: {amount} {units} стоимостью {worth}.",
                marks: "Начислено: {amount} {units}; то, во что они превращаются, считается скидкой.",
                spent: "Ими оплачено за год: {amount}. Остальное вы ещё должны.",
            },
            Language::Az => Self {
                gives_back: "Satışların {share} hissəsini üzvlərə qaytarırsınız.",
                sales: "100 uydurma üzvün bir ili: {receipts} çek, satış {amount}.",
                discounts: "Endirimlər: {amount}.",
                issued: "Verilib: {amount} {units}, dəyəri {worth}.",
                marks: "Verilib: {amount} {units}; çevrildikləri endirim kimi sayılır.",
                spent: "İl ərzində onlarla ödənilib: {amount}. Qalanı hələ borcunuzdur.",
            },
            Language::Id => Self {
                gives_back: "Anda mengembalikan {share} dari penjualan kepada anggota.",
                sales: "Setahun dari 100 anggota rekaan: {receipts} struk, penjualan {amount}.",
                discounts: "Diskon: {amount}.",
                issued: "Diberikan: {amount} {units}, senilai {worth}.",
                marks: "Diberikan: {amount} {units}; hasil penukarannya dihitung sebagai diskon.",
                spent: "Dibayar dengannya selama setahun: {amount}. Sisanya masih terutang.",
            },
        }
    }
}
