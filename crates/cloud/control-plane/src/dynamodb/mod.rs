//! Amazon DynamoDB: one file an operation, and the rooms they share (`change`, `reading`, `expression`, `item_key`, ...).
//!
//! In: typed inputs. Out: typed outputs. Items are records of the ledger in the order of their keys.
//! Deliberately absent: secondary indexes, streams, backups, time to live, PartiQL, the parameters that expressions
//! replaced, throttling.

mod batch_get_item;
mod batch_write_item;
mod capacity;
mod change;
pub(crate) mod convert;
mod create_table;
mod delete_item;
mod delete_table;
mod describe_continuous_backups;
mod describe_table;
mod describe_time_to_live;
pub(crate) mod expression;
mod find;
mod get_item;
mod item_key;
mod list_tables;
mod list_tags_of_resource;
mod put_item;
mod query;
mod reading;
#[cfg(test)]
mod sample;
mod scan;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) mod specimen;
mod tag_resource;
mod tags;
mod transact_get_items;
mod transact_write_items;
mod untag_resource;
mod update_item;
mod view;

use kernel::Entry;
use shapes::dynamodb as op;

use crate::table::Lines;

/// The operations of DynamoDB.
pub(crate) fn entries() -> Vec<Entry> {
    vec![
        Entry::read::<op::BatchGetItem>(),
        Entry::write::<op::BatchWriteItem>(),
        Entry::write::<op::CreateTable>(),
        Entry::write::<op::DeleteItem>(),
        Entry::write::<op::DeleteTable>(),
        Entry::read::<op::DescribeContinuousBackups>(),
        Entry::read::<op::DescribeTable>(),
        Entry::read::<op::DescribeTimeToLive>(),
        Entry::read::<op::GetItem>(),
        Entry::read::<op::ListTables>(),
        Entry::read::<op::ListTagsOfResource>(),
        Entry::write::<op::PutItem>(),
        Entry::read::<op::Query>(),
        Entry::read::<op::Scan>(),
        Entry::write::<op::TagResource>(),
        Entry::read::<op::TransactGetItems>(),
        Entry::write::<op::TransactWriteItems>(),
        Entry::write::<op::UntagResource>(),
        Entry::write::<op::UpdateItem>(),
    ]
}
