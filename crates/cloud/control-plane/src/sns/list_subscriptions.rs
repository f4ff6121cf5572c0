//! ListSubscriptions: those the caller's account owns in its Region, whoever owns the topics.

use ledger::World;
use model::Record;
use model::sns::Subscription;
use shapes::Error;
use shapes::sns::{ListSubscriptions, ListSubscriptionsInput, ListSubscriptionsResponse};

use super::refusal::invalid;
use super::{find, view};
use crate::Caller;
use crate::paging::page;
use crate::table::Read;

impl Read for ListSubscriptions {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListSubscriptionsInput,
    ) -> Result<ListSubscriptionsResponse, Error> {
        let (scope, now) = (&caller.scope, caller.now);
        let own = world.all::<Subscription>().filter(|one| {
            one.owner == scope.account.as_str() && one.scope.region == scope.region && find::is_live(one, now)
        });
        let token = input.next_token.as_deref().filter(|token| !token.is_empty());
        let page = page(own, |one| one.key().to_string(), token, view::PAGE, || invalid("NextToken"))?;
        let subscriptions = page.items.iter().map(|one| view::subscription(one)).collect();
        Ok(ListSubscriptionsResponse { subscriptions: Some(subscriptions), next_token: page.next })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::sns::fixture::Desk;

    #[test]
    fn a_pending_one_hides_its_arn_and_others_are_not_listed() {
        let mut desk = Desk::with_topic("orders");
        desk.subscribe("orders", "http://a/");
        let listed = desk.read::<ListSubscriptions>(ListSubscriptionsInput::default()).unwrap();
        let arn = listed.subscriptions.unwrap()[0].subscription_arn.clone();
        assert_eq!(arn.as_deref(), Some("PendingConfirmation"));
        desk.caller.scope = model::Scope::new("111111111111", "us-west-2").unwrap();
        let others = desk.read::<ListSubscriptions>(ListSubscriptionsInput::default()).unwrap();
        assert_eq!(others.subscriptions.unwrap(), []);
    }
}
