//! A small world for tests: instances launched through the operation itself.
#![allow(clippy::unwrap_used)]

use shapes::Error;
use shapes::ec2::{Filter, Reservation, RunInstances, RunInstancesRequest};

use crate::rig::{Rig, rig_of};

/// A ledger in memory and who calls.
pub(crate) struct Example {
    rig: Rig,
}

rig_of!(Example holds Rig);

impl Example {
    pub(crate) fn new() -> Example {
        Example { rig: Rig::new() }
    }

    /// Launches one t2.micro, or what `change` makes of it.
    pub(crate) fn run(
        &mut self,
        change: impl FnOnce(&mut RunInstancesRequest),
    ) -> Result<Reservation, Error> {
        let mut input = RunInstancesRequest {
            image_id: Some("ami-0123456789abcdef0".to_owned()),
            instance_type: Some("t2.micro".to_owned()),
            min_count: 1,
            max_count: 1,
            ..Default::default()
        };
        change(&mut input);
        if input.min_count > input.max_count && input.max_count > 0 {
            input.min_count = input.max_count;
        }
        self.write::<RunInstances>(input)
    }

    /// One filter.
    pub(crate) fn filter(name: &str, value: &str) -> Option<Vec<Filter>> {
        Some(vec![Filter { name: Some(name.to_owned()), values: Some(vec![value.to_owned()]) }])
    }
}
