//! ModifyCapacityReservation: a reset finds nothing reserved; a reservation is refused, for this machine has what it has.

use ledger::Txn;
use shapes::Error;
use shapes::elbv2::{
    ModifyCapacityReservation, ModifyCapacityReservationInput, ModifyCapacityReservationOutput,
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

    #[test]
    fn a_reset_finds_nothing_and_no_reset_asks_for_nothing() {
        let mut example = Example::new();
        let load_balancer_arn = example.load_balancer("a");
        let mut ask = |reset_capacity_reservation| {
            example.write::<ModifyCapacityReservation>(ModifyCapacityReservationInput {
                load_balancer_arn: load_balancer_arn.clone(),
                reset_capacity_reservation,
            })
        };
        assert_eq!(ask(Some(true)).unwrap().capacity_reservation_state, Some(vec![]));
        assert!(ask(None).is_err());
    }
}
