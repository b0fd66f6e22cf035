//! The sentences of the page, one file for each language.
//!
//! `{name}` is a field. Where a sentence follows a number, its forms stand with `|` between them: `one|other`, in
//! Russian `one|few|many|other` (CLDR categories).
//!
//! INVARIANT: every sentence exists in every language (the compiler sees to it), with the same fields (a test does).

mod az;
mod en;
mod id;
mod ru;

use crate::format::Language;

macro_rules! sentences {
    ($($key:ident: $text:literal)*) => { Words { $($key: $text),* } };
}
use sentences;

macro_rules! declare {
    ($($key:ident)*) => {
        /// The sentences of one language.
        pub(super) struct Words { $(pub(super) $key: &'static str,)* }

        #[cfg(test)]
        impl Words {
            /// Every sentence with its key.
            fn rows(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($key), self.$key)),*]
            }
        }
    };
}

declare! {
    skip contents title lead closing quoted yes no free and_more h_about h_joining h_earning h_deeds
    h_gifts h_spending h_levels h_offers h_coupons h_stamps h_rewards h_benefits h_plans h_choices
    h_access h_proofs h_referral h_milestones h_groups h_giving h_partners h_play h_quests h_streaks
    h_badges h_leaderboards h_surprises h_raffles h_causes h_certificates h_guarantee h_expiry
    h_returns h_fine n_years n_months n_weeks n_days n_hours n_pieces n_times n_times_as_many twice
    n_stamps n_friends n_draws n_places per_lifetime per_day per_week per_month per_quarter per_year
    per_anniversary per_rolling end_day end_week end_month end_next_month end_quarter
    end_next_quarter end_year end_next_year stems_year stems_quarter stems_month stems_week
    stems_day about_unit about_worth about_levels about_offers about_stamps about_certificates
    about_affiliates about_benefits about_rewards joining_level joining_plan joining_friend
    joining_public t_joining t_purchase t_birthday t_birthday_before t_event t_level t_any_level
    t_every t_reached t_idle t_friend earn_amount basis_amount basis_pieces basis_receipt
    earn_percent earn_share earn_times earn_computed share multiplier whole_only approval evidence
    votes level step_from step_after grows_with marginal computed how_many quota quota_computed
    m_windowed m_spend m_purchases m_times m_friends m_pieces m_earned m_spent m_saved m_from m_more
    m_up_to m_less m_before balance src_receipt src_goods src_pieces src_spend src_spend_month
    src_spend_last_month src_spend_quarter src_spend_last_quarter src_spend_year src_spend_last_year
    discount price off off_each fixed_price off_delivery free_delivery buy_get_free buy_get_off
    free_pieces cheaper_pieces cheapest dearest repeats repeat_times same_product get_goods cap
    cap_each and_gives idle_day idle_week idle_month idle_quarter idle_year on_goods not_on_goods
    brand priced_from priced_to priced_over priced_under from_goods from_receipt everybody sale_too
    activate exclusive budget holdout more once limit limit_all from until from_until on_day
    weekdays hours not_in_sale_periods c_levels c_have c_have_not c_choice c_event_most
    c_event_least c_quantity_is c_partners c_not c_choice_not c_joined_not c_joined c_consent
    c_group c_product c_verified c_plan c_segment c_country c_store c_channel c_tender c_only
    c_not_on_sale c_on_sale c_first c_linked c_birthday c_birthday_month c_referred c_sale_period
    c_purchases c_tenure_from c_tenure_to c_years_from c_age_from c_age_to c_birthday_near
    c_linked_days c_quantity c_hour_from c_hour_to channel_till channel_web channel_app
    channel_phone tender_card tender_cash kind_goods kind_shipping kind_fee kind_deposit kind_tip
    kind_certificate kind_top_up kind_donation gift_units gift_computed gift_range gift_coupon
    gift_certificate gift_badge gift_surprise gift_plan gift_level gift_later gift_discount gift_of
    gift_valid comes_with you_win paying pay_worth pay_all pay_share pay_minimum pay_block pay_most
    pay_goods_only pay_later turns_into card_full options option_at pickup digital while_stock
    coupon_valid coupon_shared coupon_shared_uses coupon_unlimited coupon_once coupon_uses
    coupon_transferable coupon_personal certificate_any certificate_values certificate_valid
    certificate_for_ever certificate_parts certificate_whole certificate_money levels_of row_reach
    row_held row_basis row_welcome row_more reach_joining reach_invitation held_for_good held_active
    held_condition keep_at_once keep_at_end keep_requalified keep_one_step keep_grace choose_free
    choose_one choose_some choose_any_time choose_once choose_next choose_otherwise plan_price
    plan_offers plan_break_even plan_trial plan_withdraw plan_no_refund plan_pro_rata
    plan_less_savings plan_remind proof_shown proof_told proof_valid product product_gives access
    friend_gets you_get you_need friend_buys friend_later milestone group_seats group_pool
    group_approval group_collects gifting gifting_text gifting_minimum gifting_most exchange
    exchange_minimum cause_share cause_part cause_units cause_goal partner partner_gives
    partner_accepts partners_text guarantee guarantee_units guarantee_evidence guarantee_decided
    quest_steps quest_step quest_once quest_again streak leaderboard leaderboard_consent surprise
    surprise_chances surprise_what surprise_chance surprise_some surprise_floor raffle_draw
    raffle_tickets raffle_several raffle_one raffle_check prizes prize prize_count prize_worth
    lapses_never lapses_after lapses_end lapses_inactive pending other_terms soonest return_paid
    return_given return_spent return_restored late_identification return_levels return_coupons
    shortage_debt shortage_cap shortage_keep shortage_refuse set_share set_own_price base_paid base_before
    shipping_earns shipping_not paid_part_earns paid_part_not multiply_all multiply_base round_down
    round_up round_half round_even sale_nothing sale_earn sale_all excluded excluded_some
    sale_periods not_goods inclusive leap_feb leap_mar max_discount min_margin judge_by_original
    stack_best stack_first stack_all stack_groups money_down money_up money_half money_even
}

