//! Finding instances and pages of them. In: ids, filters and tokens of a request. Out: records, or EC2's errors.

use std::sync::Arc;

use kernel::paging::{Page, page, page_from};
use ledger::World;
use model::Scope;
use model::ec2::{Instance, InstanceState};
use shapes::Error;
use shapes::ec2::Filter;

use super::filters::Fields;
use super::{refusals, view};

/// The instance of this id.
pub(crate) fn instance(world: &World, scope: &Scope, id: &str) -> Result<Arc<Instance>, Error> {
    let digits = id.strip_prefix("i-").filter(|digits| !digits.is_empty() && digits.len() <= 17);
    if !digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit())) {
        return Err(Error::sender("InvalidInstanceID.Malformed", format!("Invalid id: \"{id}\"")));
    }
    let missing =
        || Error::sender("InvalidInstanceID.NotFound", format!("The instance ID '{id}' does not exist"));
    world.get(&Instance::key_of(scope, id)).cloned().ok_or_else(missing)
}

/// What a Describe operation asks for.
pub(crate) struct Asked {
    pub ids: Option<Vec<String>>,
    pub filters: Option<Vec<Filter>>,
    pub max_results: Option<i64>,
    pub next_token: Option<String>,
}

/// A page of the instances asked for, by id.
pub(crate) fn instances(world: &World, scope: &Scope, asked: Asked) -> Result<Page<Arc<Instance>>, Error> {
    let ids = asked.ids.filter(|ids| !ids.is_empty());
    if ids.is_some() && asked.max_results.is_some() {
        let text = "The parameter instancesSet cannot be used with the parameter maxResults";
        return Err(refusals::invalid_combination(text));
    }
    let filtered = asked.filters.as_ref().is_some_and(|filters| !filters.is_empty());
    if ids.is_none() && !filtered {
        let all = |after: Option<&str>| world.scan_from::<Instance>(scope, "", after).cloned();
        let token = asked.next_token.filter(|token| !token.is_empty());
        return page_from(
            all,
            |found| found.id.clone(),
            token.as_deref(),
            limit(asked.max_results)?,
            bad_token,
        );
    }
    let mut found: Vec<Arc<Instance>> = match ids {
        Some(ids) => ids.iter().map(|id| instance(world, scope, id)).collect::<Result<_, _>>()?,
        None => world.scan::<Instance>(scope).cloned().collect(),
    };
    found.sort_by(|one, other| one.id.cmp(&other.id));
    found.dedup_by(|one, other| one.id == other.id);
    cut(FIELDS.apply(asked.filters, found)?, |found| found.id.clone(), asked.max_results, asked.next_token)
}

/// A page of items that ascend by `key_of`.
pub(crate) fn cut<T>(
    items: Vec<T>,
    key_of: impl Fn(&T) -> String,
    max_results: Option<i64>,
    token: Option<String>,
) -> Result<Page<T>, Error> {
    let token = token.filter(|token| !token.is_empty());
    page(items.into_iter(), key_of, token.as_deref(), limit(max_results)?, bad_token)
}

/// Items of a page: 1,000 unless fewer are asked for.
pub(crate) fn limit(max_results: Option<i64>) -> Result<usize, Error> {
    match max_results {
        None => Ok(1000),
        Some(limit @ 5..=1000) => Ok(limit as usize),
        Some(other) => {
            let text = format!(
                "Value ( {other} ) for parameter maxResults is invalid. Expecting a value between 5 and 1000."
            );
            Err(refusals::invalid_value(text))
        }
    }
}

pub(crate) fn bad_token() -> Error {
    refusals::invalid_value("The pagination token is not valid")
}

/// 0, 16, 32, 48, 64 or 80.
pub(crate) fn state_code(state: InstanceState) -> i64 {
    match state {
        InstanceState::Pending => 0,
        InstanceState::Running => 16,
        InstanceState::ShuttingDown => 32,
        InstanceState::Terminated => 48,
        InstanceState::Stopping => 64,
        InstanceState::Stopped => 80,
    }
}

static FIELDS: Fields<Arc<Instance>> = Fields {
    named: &[
        ("instance-state-name", |found| vec![found.state.to_string()]),
        ("instance-state-code", |found| vec![state_code(found.state).to_string()]),
        ("availability-zone", |found| vec![found.zone.clone()]),
        ("instance-id", |found| vec![found.id.clone()]),
        ("instance-type", |found| vec![found.instance_type.clone()]),
        ("image-id", |found| vec![found.image_id.clone()]),
        ("vpc-id", |found| vec![found.vpc_id.clone()]),
        ("subnet-id", |found| vec![found.subnet_id.clone()]),
        ("private-ip-address", |found| vec![found.address.to_string()]),
        ("ip-address", |found| vec![found.address.to_string()]),
        ("private-dns-name", |found| vec![found.private_dns_name()]),
        ("reservation-id", |found| vec![found.reservation_id.clone()]),
        ("owner-id", |found| vec![found.scope.account.to_string()]),
        ("key-name", |found| found.key_name.iter().cloned().collect()),
        ("client-token", |found| found.client_token.iter().cloned().collect()),
        ("instance.group-id", |found| found.security_groups.clone()),
        ("group-id", |found| found.security_groups.clone()),
        ("iam-instance-profile.arn", |found| view::profile_arn(found).into_iter().collect()),
    ],
    tags: |found| found.tags.clone(),
};
