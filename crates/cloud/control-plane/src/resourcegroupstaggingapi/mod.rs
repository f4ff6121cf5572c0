//! Resource Groups Tagging API: tags of resources of all services. Facts: its API reference
//! (https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/). Never here: what is a resource ([`kernel::resources`]).

mod get_resources;
mod get_tag_keys;
mod get_tag_values;
mod tag_resources;
mod untag_resources;

use std::collections::BTreeMap;

use kernel::Entry;
use kernel::resources::{self, Found};
use ledger::World;
use model::{Arn, Scope};
use shapes::Error;
use shapes::resourcegroupstaggingapi::{self as api, FailureInfo, errors};

use crate::table::Lines;

/// Keys or values of a page.
const PAGE: usize = 100;

/// The operations of the tagging API that are here.
pub(crate) fn entries() -> Vec<Entry> {
    vec![
        Entry::read::<api::GetResources>(),
        Entry::read::<api::GetTagKeys>(),
        Entry::read::<api::GetTagValues>(),
        Entry::write::<api::TagResources>(),
        Entry::write::<api::UntagResources>(),
    ]
}

fn invalid(words: impl Into<String>) -> Error {
    errors::invalid_parameter_exception(words)
}

/// A token of the page before; the last page's is empty and begins anew.
fn token(given: Option<&String>) -> Option<&str> {
    given.map(String::as_str).filter(|token| !token.is_empty())
}

fn bad_token() -> Error {
    errors::pagination_token_expired_exception("The pagination token is not valid.")
}

/// Does something to each resource; those it fails for are told with the reason.
fn each(arns: Vec<String>, mut act: impl FnMut(&str) -> Result<(), Error>) -> BTreeMap<String, FailureInfo> {
    let failed = |arn: String| act(&arn).err().map(|error| (arn, failure(&error)));
    arns.into_iter().filter_map(failed).collect()
}

fn failure(error: &Error) -> FailureInfo {
    FailureInfo {
        error_code: Some(error.code.to_string()),
        error_message: Some(error.message.clone()),
        status_code: Some(i64::from(error.status)),
    }
}

/// The resource of an ARN.
fn find(world: &World, scope: &Scope, arn: &str) -> Result<Found, Error> {
    if Arn::parse(arn).is_none() {
        return Err(invalid(format!("{arn} is not a valid ARN.")));
    }
    let missing = || {
        invalid(format!("The resource {arn} does not exist, or is of a type without tags in this product."))
    };
    resources::find(world, scope, arn).ok_or_else(missing)
}
