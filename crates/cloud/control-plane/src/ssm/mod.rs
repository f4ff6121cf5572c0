//! AWS Systems Manager Parameter Store: String and StringList parameters with their versions. SecureString is refused: nothing here
//! encrypts yet.
//!
//! In: typed inputs. Out: records and answers. Never here: HTTP, encryption.

mod add_tags_to_resource;
mod delete_parameter;
mod delete_parameters;
mod describe_parameters;
mod filter;
mod find;
#[cfg(test)]
mod fixture;
mod get_parameter;
mod get_parameters;
mod get_parameters_by_path;
mod list_tags_for_resource;
mod name;
mod put_parameter;
mod remove_tags_from_resource;
mod tags;
mod view;

use kernel::Entry;
use shapes::ssm as op;

use crate::table::Lines;

/// The operations of Parameter Store.
pub(crate) fn entries() -> Vec<Entry> {
    vec![
        Entry::write::<op::PutParameter>(),
        Entry::read::<op::GetParameter>(),
        Entry::read::<op::GetParameters>(),
        Entry::read::<op::GetParametersByPath>(),
        Entry::read::<op::DescribeParameters>(),
        Entry::write::<op::DeleteParameter>(),
        Entry::write::<op::DeleteParameters>(),
        Entry::write::<op::AddTagsToResource>(),
        Entry::write::<op::RemoveTagsFromResource>(),
        Entry::read::<op::ListTagsForResource>(),
    ]
}