impl Words {
    /// The sentences of a language.
    pub(super) fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &en::WORDS,
            Language::Ru => &ru::WORDS,
            Language::Az => &az::WORDS,
            Language::Id => &id::WORDS,
        }
    }
}

/// A template with its fields filled in. A field that nobody gives stays visible, and a test finds it.
pub(super) fn filled(template: &str, fields: &[(&str, String)]) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, tail)) = after.split_once('}') else { break };
        match fields.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => text.push_str(value),
            None => text.push_str(&["{", name, "}"].concat()),
        }
        rest = tail;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn fields(template: &str) -> BTreeSet<&str> {
        template.split('{').skip(1).filter_map(|part| part.split('}').next()).collect()
    }

    #[test]
    fn every_sentence_has_the_same_fields_in_every_language() {
        let english = Words::of(Language::En).rows();
        for language in Language::ALL {
            for ((key, here), (_, there)) in Words::of(language).rows().iter().zip(&english) {
                assert_eq!(fields(here), fields(there), "{key} in {}", language.code());
                assert!(!here.trim().is_empty(), "{key} in {}", language.code());
            }
        }
    }

    #[test]
    fn counted_sentences_have_the_forms_of_their_language() {
        for language in Language::ALL {
            for (key, text) in Words::of(language).rows() {
                let forms = text.split('|').count();
                let fits = match language {
                    Language::En => forms <= 2,
                    Language::Ru => forms == 1 || forms == 4,
                    Language::Az | Language::Id => forms == 1,
                };
                assert!(fits, "{key} in {} has {forms} forms", language.code());
                // Where English counts, Russian has to.
                let counted = Words::of(Language::En).rows();
                let counts = counted.iter().any(|row| row.0 == key && row.1.contains('|'));
                assert!(!(counts && language == Language::Ru && forms == 1), "{key} in ru");
            }
        }
    }
}
