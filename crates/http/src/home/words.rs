//! What the home page says, in the languages of the screens.

/// One language of the home page. `{...}` are holes that the page fills.
pub(super) struct Words {
    /// Its tag.
    pub(super) tag: &'static str,
    /// With `{version}`.
    pub(super) programme: &'static str,
    pub(super) no_programme: &'static str,
    pub(super) demo: &'static str,
    /// With `{now}`.
    pub(super) sandbox: &'static str,
    /// Console, till and member app: name, and for whom.
    pub(super) screens: [(&'static str, &'static str); 3],
    pub(super) open: &'static str,
    /// With `{who}`.
    pub(super) enter_as: &'static str,
    /// With `{who}`.
    pub(super) also_as: &'static str,
    pub(super) read_on: &'static str,
    /// Rules, reference, problem codes, readiness, measures.
    pub(super) links: [&'static str; 5],
    /// Roles as a demo has them: their word in addresses, and their name.
    roles: [(&'static str, &'static str); 7],
}

impl Words {
    /// Those for a language tag; English for all others.
    pub(super) fn of(tag: &str) -> &'static Self {
        let language = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        ALL.iter().find(|words| words.tag == language).unwrap_or(&ALL[0])
    }

    /// The name of a role.
    pub(super) fn role(&self, word: &str) -> &'static str {
        self.roles.iter().find(|(role, _)| *role == word).map_or("", |(_, name)| name)
    }
}

/// English first.
static ALL: [Words; 4] = [
    Words {
        tag: "en",
        programme: "Version {version} of the programme counts.",
        no_programme: "No programme counts yet: begin in the console.",
        demo: "This is a demo: enter with one click, and break what you like.",
        sandbox: "Test mode: the clock stands at {now}.",
        screens: [
            (
                "Console",
                "For the owner and everybody in the office: the programme, members, offers, figures.",
            ),
            ("Till", "For cashiers: scan, charge, undo. Goes on without network."),
            ("Member app", "For members, on the phone: card, points, rewards, history."),
        ],
        open: "Open",
        enter_as: "Enter as {who}",
        also_as: "As {who}",
        read_on: "To read on",
        links: ["Rules for members", "API reference", "Problem codes", "Readiness", "Measures"],
        roles: [
            ("owner", "owner"),
            ("marketer", "marketer"),
            ("analyst", "analyst"),
            ("finance", "finance"),
            ("support", "support"),
            ("cashier", "cashier"),
            ("member", "member"),
        ],
    },
    Words {
        tag: "ru",
        programme: "Действует версия {version} программы.",
        no_programme: "Программы пока нет: начните в консоли.",
        demo: "Это демонстрация: войдите одним нажатием и ломайте что угодно.",
        sandbox: "Тестовый режим: на часах {now}.",
        screens: [
            ("Консоль", "Для владельца и всего офиса: программа, участники, акции, цифры."),
            ("Касса", "Для кассиров: сканировать, пробить, отменить. Работает и без сети."),
            (
                "Приложение участника",
                "Для участников, на телефоне: карта, баллы, награды, история.",
            ),
        ],
        open: "Открыть",
        enter_as: "Войти: {who}",
        also_as: "{who}",
        read_on: "Читать дальше",
        links: [
            "Правила для участников",
            "Справочник API",
            "Коды ошибок",
            "Готовность",
            "Показатели",
        ],
        roles: [
            ("owner", "владелец"),
            ("marketer", "маркетолог"),
            ("analyst", "аналитик"),
            ("finance", "финансист"),
            ("support", "поддержка"),
            ("cashier", "кассир"),
            ("member", "участник"),
        ],
    },
    Words {
        tag: "az",
        programme: "Proqramın {version} nömrəli versiyası qüvvədədir.",
        no_programme: "Hələ proqram yoxdur: konsolda başlayın.",
        demo: "Bu, nümayişdir: bir kliklə daxil olun və istədiyinizi sınayın.",
        sandbox: "Sınaq rejimi: saat {now} göstərir.",
        screens: [
            ("Konsol", "Sahibkar və ofis üçün: proqram, üzvlər, təkliflər, rəqəmlər."),
            ("Kassa", "Kassirlər üçün: skan etmək, hesablamaq, geri almaq. Şəbəkəsiz də işləyir."),
            ("Üzv tətbiqi", "Üzvlər üçün, telefonda: kart, ballar, mükafatlar, tarixçə."),
        ],
        open: "Aç",
        enter_as: "Daxil ol: {who}",
        also_as: "{who}",
        read_on: "Davamını oxumaq",
        links: ["Üzvlər üçün qaydalar", "API arayışı", "Xəta kodları", "Hazırlıq", "Göstəricilər"],
        roles: [
            ("owner", "sahibkar"),
            ("marketer", "marketoloq"),
            ("analyst", "analitik"),
            ("finance", "maliyyəçi"),
            ("support", "dəstək"),
            ("cashier", "kassir"),
            ("member", "üzv"),
        ],
    },
    Words {
        tag: "id",
        programme: "Versi {version} dari program berlaku.",
        no_programme: "Belum ada program: mulailah di konsol.",
        demo: "Ini demo: masuk dengan satu klik, dan cobalah apa saja.",
        sandbox: "Mode uji: jam menunjukkan {now}.",
        screens: [
            ("Konsol", "Untuk pemilik dan semua orang kantor: program, anggota, penawaran, angka."),
            ("Kasir", "Untuk kasir: pindai, hitung, batalkan. Tetap jalan tanpa jaringan."),
            ("Aplikasi anggota", "Untuk anggota, di ponsel: kartu, poin, hadiah, riwayat."),
        ],
        open: "Buka",
        enter_as: "Masuk sebagai {who}",
        also_as: "Sebagai {who}",
        read_on: "Bacaan lanjut",
        links: ["Aturan untuk anggota", "Referensi API", "Kode masalah", "Kesiapan", "Ukuran"],
        roles: [
            ("owner", "pemilik"),
            ("marketer", "pemasar"),
            ("analyst", "analis"),
            ("finance", "keuangan"),
            ("support", "dukungan"),
            ("cashier", "kasir"),
            ("member", "anggota"),
        ],
    },
];
