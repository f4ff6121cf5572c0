//! GetParameters: values of up to ten names; unknown names are listed, not an error.

use ledger::World;
use shapes::Error;
use shapes::ssm::{GetParameters, GetParametersRequest, GetParametersResult};

use super::{find, view};
use crate::Caller;
use crate::table::Read;

impl Read for GetParameters {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: GetParametersRequest,
    ) -> Result<GetParametersResult, Error> {
        let (mut parameters, mut invalid) = (Vec::new(), Vec::new());
        for name in input.names {
            match find::parameter(world, &caller.scope, &name) {
                Ok(found) => parameters.push(view::parameter(&found.parameter, found.selector)),
                Err(_) => invalid.push(name),
            }
        }
        Ok(GetParametersResult { parameters: Some(parameters), invalid_parameters: Some(invalid) })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ssm::fixture::Desk;

    #[test]
    fn unknown_names_are_listed_apart() {
        let names = ["/a", "/b"].map(str::to_owned).to_vec();
        let input = GetParametersRequest { names };
        let answer = Desk::with(&["/a"]).read::<GetParameters>(input).unwrap();
        assert_eq!(answer.parameters.unwrap()[0].value.as_deref(), Some("/a"));
        assert_eq!(answer.invalid_parameters.unwrap(), ["/b"]);
    }
}
