//! DeleteParameter: one parameter with its versions.

use ledger::Txn;
use shapes::Error;
use shapes::ssm::{DeleteParameter, DeleteParameterRequest, DeleteParameterResult};

use super::{find, put_parameter};
use crate::Caller;
use crate::table::Write;

impl Write for DeleteParameter {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: DeleteParameterRequest,
    ) -> Result<DeleteParameterResult, Error> {
        match put_parameter::forget(txn, &caller.scope, input.name.trim()) {
            true => Ok(DeleteParameterResult {}),
            false => Err(find::missing(&input.name)),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ssm::fixture::Desk;

    #[test]
    fn a_parameter_put_again_begins_anew() {
        let mut desk = Desk::with(&["/a"]);
        desk.put("/a", "2", true).unwrap();
        let input = DeleteParameterRequest { name: "/a".into() };
        desk.write::<DeleteParameter>(input.clone()).unwrap();
        assert_eq!(desk.write::<DeleteParameter>(input).unwrap_err().code, "ParameterNotFound");
        assert_eq!(desk.put("/a", "x", false).unwrap(), 1);
    }
}
