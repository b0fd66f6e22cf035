//! The sentences, per locale. `{name}` is replaced by a field.

use model::code::LIST;

/// Named values that a sentence mentions.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    pub(super) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|f| f.0 != name);
        self.0.push((name.to_owned(), value.into()));
    }
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|f| f.0 == name).map(|f| f.1.as_str())
    }
    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| !value.is_empty())
    }
}

/// The sentence of a key in a locale, with its fields filled in.
pub(super) fn fill(key: &str, locale: &str, fields: &Fields) -> String {
    let template = sentence(key, locale);
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            break;
        };
        text.push_str(fields.get(name).unwrap_or_default());
        rest = tail;
    }
    text.push_str(rest);
    let text = text.trim();
    text.strip_prefix(": ").unwrap_or(text).to_owned()
}

/// The template of a key: the locale's own, else English, else the title in
/// the list of codes.
fn sentence(key: &str, locale: &str) -> &'static str {
    let language = locale.split('-').next().unwrap_or(locale);
    let row = ROWS.iter().find(|row| row.0 == key);
    match (row, language) {
        (Some(row), "ru") => row.2,
        (Some(row), _) => row.1,
        (None, _) => LIST.iter().find(|e| e.code == key).map_or("", |e| e.title),
    }
}

/// Key, English, Russian.
pub(super) const ROWS: &[(&str, &str, &str)] = &[
    ("event.discounted", "{rule}: {amount} off", "{rule}: скидка {amount}"),
    ("event.discounted_rate", "{rule}: {rate} off, {amount}", "{rule}: скидка {rate}, {amount}"),
    ("event.earned", "{rule}: {amount} earned{terms}", "{rule}: начислено {amount}{terms}"),
    (
        "event.earned_base",
        "{rule}: {amount} earned for {base}{terms}",
        "{rule}: начислено {amount} за {base}{terms}",
    ),
    (
        "event.earned_factor",
        "{rule}: {amount} earned on top, {factor} times the usual{terms}",
        "{rule}: начислено ещё {amount}, в {factor} раза больше обычного{terms}",
    ),
    ("event.spent", "{amount} spent", "списано {amount}"),
    (
        "event.spent_value",
        "{amount} paid {value} of the receipt",
        "{amount}: оплачено {value} чека",
    ),
    ("event.spent_reward", "{amount} spent on {rule}", "списано {amount}: {rule}"),
    ("event.spent_conversion", "{amount} turned into: {rule}", "{amount} превратились в: {rule}"),
    (
        "event.unearned",
        "{rule}: {amount} taken back, because goods were returned",
        "{rule}: снято {amount} из-за возврата",
    ),
    ("event.unspent", "{amount} given back", "возвращено {amount}"),
    ("event.adjusted", "corrected by {amount}: {reason}", "исправление на {amount}: {reason}"),
    ("event.hold_placed", "{amount} reserved until {until}", "{amount} в резерве до {until}"),
    ("event.hold_released", "a reservation ended", "резерв снят"),
    (
        "event.lapsed",
        "{rule}: expired for lack of activity",
        "{rule}: сгорело из-за отсутствия покупок",
    ),
    ("event.enrolled", "joined the programme", "вступление в программу"),
    ("event.blocked", "blocked by staff", "заблокировано сотрудником"),
    ("event.unblocked", "no longer blocked", "разблокировано"),
    ("event.tier_joined", "{tier} from joining", "{tier} с момента вступления"),
    ("event.tier_reached", "{tier} reached{terms}", "достигнут уровень {tier}{terms}"),
    ("event.tier_renewed", "{tier} renewed{terms}", "уровень {tier} продлён{terms}"),
    (
        "event.tier_lapsed",
        "{tier} from now on, because the period ended without requalification",
        "теперь уровень {tier}: условия за период не выполнены",
    ),
    (
        "event.tier_inactive",
        "{tier} from now on, because there was no purchase in the period",
        "теперь уровень {tier}: за период не было покупок",
    ),
    ("event.tier_invited", "{tier} by invitation", "{tier} по приглашению"),
    (
        "event.tier_returned",
        "{tier} from now on, because goods were returned",
        "теперь уровень {tier} из-за возврата",
    ),
    ("event.coupon_granted", "{coupon}: coupon received{terms}", "{coupon}: получен купон{terms}"),
    ("event.coupon_used", "{coupon}: coupon used", "{coupon}: купон использован"),
    ("event.coupon_restored", "{coupon}: coupon given back", "{coupon}: купон возвращён"),
    ("event.coupon_expired", "a coupon expired", "срок купона истёк"),
    ("event.coupon_revoked", "a coupon was taken back", "купон отозван"),
    ("event.reward_claimed", "{reward} chosen, {quantity}", "выбрано: {reward}, {quantity}"),
    ("event.reward_cancelled", "a reward was given back", "награда возвращена"),
    (
        "event.certificate_used",
        "{amount} paid from certificate {certificate}",
        "{amount} оплачено сертификатом {certificate}",
    ),
    (
        "event.certificate_refunded",
        "{amount} went back to the certificate",
        "{amount} возвращено на сертификат",
    ),
    (
        "event.certificate_issued",
        "certificate for {amount}{terms}",
        "сертификат на {amount}{terms}",
    ),
    ("event.action", "{action}: counted", "{action}: учтено"),
    ("terms.active", ", usable from {day}", ", доступно с {day}"),
    ("terms.expires", ", until {day}", ", до {day}"),
    ("missing", "Missing: {missing}.", "Не хватает: {missing}."),
    ("hint.spend_more", "{missing} more for {gives}", "Ещё {missing} до: {gives}"),
    ("hint.next_tier", "{missing} more to {subject}", "Ещё {missing} до уровня {subject}"),
    (
        "hint.stamps_left",
        "{missing} more and {subject} is complete",
        "Ещё {missing}, и {subject}: карта заполнена",
    ),
    ("hint.next_reward", "{missing} more for {subject}", "Ещё {missing} до: {subject}"),
    ("hint.coupon_waiting", "A coupon is waiting: {subject}", "Есть купон: {subject}"),
    ("member.required", "This needs a member.", "Сначала нужно узнать покупателя."),
    ("member.blocked", "The member is blocked.", "Участник заблокирован."),
    (
        "return.nothing_left",
        "Everything of this was returned before.",
        "Это уже возвращено полностью.",
    ),
    (
        "return.too_much",
        "More is coming back than was bought.",
        "Возвращают больше, чем было куплено.",
    ),
    (
        "return.units_spent",
        "What the purchase earned is already spent.",
        "Начисленное за покупку уже потрачено.",
    ),
    ("units.insufficient", "The balance is too small.", "Недостаточно на счёте."),
    (
        "burn.not_allowed",
        "{subject} cannot pay for this receipt.",
        "{subject}: этим чек оплатить нельзя.",
    ),
    (
        "burn.below_minimum",
        "Less than the smallest amount that can be spent.",
        "Меньше наименьшей суммы списания.",
    ),
    (
        "burn.limit",
        "No more of this receipt can be paid this way.",
        "Больше оплатить так в этом чеке нельзя.",
    ),
    ("coupon.unknown", "The code {subject} is not known.", "Код {subject} неизвестен."),
    ("coupon.expired", "{subject}: the coupon has expired.", "{subject}: срок купона истёк."),
    (
        "coupon.not_yet",
        "{subject}: the coupon is not valid yet.",
        "{subject}: купон ещё не действует.",
    ),
    ("coupon.used_up", "{subject}: the coupon has been used.", "{subject}: купон уже использован."),
    ("coupon.revoked", "{subject}: the coupon was taken back.", "{subject}: купон отозван."),
    (
        "coupon.not_yours",
        "{subject}: the coupon belongs to somebody else.",
        "{subject}: это чужой купон.",
    ),
    (
        "coupon.twice",
        "{subject}: the coupon is on the receipt already.",
        "{subject}: купон уже есть в чеке.",
    ),
    (
        "offer.condition",
        "{subject}: the conditions are not met.",
        "{subject}: условия не выполнены.",
    ),
    (
        "offer.minimum",
        "{subject}: the basket is below the minimum.",
        "{subject}: сумма меньше минимальной.",
    ),
    (
        "offer.no_goods",
        "{subject}: nothing in the basket takes part.",
        "{subject}: в чеке нет подходящих товаров.",
    ),
    ("offer.not_now", "{subject}: does not run at this time.", "{subject}: сейчас не действует."),
    (
        "offer.limit",
        "{subject}: used as often as it allows.",
        "{subject}: использовано наибольшее число раз.",
    ),
    ("offer.budget", "{subject}: the budget is used up.", "{subject}: бюджет акции исчерпан."),
    (
        "offer.outbid",
        "{subject}: a better offer applies instead.",
        "{subject}: действует более выгодное предложение.",
    ),
    (
        "offer.excluded",
        "{subject}: cannot be combined with an offer that applies.",
        "{subject}: не сочетается с действующим предложением.",
    ),
    ("offer.floor", "{subject}: the price cannot go lower.", "{subject}: цена уже наименьшая."),
    ("reward.not_available", "{subject} is not available now.", "{subject}: сейчас недоступно."),
    ("reward.out_of_stock", "{subject} is gone.", "{subject}: закончилось."),
    ("event.duplicate", "{subject} was counted before.", "{subject}: уже учтено."),
    (
        "certificate.unknown",
        "The certificate {subject} is not known.",
        "Сертификат {subject} неизвестен.",
    ),
    (
        "certificate.expired",
        "The certificate {subject} has expired.",
        "Срок сертификата {subject} истёк.",
    ),
    (
        "certificate.empty",
        "Not enough money on the certificate {subject}.",
        "На сертификате {subject} недостаточно денег.",
    ),
    (
        "certificate.whole_only",
        "The certificate {subject} can only be spent in one go.",
        "Сертификат {subject} можно потратить только целиком.",
    ),
    (
        "quote.changed",
        "The total is no longer what the customer was told.",
        "Сумма изменилась по сравнению с названной покупателю.",
    ),
];
