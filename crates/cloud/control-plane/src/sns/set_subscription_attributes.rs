//! SetSubscriptionAttributes: one attribute, checked, at a time; it holds from the next message on.

use ledger::Txn;
use shapes::sns::{SetSubscriptionAttributes, SetSubscriptionAttributesInput};
use shapes::{Error, Unit};

use super::get_subscription_attributes::allow;
use super::refusal::invalid;
use super::{filter_policy, find, subscription_attributes};
use crate::Caller;
use crate::table::Write;

impl Write for SetSubscriptionAttributes {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: SetSubscriptionAttributesInput,
    ) -> Result<Unit, Error> {
        let found = find::subscription(txn.world(), &input.subscription_arn, caller.now)?;
        allow(caller, &found, "SetSubscriptionAttributes")?;
        let mut subscription = (*found).clone();
        let value = input.attribute_value.unwrap_or_default();
        subscription_attributes::set(&mut subscription, &input.attribute_name, &value).map_err(invalid)?;
        if found.filter.is_none() {
            filter_policy::check_count(txn.world(), &subscription)?;
        }
        txn.put(subscription);
        Ok(Unit)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::sns::fixture::{Desk, words};

    #[test]
    fn values_are_checked_and_kept() {
        let mut desk = Desk::with_topic("orders");
        let arn = desk.confirmed("orders", "http://a/").arn();
        let mut set = |name: &str, value: &str| {
            desk.write::<SetSubscriptionAttributes>(SetSubscriptionAttributesInput {
                subscription_arn: arn.clone(),
                attribute_name: name.to_owned(),
                attribute_value: Some(value.to_owned()),
            })
        };
        set("RawMessageDelivery", "true").unwrap();
        set("FilterPolicy", r#"{"kind":["order"]}"#).unwrap();
        set("DeliveryPolicy", r#"{"healthyRetryPolicy":{"numRetries":1}}"#).unwrap();
        let text = "Invalid parameter: RawMessageDelivery: Invalid value [maybe]. Must be true or false.";
        assert_eq!(words(set("RawMessageDelivery", "maybe")), text);
        assert!(words(set("RedrivePolicy", "{}")).contains("not in this product yet"));
        assert!(words(set("FilterPolicy", r#"{"a":{"b":["c"]}}"#)).contains("does not support nested"));
        set("FilterPolicyScope", "MessageBody").unwrap();
        set("FilterPolicy", r#"{"a":{"b":["c"]}}"#).unwrap();
        assert!(words(set("FilterPolicyScope", "MessageAttributes")).contains("does not support nested"));
        assert_eq!(words(set("Nope", "1")), "Invalid parameter: AttributeName");
        let now = desk.find(&arn);
        assert!(now.raw() && now.filter.is_some());
        assert_eq!(now.policy.clone().unwrap().retry.unwrap().retries, 1);
    }

    #[test]
    fn a_topic_has_so_many_policies() {
        let mut desk = Desk::with_topic("orders");
        let arns: Vec<_> =
            (0..=200).map(|n| desk.confirmed("orders", &format!("http://a/{n}")).arn()).collect();
        let set = |arn: &String, value: &str| SetSubscriptionAttributesInput {
            subscription_arn: arn.clone(),
            attribute_name: "FilterPolicy".to_owned(),
            attribute_value: Some(value.to_owned()),
        };
        let policy = r#"{"kind":["order"]}"#;
        for arn in &arns[..200] {
            desk.write::<SetSubscriptionAttributes>(set(arn, policy)).unwrap();
        }
        let refused = desk.write::<SetSubscriptionAttributes>(set(&arns[200], policy)).unwrap_err();
        assert_eq!(refused.code, "FilterPolicyLimitExceededException");
        desk.write::<SetSubscriptionAttributes>(set(&arns[0], r#"{"kind":["other"]}"#)).unwrap();
        desk.write::<SetSubscriptionAttributes>(set(&arns[0], "")).unwrap();
        desk.write::<SetSubscriptionAttributes>(set(&arns[200], policy)).unwrap();
    }
}
