//! Launch types and capacity provider strategies: what a request asks for, or its cluster when the request says nothing.
//!
//! In: `launchType`, `capacityProviderStrategy`, `platformVersion`. Out: a [`Capacity`]. Never here: instances.

use model::ecs::{CapacityProviderStrategyItem, Cluster, LaunchType, TaskDefinition};
use planner::capacity::launch_type;
use shapes::Error;
use shapes::ecs::{self as wire, errors};

use super::{capacity_providers, fargate, refuse};

/// What `LATEST` means.
pub(crate) const PLATFORM: &str = "1.4.0";

/// Where tasks come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Capacity {
    /// EC2 or FARGATE; of the providers where there is a strategy.
    pub(crate) launch_type: LaunchType,
    /// Empty where a launch type was meant.
    pub(crate) strategy: Vec<CapacityProviderStrategyItem>,
    /// Of FARGATE, as asked for.
    pub(crate) platform_version: Option<String>,
}

fn refused<T>(text: impl Into<String>) -> Result<T, Error> {
    Err(errors::invalid_parameter_exception(text.into()))
}

/// What a request of RunTask or CreateService asks for.
pub(crate) fn read(
    cluster: &Cluster,
    launch: Option<&str>,
    strategy: Option<Vec<wire::CapacityProviderStrategyItem>>,
    platform_version: Option<String>,
) -> Result<Capacity, Error> {
    let strategy = self::strategy(cluster, strategy)?;
    let launch = launch.filter(|word| !word.is_empty());
    let (launch_type, strategy) = match (launch, strategy) {
        (Some(_), Some(_)) => {
            return refused(
                "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.",
            );
        }
        (Some(word), None) => (read_launch_type(word)?, Vec::new()),
        (None, Some(strategy)) => (launch_type_of(&strategy).unwrap_or_default(), strategy),
        (None, None) => {
            let default = cluster.default_strategy.clone();
            (launch_type_of(&default).unwrap_or_default(), default)
        }
    };
    let platform_version = platform(launch_type, platform_version)?;
    Ok(Capacity { launch_type, strategy, platform_version })
}

fn read_launch_type(word: &str) -> Result<LaunchType, Error> {
    match word.parse() {
        Ok(LaunchType::External) => Err(refuse::not_in_product("launchType EXTERNAL")),
        Ok(known) => Ok(known),
        Err(()) => refused(format!("Invalid launch type: {word}.")),
    }
}

/// `None` when none is given; an empty list is none.
pub(crate) fn strategy(
    cluster: &Cluster,
    given: Option<Vec<wire::CapacityProviderStrategyItem>>,
) -> Result<Option<Vec<CapacityProviderStrategyItem>>, Error> {
    let items = capacity_providers::strategy(&cluster.capacity_providers, given)?;
    Ok((!items.is_empty()).then_some(items))
}

/// The launch type all providers of a strategy have that was checked; none of an empty one.
pub(crate) fn launch_type_of(items: &[CapacityProviderStrategyItem]) -> Option<LaunchType> {
    items.first().map(|item| launch_type(&item.provider))
}

/// The platform version as it is kept: FARGATE has one, `LATEST` unless said otherwise.
pub(crate) fn platform(launch_type: LaunchType, given: Option<String>) -> Result<Option<String>, Error> {
    let given = given.filter(|word| !word.is_empty());
    match (launch_type, given.as_deref()) {
        (LaunchType::Fargate, None) => Ok(Some("LATEST".to_owned())),
        (LaunchType::Fargate, Some("LATEST" | PLATFORM)) => Ok(given),
        (LaunchType::Fargate, Some(_)) => {
            Err(errors::platform_unknown_exception("The specified platform version does not exist."))
        }
        (_, None) => Ok(None),
        (_, Some(_)) => refused("The platform version must be null when specifying an EC2 launch type."),
    }
}

/// Whether tasks of a definition can be launched so.
pub(crate) fn check_definition(launch_type: LaunchType, definition: &TaskDefinition) -> Result<(), Error> {
    if fargate::compatibilities(definition).contains(&launch_type.as_str()) {
        return Ok(());
    }
    refused(format!("Task definition does not support launch_type {launch_type}."))
}

