//! ListSubscriptions: those the caller's account owns in its Region, whoever owns the topics.

use std::sync::Arc;

use kernel::paging::page_from;
use ledger::World;
use model::sns::Subscription;
use model::{Record, Scope};
use shapes::Error;
use shapes::sns::{ListSubscriptions, ListSubscriptionsInput, ListSubscriptionsResponse};

use super::refusal::invalid;
use super::{find, view};
use crate::Caller;
use crate::table::Read;

impl Read for ListSubscriptions {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListSubscriptionsInput,
    ) -> Result<ListSubscriptionsResponse, Error> {
        let (scope, now) = (&caller.scope, caller.now);
        let own = |after: Option<&str>| owned(world, scope, after).filter(|one| find::is_live(one, now));
        let token = input.next_token.as_deref().filter(|token| !token.is_empty());
        let page = page_from(own, |one| one.key().to_string(), token, view::PAGE, || invalid("NextToken"))?;
        let subscriptions = page.items.iter().map(|one| view::subscription(one)).collect();
        Ok(ListSubscriptionsResponse { subscriptions: Some(subscriptions), next_token: page.next })
    }
}

/// The subscriptions an account owns in a Region, by the account of the topic and then the key, from the one after `after` on.
fn owned<'w>(
    world: &'w World,
    scope: &Scope,
    after: Option<&str>,
) -> impl Iterator<Item = &'w Arc<Subscription>> + use<'w> {
    let after = after.and_then(|key| {
        let (account, rest) = key.split_once('/')?;
        let (region, id) = rest.split_once('/')?;
        Some((Scope::new(account, region).ok()?, id.to_owned()))
    });
    let (first, region) = (after.as_ref().map(|(at, _)| at.clone()), scope.region.clone());
    let owner = Subscription::owned_by(scope.account.as_str());
    let places = world.scopes::<Subscription>().filter(move |place| place.region == region);
    places.filter(move |place| first.as_ref().is_none_or(|first| place >= first)).flat_map(move |place| {
        let last = after.as_ref().filter(|(at, _)| *at == place).map(|(_, id)| format!("{owner}{id}"));
        world.scan_by::<Subscription>(&place, &owner, last.as_deref()).map(|(_, one)| one)
    })
}
