//! GetParameter: one value, the current one or that of a version.

use ledger::World;
use shapes::Error;
use shapes::ssm::{GetParameter, GetParameterRequest, GetParameterResult};

use super::{find, view};
use crate::Caller;
use crate::table::Read;

impl Read for GetParameter {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: GetParameterRequest,
    ) -> Result<GetParameterResult, Error> {
        let found = find::parameter(world, &caller.scope, &input.name)?;
        Ok(GetParameterResult { parameter: Some(view::parameter(&found.parameter, found.selector)) })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ssm::fixture::Desk;

    fn get(desk: &mut Desk, name: &str) -> Result<shapes::ssm::Parameter, Error> {
        let input = GetParameterRequest { name: name.to_owned() };
        desk.read::<GetParameter>(input).map(|output| output.parameter.unwrap())
    }

    #[test]
    fn a_version_and_an_arn_are_understood() {
        let mut desk = Desk::with(&["/a/b"]);
        desk.put("/a/b", "second", true).unwrap();
        let arn = "arn:aws:ssm:us-west-2:000000000000:parameter/a/b";
        let now = get(&mut desk, arn).unwrap();
        assert_eq!((now.value.as_deref(), now.arn.as_deref()), (Some("second"), Some(arn)));
        let before = get(&mut desk, "/a/b:1").unwrap();
        assert_eq!((before.value.as_deref(), before.selector.as_deref()), (Some("/a/b"), Some(":1")));
        assert_eq!(get(&mut desk, "/a/b:9").unwrap_err().code, "ParameterVersionNotFound");
        assert_eq!(get(&mut desk, "/a/b:prod").unwrap_err().code, "ParameterVersionNotFound");
    }

    #[test]
    fn a_hundred_versions_are_kept() {
        let mut desk = Desk::with(&["/a"]);
        for number in 0..100 {
            desk.put("/a", &number.to_string(), true).unwrap();
        }
        assert!(get(&mut desk, "/a:1").is_err() && get(&mut desk, "/a:2").is_ok());
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        assert_eq!(get(&mut Desk::with(&["/a"]), "/b").unwrap_err().code, "ParameterNotFound");
    }
}