/// What FARGATE has no use for: it has no instances to choose from.
pub(crate) fn check_placement(
    launch_type: LaunchType,
    strategy: bool,
    constraints: bool,
) -> Result<(), Error> {
    match (launch_type, strategy, constraints) {
        (LaunchType::Fargate, true, _) => {
            refused("Placement strategies are not supported with FARGATE launch type.")
        }
        (LaunchType::Fargate, _, true) => {
            refused("Placement constraints are not supported with FARGATE launch type.")
        }
        _ => Ok(()),
    }
}

/// A strategy on the wire; `None` where there is none.
pub(crate) fn write(
    strategy: &[CapacityProviderStrategyItem],
) -> Option<Vec<wire::CapacityProviderStrategyItem>> {
    (!strategy.is_empty()).then(|| capacity_providers::write_strategy(strategy))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use model::ecs::ClusterStatus;
    use model::{Tags, Time};

    fn cluster(default: &[(&str, i64)]) -> Cluster {
        let item = |(name, weight): &(&str, i64)| CapacityProviderStrategyItem {
            provider: (*name).to_owned(),
            weight: *weight,
            base: 0,
        };
        Cluster {
            scope: crate::Caller::example().scope,
            name: "default".to_owned(),
            status: ClusterStatus::Active,
            settings: Tags::new(),
            capacity_providers: ["FARGATE", "FARGATE_SPOT", "group"].map(str::to_owned).into(),
            default_strategy: default.iter().map(item).collect(),
            exec: None,
            tags: Tags::new(),
            created_at: Time(0),
        }
    }

    fn asked(items: &[(&str, i64, i64)]) -> Option<Vec<wire::CapacityProviderStrategyItem>> {
        let one = |(name, weight, base): &(&str, i64, i64)| wire::CapacityProviderStrategyItem {
            capacity_provider: (*name).to_owned(),
            weight: Some(*weight),
            base: Some(*base),
        };
        Some(items.iter().map(one).collect())
    }

    #[test]
    fn a_request_comes_before_the_clusters_default_and_that_before_ec2() {
        let plain = |default: &[(&str, i64)], launch| read(&cluster(default), launch, None, None).unwrap();
        assert_eq!(plain(&[], None).launch_type, LaunchType::Ec2);
        let spot = plain(&[("FARGATE_SPOT", 1)], None);
        assert_eq!((spot.launch_type, spot.strategy.len()), (LaunchType::Fargate, 1));
        assert_eq!(spot.platform_version.as_deref(), Some("LATEST"));
        let named = plain(&[("FARGATE_SPOT", 1)], Some("EC2"));
        assert_eq!((named.launch_type, named.strategy.len()), (LaunchType::Ec2, 0));
        let group = read(&cluster(&[("FARGATE", 1)]), None, asked(&[("group", 1, 2)]), None).unwrap();
        assert_eq!((group.launch_type, group.strategy[0].base), (LaunchType::Ec2, 2));
    }

    #[test]
    fn what_contradicts_itself_is_refused() {
        for (launch, strategy, platform, words) in [
            (Some("EC2"), asked(&[("FARGATE", 1, 0)]), None, "Specifying both a launch type"),
            (None, asked(&[("other", 1, 0)]), None, "not associated with the cluster"),
            (None, asked(&[("FARGATE", 1, 0), ("group", 1, 0)]), None, "cannot contain a mix"),
            (Some("EC2"), None, Some("1.4.0"), "must be null when specifying an EC2 launch type"),
            (Some("FARGATE"), None, Some("9.9.9"), "does not exist"),
            (Some("EXTERNAL"), None, None, "is not in this product"),
            (Some("MOON"), None, None, "Invalid launch type"),
        ] {
            let refused = read(&cluster(&[]), launch, strategy, platform.map(str::to_owned)).unwrap_err();
            assert!(refused.message.contains(words), "{}", refused.message);
        }
    }
}
