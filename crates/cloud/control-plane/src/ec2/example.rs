//! A small world for tests: instances launched through the operation itself.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use ledger::{Ledger, Storage, World};
use shapes::Error;
use shapes::ec2::{Filter, Reservation, RunInstances, RunInstancesRequest};

use crate::Caller;
use crate::table::{Read, Write};

/// A ledger in memory and who calls.
pub(crate) struct Example {
    ledger: Ledger,
    pub(crate) caller: Caller,
}

impl Example {
    pub(crate) fn new() -> Example {
        Example { ledger: Ledger::open(Storage::Memory).unwrap(), caller: Caller::example() }
    }

    pub(crate) fn world(&self) -> Arc<World> {
        self.ledger.snapshot()
    }

    /// Runs a writing operation.
    pub(crate) fn write<O: Write>(&mut self, input: O::Input) -> Result<O::Output, Error> {
        let caller = &mut self.caller;
        self.ledger.transact(|txn| O::write(txn, caller, input)).map(|(output, _)| output)
    }

    /// Runs a reading operation.
    pub(crate) fn read<O: Read>(&mut self, input: O::Input) -> Result<O::Output, Error> {
        O::read(&self.ledger.snapshot(), &mut self.caller, input)
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
