//! ModifyCapacityReservation: a reset finds nothing reserved; a reservation is refused, for this machine has what it has.

use ledger::Txn;
use shapes::Error;
use shapes::elbv2::{
    ModifyCapacityReservation, ModifyCapacityReservationInput, ModifyCapacityReservationOutput, errors,
};

use super::find;
use crate::Caller;
use crate::table::Write;

impl Write for ModifyCapacityReservation {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: ModifyCapacityReservationInput,
    ) -> Result<ModifyCapacityReservationOutput, Error> {
        find::load_balancer(txn.world(), &caller.scope, &input.load_balancer_arn)?;
        if input.minimum_load_balancer_capacity.is_some() {
            let text = "Reserving capacity of a load balancer is not in this product; see SCOPE.md";
            return Err(errors::invalid_configuration_request_exception(text));
        }
        if input.reset_capacity_reservation != Some(true) {
            let text = "MinimumLoadBalancerCapacity or ResetCapacityReservation must be specified";
            return Err(Error::validation(text));
        }
        Ok(ModifyCapacityReservationOutput { capacity_reservation_state: Some(vec![]), ..Default::default() })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::elbv2::example::Example;
    use shapes::elbv2::MinimumLoadBalancerCapacity;

    #[test]
    fn a_reset_finds_nothing_and_a_reservation_is_refused() {
        let mut example = Example::new();
        let load_balancer_arn = example.load_balancer("a");
        let mut ask = |reset, capacity_units: Option<i64>| {
            example.write::<ModifyCapacityReservation>(ModifyCapacityReservationInput {
                load_balancer_arn: load_balancer_arn.clone(),
                reset_capacity_reservation: reset,
                minimum_load_balancer_capacity: capacity_units
                    .map(|units| MinimumLoadBalancerCapacity { capacity_units: Some(units) }),
            })
        };
        assert_eq!(ask(Some(true), None).unwrap().capacity_reservation_state, Some(vec![]));
        assert!(ask(None, Some(100)).unwrap_err().message.contains("SCOPE.md"));
        assert!(ask(None, None).is_err());
    }
}
