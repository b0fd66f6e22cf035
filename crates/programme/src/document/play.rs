//! What is played for: quests, streaks, badges, leaderboards, surprises, raffles;
//! and volume steps.

use super::*;

/// Several things to do, and what doing all of them gives.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestSection {
    /// Name for people.
    pub name: TextSection,
    /// The steps.
    pub steps: Map<QuestStep>,
    /// Anew in each of these periods; once when absent.
    #[serde(default)]
    pub every: Every,
    /// When it runs.
    #[serde(default)]
    pub schedule: ScheduleSection,
    /// Only for those for whom this holds (a condition on `member`).
    #[serde(rename = "if", default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Cel>,
    /// What doing all of them gives.
    pub gives: GivesSection,
}

/// One step of a quest: an action, or a purchase.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct QuestStep {
    /// Name for people.
    pub name: TextSection,
    /// The action to be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<Name>,
    /// Or the goods to be bought (a condition on `line`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub buy: Option<Cel>,
    /// Counts only if this holds.
    #[serde(rename = "if", skip_serializing_if = "Option::is_none")]
    pub condition: Option<Cel>,
    /// How many times (1). For goods: pieces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
}

/// Doing something period after period.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StreakSection {
    /// Name for people.
    pub name: TextSection,
    /// The action; purchases when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<Name>,
    /// Which goods, for purchases (a condition on `line`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Cel>,
    /// Counts only if this holds.
    #[serde(rename = "if", default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Cel>,
    /// At least once in each of these periods.
    pub every: StreakEvery,
    /// What so many periods in a row give; again in each streak.
    pub at: Map<GivesSection>,
}

/// The periods of a streak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StreakEvery {
    /// Calendar days.
    Day,
    /// Weeks from Monday.
    Week,
    /// Calendar months.
    Month,
}

/// A mark of honour.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BadgeSection {
    /// Name for people. Conditions ask `'NAME' in member.tags`.
    pub name: TextSection,
    /// What it is for, in a sentence.
    #[serde(default)]
    pub about: TextSection,
    /// The metric and the number from which it is won.
    #[serde(default)]
    pub at: Map<Decimal>,
    /// Or when this holds (a condition on `member`).
    #[serde(rename = "if", default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Cel>,
    /// What comes with it.
    #[serde(default)]
    pub gives: GivesSection,
}

/// Members in the order of a number. Only those are named who agreed.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeaderboardSection {
    /// Name for people.
    pub name: TextSection,
    /// Which metric, in its own period.
    pub metric: Name,
    /// How many places are shown (10).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub top: Option<u16>,
    /// The consent under which a name is shown (`app/leaderboard`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<String>,
}

/// Rewards that nobody knows until they are given.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SurpriseSection {
    /// Name for people.
    #[serde(default)]
    pub name: TextSection,
    /// What can come out.
    pub of: Map<SurpriseEntry>,
    /// Never less than so much in so many draws.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<FloorSection>,
}

/// One thing that can come out of a surprise.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SurpriseEntry {
    /// Name for people.
    #[serde(default)]
    pub name: TextSection,
    /// How often, compared with the others.
    pub weight: u32,
    /// Only for those for whom this holds (a condition on `member`).
    #[serde(rename = "if", default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Cel>,
    /// Its worth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worth: Option<Amount>,
    /// What is given.
    #[serde(default)]
    pub gives: GivesSection,
}

/// The least that surprises give.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FloorSection {
    /// In each so many draws of a member ...
    pub draws: u16,
    /// ... together at least so much.
    pub worth: Amount,
}

/// A raffle among those who hold tickets.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RaffleSection {
    /// Name for people.
    pub name: TextSection,
    /// The unit of its tickets.
    pub tickets: Name,
    /// When it is drawn at the earliest.
    pub draw: Moment,
    /// The prizes, drawn in this order.
    pub prizes: Map<PrizeSection>,
    /// One member can win several prizes.
    #[serde(default)]
    pub several: bool,
}

/// One prize.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrizeSection {
    /// Name for people.
    pub name: TextSection,
    /// How many of it (1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u16>,
    /// What is given.
    #[serde(default)]
    pub gives: GivesSection,
    /// Its worth, for reports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worth: Option<Amount>,
}

/// The more somebody has bought in a period, the less the next piece costs.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VolumeStepsSection {
    /// Name for people.
    #[serde(default)]
    pub name: TextSection,
    /// Which goods count and get cheaper (a condition on `line`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Cel>,
    /// What is counted.
    #[serde(default)]
    pub count: VolumeCount,
    /// In which periods; on each receipt for itself when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<Every>,
    /// After so much (the pieces before have their own step), this share off.
    pub after: Map<Percent>,
    /// The whole receipt gets the last step reached, instead of each piece its own.
    #[serde(default)]
    pub whole: bool,
    /// Only if this holds.
    #[serde(rename = "if", default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Cel>,
    /// Who takes part.
    #[serde(rename = "for", default)]
    pub audience: Audience,
    /// Stacking group; the first when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Name>,
    /// Higher goes first (0).
    #[serde(default)]
    pub priority: i32,
}

/// What volume steps count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VolumeCount {
    /// Pieces.
    #[default]
    Pieces,
    /// Money.
    Money,
}
