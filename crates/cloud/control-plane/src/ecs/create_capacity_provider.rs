//! CreateCapacityProvider: an Auto Scaling group under a name. There are no such groups here, so the group is kept and
//! shown; what would have somebody scale, protect or drain its instances is refused.

use ledger::Txn;
use model::ecs::{CapacityProvider, CapacityProviderStatus, CapacityProviderUpdate, ManagedScaling};
use shapes::Error;
use shapes::ecs::{
    CreateCapacityProvider, CreateCapacityProviderRequest, CreateCapacityProviderResponse, errors,
};

use super::{capacity_providers, find, tags, view};
use crate::Caller;
use crate::table::Write;

/// Managed scaling when nothing is said of it (ECS API reference).
const UNSCALED: ManagedScaling =
    ManagedScaling { target_capacity: 100, minimum_step: 1, maximum_step: 10_000, warmup: 300 };

impl Write for CreateCapacityProvider {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: CreateCapacityProviderRequest,
    ) -> Result<CreateCapacityProviderResponse, Error> {
        check_name(&input.name)?;
        if capacity_providers::own(txn.world(), &caller.scope, &input.name).is_some() {
            let text = format!("A capacity provider with the name {} already exists.", input.name);
            return Err(errors::client_exception(text));
        }
        let Some(group) = input.auto_scaling_group_provider else {
            let text = "A capacity provider must have an autoScalingGroupProvider.";
            return Err(errors::client_exception(text));
        };
        let scaling = group.managed_scaling.as_ref();
        capacity_providers::refuse_management(
            scaling,
            group.managed_termination_protection.as_ref(),
            group.managed_draining.as_ref(),
        )?;
        let provider = CapacityProvider {
            scope: caller.scope.clone(),
            name: input.name,
            status: CapacityProviderStatus::Active,
            update: CapacityProviderUpdate::Created,
            auto_scaling_group: group.auto_scaling_group_arn,
            managed_scaling: capacity_providers::scaling(UNSCALED, scaling)?,
            tags: tags::read(input.tags)?,
            created_at: caller.now,
        };
        let shown = view::capacity_provider(&provider, view::Include::ALL);
        txn.put(provider);
        Ok(CreateCapacityProviderResponse { capacity_provider: Some(shown) })
    }
}

/// As names of ECS are, and not one AWS keeps for itself.
fn check_name(name: &str) -> Result<(), Error> {
    find::check_name("name", name)?;
    let small = name.to_ascii_lowercase();
    if ["aws", "ecs", "fargate"].iter().any(|kept| small.starts_with(kept)) {
        let text = "The specified capacity provider name is not valid. Names must not begin with \
                    \"aws\", \"ecs\" or \"fargate\".";
        return Err(errors::client_exception(text));
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ecs::fixture::Desk;
    use shapes::ecs::{
        AutoScalingGroupProvider, CapacityProviderStrategyItem, DeleteCapacityProvider,
        DeleteCapacityProviderRequest, DescribeCapacityProviders, DescribeCapacityProvidersRequest,
        ManagedScaling as WireScaling, PutClusterCapacityProviders, PutClusterCapacityProvidersRequest,
    };

    fn create(desk: &mut Desk, name: &str, scaling: Option<&str>) -> Result<(), Error> {
        let managed_scaling = scaling.map(|status| WireScaling {
            status: Some(status.to_owned()),
            target_capacity: Some(80),
            ..Default::default()
        });
        let group = AutoScalingGroupProvider {
            auto_scaling_group_arn: "workers".to_owned(),
            managed_scaling,
            ..Default::default()
        };
        let input = CreateCapacityProviderRequest {
            name: name.to_owned(),
            auto_scaling_group_provider: Some(group),
            ..Default::default()
        };
        desk.write::<CreateCapacityProvider>(input).map(drop)
    }

    fn associate(desk: &mut Desk, names: &[&str]) -> Result<shapes::ecs::Cluster, Error> {
        let default = names.iter().map(|name| CapacityProviderStrategyItem {
            capacity_provider: (*name).to_owned(),
            weight: Some(1),
            base: None,
        });
        let input = PutClusterCapacityProvidersRequest {
            cluster: "default".to_owned(),
            capacity_providers: names.iter().map(|name| (*name).to_owned()).collect(),
            default_capacity_provider_strategy: default.collect(),
        };
        let output = desk.write::<PutClusterCapacityProviders>(input)?;
        Ok(output.cluster.unwrap())
    }

    fn delete(desk: &mut Desk, name: &str) -> Result<String, Error> {
        let input = DeleteCapacityProviderRequest { capacity_provider: name.to_owned() };
        let output = desk.write::<DeleteCapacityProvider>(input)?;
        Ok(output.capacity_provider.unwrap().update_status.unwrap())
    }

    fn described(desk: &mut Desk) -> Vec<(String, String)> {
        let input = DescribeCapacityProvidersRequest::default();
        let found = desk.read::<DescribeCapacityProviders>(input).unwrap().capacity_providers.unwrap();
        found.into_iter().map(|it| (it.name.unwrap(), it.status.unwrap())).collect()
    }

    #[test]
    fn from_creation_to_deletion() {
        let mut desk = Desk::with_instances(0);
        create(&mut desk, "workers", Some("DISABLED")).unwrap();
        assert!(create(&mut desk, "workers", None).unwrap_err().message.contains("already exists"));
        let cluster = associate(&mut desk, &["workers"]).unwrap();
        assert_eq!(cluster.capacity_providers.unwrap(), ["workers"]);
        assert_eq!(cluster.default_capacity_provider_strategy.unwrap()[0].base, Some(0));
        assert!(delete(&mut desk, "workers").unwrap_err().message.contains("associated with cluster"));
        associate(&mut desk, &["FARGATE"]).unwrap();
        assert_eq!(delete(&mut desk, "workers").unwrap(), "DELETE_COMPLETE");
        let pair = |name: &str, status: &str| (name.to_owned(), status.to_owned());
        let all = [pair("FARGATE", "ACTIVE"), pair("FARGATE_SPOT", "ACTIVE"), pair("workers", "INACTIVE")];
        assert_eq!(described(&mut desk), all);
        assert!(associate(&mut desk, &["workers"]).unwrap_err().message.contains("was not found"));
        create(&mut desk, "workers", None).unwrap();
    }

    #[test]
    fn what_nobody_would_do_is_refused() {
        let mut desk = Desk::with_instances(0);
        assert!(create(&mut desk, "workers", Some("ENABLED")).unwrap_err().message.contains("SCOPE.md"));
        for name in ["fargate-2", "AWSome", "a b"] {
            assert!(create(&mut desk, name, None).is_err(), "{name}");
        }
        assert!(delete(&mut desk, "FARGATE").is_err());
    }
}
