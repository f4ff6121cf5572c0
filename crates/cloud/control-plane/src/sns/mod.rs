//! Amazon SNS: topics, http subscriptions, publishing. Messages and what is owed to whom are stored; posting is the loops' work.
//!
//! In: typed inputs. Out: records and answers. Never here: HTTP, signing, waiting.
//! Any local account may subscribe to a topic and publish to it, as if its policy allowed that; changing and listing it is its owner's.
//! Operations that name a topic act in the topic's own account and Region.

mod confirm_subscription;
mod create_topic;
mod delete_topic;
mod delivery_policy;
mod endpoint;
mod fan_out;
pub(crate) mod filter_match;
pub(crate) mod filter_policy;
mod find;
#[cfg(test)]
pub(crate) mod fixture;
mod get_subscription_attributes;
mod get_topic_attributes;
mod list_subscriptions;
mod list_subscriptions_by_topic;
mod list_tags_for_resource;
mod list_topics;
mod message;
mod message_attributes;
pub(crate) mod notify;
mod publish;
mod publish_batch;
mod refusal;
mod set_subscription_attributes;
mod set_topic_attributes;
mod subscribe;
mod subscription_attributes;
mod tag_resource;
mod tags;
mod token;
mod topic_attributes;
mod unsubscribe;
mod untag_resource;
mod view;

use kernel::Entry;
use shapes::sns as op;

use crate::table::Lines;

/// The operations of Amazon SNS.
pub(crate) fn entries() -> Vec<Entry> {
    vec![
        Entry::write::<op::CreateTopic>(),
        Entry::write::<op::DeleteTopic>(),
        Entry::read::<op::ListTopics>(),
        Entry::read::<op::GetTopicAttributes>(),
        Entry::write::<op::SetTopicAttributes>(),
        Entry::write::<op::Subscribe>(),
        Entry::write::<op::ConfirmSubscription>(),
        Entry::write::<op::Unsubscribe>(),
        Entry::read::<op::ListSubscriptions>(),
        Entry::read::<op::ListSubscriptionsByTopic>(),
        Entry::read::<op::GetSubscriptionAttributes>(),
        Entry::write::<op::SetSubscriptionAttributes>(),
        Entry::write::<op::Publish>(),
        Entry::write::<op::PublishBatch>(),
        Entry::write::<op::TagResource>(),
        Entry::write::<op::UntagResource>(),
        Entry::read::<op::ListTagsForResource>(),
    ]
}
