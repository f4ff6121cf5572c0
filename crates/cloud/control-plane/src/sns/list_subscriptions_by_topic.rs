//! ListSubscriptionsByTopic: all subscriptions of a topic, for its owner.

use kernel::paging::page_from;
use ledger::World;
use shapes::Error;
use shapes::sns::{
    ListSubscriptionsByTopic, ListSubscriptionsByTopicInput, ListSubscriptionsByTopicResponse,
};

use super::refusal::{invalid, owner_only};
use super::{find, view};
use crate::Caller;
use crate::table::Read;

impl Read for ListSubscriptionsByTopic {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListSubscriptionsByTopicInput,
    ) -> Result<ListSubscriptionsByTopicResponse, Error> {
        let topic = find::topic(world, "TopicArn", &input.topic_arn)?;
        owner_only(caller, &topic, "ListSubscriptionsByTopic")?;
        let all = |after: Option<&str>| find::subscriptions_of(world, &topic, caller.now, after);
        let token = input.next_token.as_deref().filter(|token| !token.is_empty());
        let page = page_from(all, |one| one.id.clone(), token, view::PAGE, || invalid("NextToken"))?;
        let subscriptions = page.items.iter().map(|one| view::subscription(one)).collect();
        Ok(ListSubscriptionsByTopicResponse { subscriptions: Some(subscriptions), next_token: page.next })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::sns::fixture::Desk;

    #[test]
    fn only_this_topics_subscriptions_are_listed() {
        let mut desk = Desk::with_topic("orders");
        desk.topic("orders-2");
        let mine = desk.confirmed("orders", "http://a/");
        desk.confirmed("orders-2", "http://b/");
        let input = ListSubscriptionsByTopicInput { topic_arn: Desk::arn("orders"), next_token: None };
        let listed = desk.read::<ListSubscriptionsByTopic>(input).unwrap().subscriptions.unwrap();
        let arns: Vec<_> = listed.iter().map(|one| one.subscription_arn.clone()).collect();
        assert_eq!(arns, [Some(mine.arn())]);
    }
}
