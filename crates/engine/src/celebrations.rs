//! Birthdays: when the next one is due, and those that were told late.

use crate::birthday;
use crate::judge::Judge;
use crate::time::{LATEST_DAYS, done, plus_days};
use jiff::civil::Date;
use model::Instant;
use programme::rulebook::{Rule, Trigger};

impl<'a> Judge<'a> {
    /// The next moment at which a rule celebrates the birthday, and the year of it.
    pub(crate) fn next_birthday(
        &self,
        rule: &Rule,
        joined: Instant,
        since: Instant,
    ) -> Option<(Instant, i64)> {
        let calendar = &self.book.calendar;
        let joined_day = calendar.day(joined);
        let this_year = calendar.day(since).year();
        for year in this_year..=this_year + 2 {
            let day = self.celebrated(rule, year)?;
            // Joining on the day itself counts; the moment is then that of joining.
            let at = if day == joined_day { joined } else { calendar.start_of_day(day) };
            let is_new =
                at > since || (day == joined_day && self.member.clock.is_none_or(|c| c <= joined));
            if is_new && !self.was_celebrated(rule, year) {
                return Some((at, i64::from(year)));
            }
        }
        None
    }

    /// Who tells the birthday after it was celebrated still gets what belongs to it.
    pub(crate) fn celebrate_late(&mut self) {
        let book = self.book;
        let calendar = &book.calendar;
        let Some(joined) = self.member.enrolled_at else { return };
        let (first, today) = (calendar.day(joined), calendar.day(self.clock));
        for &position in &book.index.birthday {
            let rule = &book.rules[usize::from(position)];
            // Some days before January are in December, and December may be told in January.
            for year in today.year() - 1..=today.year() + 1 {
                let Some(day) = self.celebrated(rule, year) else { continue };
                let is_recent = (0..=LATEST_DAYS).contains(&i64::from((today - day).get_days()));
                if is_recent && day >= first && !self.was_celebrated(rule, year) {
                    let at = calendar.start_of_day(day).max(joined);
                    self.mark_done("birthday", rule, i64::from(year));
                    self.run_member_rule(rule, Some(at));
                }
            }
        }
        self.convert();
    }

    /// The day on which a rule celebrates the birthday of a year.
    fn celebrated(&self, rule: &Rule, year: i16) -> Option<Date> {
        let Trigger::Birthday { days_before } = rule.trigger else {
            return None;
        };
        let leap = self.book.settings.leap_birthday;
        let day = birthday::in_year(self.profile().birthday?, year, leap)?;
        plus_days(day, -i64::from(days_before))
    }

    fn was_celebrated(&self, rule: &Rule, year: i16) -> bool {
        let year = i64::from(year);
        self.series(&done("birthday", rule), year, year) > 0
    }
}
