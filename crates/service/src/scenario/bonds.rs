//! Carrying out what passes between owners: gifts, causes, exchanges, groups, affiliates,
//! raffles, settlement.

use super::document::{
    AffiliateSection, CloseSection, DonateSection, DrawRaffleSection, ExchangeSection, GiftSection,
    GroupSection, MergeSection, OpenRaffleSection, Seat, SeatSection, SettleSection,
    UnmergeSection,
};
use super::world::{Happened, StepError, World, find, wrong};
use crate::partners::accruals::ground_of;
use crate::{Committed, affiliates, causes, exchanges, gifts, groups, members, partners, raffles};
use model::{Activity, Key};

impl World {
    pub(super) async fn merge(&mut self, section: &MergeSection) -> Result<Committed, StepError> {
        let (member, into) = (self.member(&section.member)?, self.who(&section.into)?);
        Ok(members::merge(&self.tessera, &self.ask(), member, &into).await?)
    }

    pub(super) async fn unmerge(
        &mut self,
        section: &UnmergeSection,
    ) -> Result<Committed, StepError> {
        let member = self.member(&section.member)?;
        Ok(members::unmerge(&self.tessera, &self.ask(), member).await?)
    }

    pub(super) async fn gift(&mut self, section: &GiftSection) -> Result<Committed, StepError> {
        let (tessera, ask, unit) = (&self.tessera, self.ask(), Key::new(&section.unit));
        let amount = self.units(&section.unit, &section.amount)?;
        let to = self.who(&section.to)?;
        Ok(match (&section.member, &section.group) {
            (Some(member), None) => {
                let who = self.who(member)?;
                gifts::give(tessera, &ask, &who, &to, unit, amount).await?
            }
            (None, Some(group)) => {
                let group = find(&self.groups, group, "group")?;
                gifts::give_from_group(tessera, &ask, group, &to, unit, amount).await?
            }
            _ => return Err(wrong("a gift comes from a `member` or from a `group`")),
        })
    }

    pub(super) async fn donate(&mut self, section: &DonateSection) -> Result<Committed, StepError> {
        let who = self.who(&section.member)?;
        let (cause, unit) = (Key::new(&section.cause), Key::new(&section.unit));
        let amount = self.units(&section.unit, &section.amount)?;
        Ok(causes::donate(&self.tessera, &self.ask(), &who, cause, unit, amount).await?)
    }

    pub(super) async fn exchange(
        &mut self,
        section: &ExchangeSection,
    ) -> Result<Committed, StepError> {
        let who = self.who(&section.member)?;
        let kind = Key::new(&section.exchange);
        let declared = self.rulebook.exchange(&section.exchange);
        let unit = declared.map_or("", |exchange| exchange.unit.as_str());
        let amount = self.units(unit, &section.amount)?;
        let account = section.account.as_str().into();
        let ask = self.ask();
        let committed =
            exchanges::request(&self.tessera, &ask, &who, kind, account, amount).await?;
        if let (Activity::Exchange(exchange), Some(name)) =
            (&committed.entry.activity, &section.name)
        {
            self.exchanges.insert(name.clone(), exchange.exchange);
        }
        Ok(committed)
    }

    pub(super) async fn settle_exchange(
        &mut self,
        section: &SettleSection,
    ) -> Result<Committed, StepError> {
        let exchange = find(&self.exchanges, &section.exchange, "exchange")?;
        let confirmed = section.confirmed.unwrap_or(true);
        Ok(exchanges::settle(&self.tessera, &self.ask(), exchange, confirmed, None).await?)
    }

    pub(super) async fn form_group(
        &mut self,
        section: &GroupSection,
    ) -> Result<Committed, StepError> {
        let head = self.who(&section.member)?;
        let kind = Key::new(&section.group);
        let key = section.key.as_ref().or(section.name.as_ref()).map(Key::new);
        let committed = groups::form(&self.tessera, &self.ask(), kind, key, &head).await?;
        let name = section.name.as_ref().or(section.key.as_ref());
        if let (Some(group), Some(name)) = (committed.entry.owner.as_group(), name) {
            self.groups.insert(name.clone(), group);
        }
        Ok(committed)
    }

    pub(super) async fn seat(&mut self, section: &SeatSection) -> Result<Committed, StepError> {
        let (tessera, ask) = (&self.tessera, self.ask());
        let group = find(&self.groups, &section.group, "group")?;
        let who = self.who(&section.member)?;
        let role = section.role.as_ref().map(Key::new);
        Ok(match section.change {
            Seat::Ask => groups::ask_for_seat(tessera, &ask, group, &who, role).await?,
            Seat::Approve => groups::approve(tessera, &ask, group, &who).await?,
            Seat::Leave => groups::leave(tessera, &ask, group, &who).await?,
        })
    }

    pub(super) async fn register_affiliate(
        &mut self,
        section: &AffiliateSection,
    ) -> Result<Happened, StepError> {
        let (key, terms) = (Key::new(&section.affiliate), Key::new(&section.terms));
        let name = section.affiliate.as_str().into();
        affiliates::register(&self.tessera, &self.ask(), key, name, terms).await?;
        Ok(Happened::default())
    }

    pub(super) async fn open_raffle(
        &mut self,
        section: &OpenRaffleSection,
    ) -> Result<Happened, StepError> {
        raffles::open(&self.tessera, &self.ask(), &Key::new(&section.raffle)).await?;
        Ok(Happened::default())
    }

    /// Every draw of a scenario has to prove right.
    pub(super) async fn draw_raffle(
        &mut self,
        section: &DrawRaffleSection,
    ) -> Result<Happened, StepError> {
        let (raffle, public) = (Key::new(&section.raffle), section.public.clone());
        let record = raffles::draw(&self.tessera, &self.ask(), &raffle, public).await?;
        raffles::verify(&record).map_err(|tampered| wrong(tampered.to_string()))?;
        Ok(Happened::default())
    }

    pub(super) async fn close_settlement(
        &mut self,
        section: &CloseSection,
    ) -> Result<Happened, StepError> {
        let period = partners::parse_period(&self.tessera, &section.period.0).await?;
        let ground = match section.ground.as_deref() {
            None | Some("all") => None,
            Some(word) => {
                let ground = ground_of(word);
                Some(ground.ok_or_else(|| wrong(format!("there is no ground `{word}`")))?)
            }
        };
        let closed = partners::close(&self.tessera, &self.ask(), period, ground).await?;
        Ok(Happened { closed: Some(closed), ..Happened::default() })
    }
}
