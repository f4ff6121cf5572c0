//! DeleteLoadBalancer: with its listeners and their rules; one that does not exist is deleted already.

use ledger::Txn;
use model::Record;
use model::elbv2::LoadBalancer;
use shapes::Error;
use shapes::elbv2::{DeleteLoadBalancer, DeleteLoadBalancerInput, DeleteLoadBalancerOutput, errors};

use super::{delete_listener, find};
use crate::Caller;
use crate::table::Write;

impl Write for DeleteLoadBalancer {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: DeleteLoadBalancerInput,
    ) -> Result<DeleteLoadBalancerOutput, Error> {
        let balancer = match find::load_balancer(txn.world(), &caller.scope, &input.load_balancer_arn) {
            Ok(balancer) => balancer,
            Err(error) if error.code == errors::LoadBalancerNotFoundException.name => {
                return Ok(DeleteLoadBalancerOutput {});
            }
            Err(error) => return Err(error),
        };
        check_protection(&balancer)?;
        let listeners: Vec<_> = find::listeners(txn.world(), &balancer).cloned().collect();
        for listener in listeners {
            delete_listener::remove(txn, &listener);
        }
        txn.remove::<LoadBalancer>(&balancer.key());
        Ok(DeleteLoadBalancerOutput {})
    }
}

fn check_protection(balancer: &LoadBalancer) -> Result<(), Error> {
    if balancer.attributes.get("deletion_protection.enabled").is_some_and(|value| value == "true") {
        let text = format!(
            "Load balancer '{}' cannot be deleted because deletion protection is enabled",
            balancer.arn()
        );
        return Err(errors::operation_not_permitted_exception(text));
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::elbv2::example::Example;
    use model::elbv2::{Listener, Rule};
    use shapes::elbv2::{
        LoadBalancerAttribute, ModifyLoadBalancerAttributes, ModifyLoadBalancerAttributesInput,
    };

    #[test]
    fn listeners_and_rules_go_with_it_and_twice_is_fine() {
        let mut example = Example::new();
        let (balancer, group) = (example.load_balancer("a"), example.target_group("g"));
        let listener = example.listener(&balancer, 80, &group).unwrap();
        example.rule(&listener, 1, "/a", &group).unwrap();
        let input = DeleteLoadBalancerInput { load_balancer_arn: balancer };
        for _ in 0..2 {
            example.write::<DeleteLoadBalancer>(input.clone()).unwrap();
        }
        let world = example.world();
        assert_eq!(
            (world.count::<Listener>(), world.count::<Rule>(), world.count::<LoadBalancer>()),
            (0, 0, 0)
        );
    }

    #[test]
    fn deletion_protection_protects() {
        let mut example = Example::new();
        let load_balancer_arn = example.load_balancer("a");
        let attribute = LoadBalancerAttribute {
            key: Some("deletion_protection.enabled".into()),
            value: Some("true".into()),
        };
        let protect = ModifyLoadBalancerAttributesInput {
            load_balancer_arn: load_balancer_arn.clone(),
            attributes: vec![attribute],
        };
        example.write::<ModifyLoadBalancerAttributes>(protect).unwrap();
        let error = example.write::<DeleteLoadBalancer>(DeleteLoadBalancerInput { load_balancer_arn });
        assert_eq!(error.unwrap_err().query_code.as_deref(), Some("OperationNotPermitted"));
    }
}
