//! What the tests of this service share. Never here: assertions.

#![allow(clippy::unwrap_used)]

use ledger::{Ledger, Storage};
use shapes::Error;
use shapes::ssm::{PutParameter, PutParameterRequest};

use crate::Caller;
use crate::table::{Read, Write};

/// A ledger and a caller.
pub(crate) struct Desk {
    ledger: Ledger,
    caller: Caller,
}

impl Desk {
    /// With String parameters of these names, each holding its own name.
    pub(crate) fn with(names: &[&str]) -> Desk {
        let mut desk = Desk { ledger: Ledger::open(Storage::Memory).unwrap(), caller: Caller::example() };
        for name in names {
            desk.put(name, name, false).unwrap();
        }
        desk
    }

    pub(crate) fn put(&mut self, name: &str, value: &str, overwrite: bool) -> Result<i64, Error> {
        let input = PutParameterRequest {
            name: name.to_owned(),
            value: value.to_owned(),
            r#type: Some("String".to_owned()),
            overwrite: Some(overwrite),
            ..Default::default()
        };
        self.write::<PutParameter>(input).map(|output| output.version.unwrap())
    }

    pub(crate) fn write<O: Write>(&mut self, input: O::Input) -> Result<O::Output, Error> {
        let caller = &mut self.caller;
        self.ledger.transact(|txn| O::write(txn, caller, input)).map(|(output, _)| output)
    }

    pub(crate) fn read<O: Read>(&mut self, input: O::Input) -> Result<O::Output, Error> {
        O::read(&self.ledger.snapshot(), &mut self.caller, input)
    }
}
