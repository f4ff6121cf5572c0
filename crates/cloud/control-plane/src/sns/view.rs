//! Records as lists show them. In: records. Out: answers. Never here: decisions.

use model::sns::Subscription;
use shapes::sns as out;

/// Items of a page: fixed by the API.
pub(crate) const PAGE: usize = 100;

/// One line of a list; the ARN of a pending subscription is not shown.
pub(crate) fn subscription(subscription: &Subscription) -> out::Subscription {
    let arn = if subscription.confirmed { subscription.arn() } else { "PendingConfirmation".to_owned() };
    out::Subscription {
        subscription_arn: Some(arn),
        owner: Some(subscription.owner.clone()),
        protocol: Some(subscription.protocol.clone()),
        endpoint: Some(subscription.endpoint.clone()),
        topic_arn: Some(model::arn::arn(&subscription.scope, "sns", &subscription.topic)),
    }
}
