//! What the tests of this service share. Never here: assertions.

#![allow(clippy::unwrap_used)]

use shapes::Error;
use shapes::ssm::{PutParameter, PutParameterRequest};

use crate::rig::{Rig, rig_of};

/// A ledger and a caller.
pub(crate) struct Desk {
    rig: Rig,
}

rig_of!(Desk holds Rig);

impl Desk {
    /// With String parameters of these names, each holding its own name.
    pub(crate) fn with(names: &[&str]) -> Desk {
        let mut desk = Desk { rig: Rig::new() };
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
}
