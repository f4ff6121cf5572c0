//! DescribeCapacityReservation: no load balancer reserves capacity here.

use ledger::World;
use shapes::Error;
use shapes::elbv2::{
    DescribeCapacityReservation, DescribeCapacityReservationInput, DescribeCapacityReservationOutput,
};

use super::find;
use crate::Caller;
use crate::table::Read;

impl Read for DescribeCapacityReservation {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeCapacityReservationInput,
    ) -> Result<DescribeCapacityReservationOutput, Error> {
        find::load_balancer(world, &caller.scope, &input.load_balancer_arn)?;
        Ok(DescribeCapacityReservationOutput {
            capacity_reservation_state: Some(vec![]),
            ..Default::default()
        })
    }
}
