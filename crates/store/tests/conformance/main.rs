//! What every backend must do, written against the interface only. A new backend adds a
//! function to `backends.rs` and a line to the macro below.

mod appending;
mod backends;
mod claims;
mod configuration;
mod figures;
mod fixtures;
mod jobs;
mod lists;
mod maintenance;
mod people;
mod projections;
mod projector;
mod races;
mod reading;
mod search;
mod tasks;
mod webhooks;

type TestResult = Result<(), Box<dyn std::error::Error + Send + Sync>>;

macro_rules! conformance {
    ($($module:ident: $($test:ident),+;)+) => {
        conformance!(@backend file, $($module: $($test),+;)+);
        conformance!(@backend settling, $($module: $($test),+;)+);
        conformance!(@backend memory, $($module: $($test),+;)+);
        conformance!(@backend postgres, $($module: $($test),+;)+);
    };
    (@backend $backend:ident, $($module:ident: $($test:ident),+;)+) => {
        mod $backend {
            $($(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() -> crate::TestResult {
                    let backend = crate::backends::$backend().await?;
                    crate::$module::$test(backend.store.clone()).await
                }
            )+)+
        }
    };
}

conformance! {
    appending:
        an_entry_is_read_back_byte_for_byte,
        a_repeated_key_answers_with_the_first_entry,
        a_key_used_for_something_else_is_refused,
        a_taken_number_conflicts_and_leaves_nothing_behind,
        a_gap_in_the_chain_conflicts,
        several_owners_are_written_together_or_not_at_all,
        one_append_may_carry_several_entries_of_one_owner,
        objections_come_in_the_declared_order,
        a_wrong_use_does_not_harm_the_others_of_its_group;
    claims:
        a_receipt_is_found_by_id_and_by_natural_key,
        a_receipt_exists_only_once,
        a_return_is_noted_at_its_receipt,
        an_identity_leads_to_one_owner,
        a_released_identity_can_move_in_the_same_append,
        a_code_exists_once_and_can_be_revised,
        the_codes_of_a_batch_come_in_pages,
        a_counter_never_passes_its_maximum,
        several_claims_on_one_counter_count_together,
        contact_data_is_kept_apart_and_replaced;
    races:
        the_same_request_many_times_at_once_has_one_effect,
        one_number_is_given_to_one_of_many,
        a_limit_is_exact_under_a_hundred_claims_at_once,
        an_identity_wanted_by_many_goes_to_one,
        a_natural_key_wanted_by_many_goes_to_one,
        losers_who_load_again_all_get_in;
    reading:
        loading_folds_the_chain,
        a_stored_snapshot_changes_nothing_but_the_work,
        an_owner_without_entries_is_not_there,
        the_state_after_an_earlier_entry_can_be_loaded,
        a_snapshot_catches_up_with_what_came_after,
        a_chain_comes_in_pages_in_both_directions,
        entries_are_counted_whatever_their_positions,
        the_journal_has_everything_once_in_order;
    projections:
        a_batch_is_written_once,
        a_batch_that_does_not_join_is_refused,
        projecting_again_from_the_journal_gives_the_same,
        events_are_handed_out_once_even_after_a_rebuild,
        due_owners_come_longest_due_first_in_pages,
        the_book_sums_to_zero,
        every_account_is_read_as_it_was_written,
        postings_are_read_entry_by_entry;
    lists:
        members_are_listed_in_pages_and_filtered,
        members_are_found_by_the_beginning_of_their_name,
        receipts_are_listed_per_owner_and_filtered,
        receipts_of_a_store_and_a_time_come_in_the_order_of_paying,
        receipts_of_a_rule_come_in_the_order_of_paying,
        receipts_of_a_member_are_told_apart_by_rules,
        a_page_of_a_rule_and_a_store_looks_at_so_many,
        a_return_shows_at_its_receipt,
        acts_of_a_kind_and_a_time_come_in_the_order_of_keeping,
        certificates_come_in_the_order_of_issuing,
        a_receipt_that_is_claimed_is_listed_elsewhere,
        totals_add_up_by_day_and_in_all,
        the_summary_counts_members_and_tiers,
        what_waits_for_a_decision_is_listed_until_it_comes,
        lots_are_exact_before_the_projection;
    search:
        members_are_found_by_the_beginnings_of_their_terms,
        a_member_is_found_once_and_in_pages,
        members_of_a_tier_come_newest_first,
        members_are_counted_as_they_change,
        members_are_found_by_what_expires,
        a_page_of_what_expires_looks_at_so_many,
        terms_are_replaced_as_a_whole,
        contact_data_and_identities_come_together;
    figures:
        totals_are_summed_by_day_or_by_subject,
        a_member_counts_once_for_a_day_and_for_a_period,
        numbers_of_visitors_go_on_after_many,
        what_expires_follows_the_states,
        what_expires_is_listed_by_day,
        marks_are_counted_and_listed,
        running_counts_add_up_by_subject,
        stores_add_up_and_keep_their_latest_moment,
        figures_are_thrown_away_with_the_rest;
    configuration:
        a_draft_can_change_until_it_is_published,
        a_published_version_never_changes,
        two_editors_do_not_overwrite_each_other,
        the_version_of_a_moment_is_the_one_that_began_last,
        only_published_versions_can_be_activated,
        a_planned_activation_can_be_taken_back,
        api_keys_are_found_until_revoked_and_after,
        a_setting_ensured_by_many_is_one,
        the_generation_grows_with_what_nodes_keep,
        an_append_of_another_generation_is_refused,
        a_repeated_request_is_answered_whatever_changed,
        settings_are_listed_by_the_beginning_of_their_names;
    people:
        somebody_is_found_by_id_and_by_address,
        an_address_belongs_to_one,
        of_two_who_change_somebody_one_comes_first,
        a_code_of_a_second_factor_counts_once,
        tills_are_kept_and_changed,
        sessions_are_found_seen_and_ended,
        sessions_of_a_till_end_together,
        whatever_takes_access_away_begins_a_generation,
        a_ticket_is_used_once_by_one_of_many,
        a_ticket_can_be_tried_so_often,
        a_ticket_belongs_to_whoever_claims_it_first,
        what_ended_long_ago_is_forgotten;
    jobs:
        a_lease_has_one_holder_until_it_runs_out,
        a_lease_keeps_its_state_between_holders,
        a_lost_lease_cannot_be_renewed_or_released,
        a_lease_wanted_by_many_goes_to_one,
        an_import_goes_on_where_it_stopped,
        rows_of_an_import_come_newest_first_for_undoing;
    tasks:
        a_task_is_kept_once_with_its_file,
        of_two_changes_of_a_task_one_wins,
        tasks_come_newest_first_by_kind_and_state;
    webhooks:
        an_endpoint_is_kept_changed_and_deleted,
        an_older_change_of_an_endpoint_changes_nothing,
        events_leave_the_outbox_with_their_deliveries_once,
        nothing_is_queued_for_a_deleted_endpoint,
        events_of_one_owner_wait_for_each_other,
        an_event_that_is_sent_again_goes_before_later_ones,
        what_failed_since_a_moment_begins_anew_in_order,
        patience_with_deliveries_ends,
        deliveries_and_attempts_come_in_pages,
        only_old_deliveries_are_forgotten;
    maintenance:
        a_new_store_is_sound,
        the_whole_journal_is_scanned_chain_by_chain,
        everything_claimed_can_be_scanned,
        only_old_idempotency_keys_are_forgotten;
}
