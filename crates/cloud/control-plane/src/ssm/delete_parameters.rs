//! DeleteParameters: up to ten; unknown names are listed, not an error.

use ledger::Txn;
use shapes::Error;
use shapes::ssm::{DeleteParameters, DeleteParametersRequest, DeleteParametersResult};

use super::put_parameter;
use crate::Caller;
use crate::table::Write;

impl Write for DeleteParameters {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: DeleteParametersRequest,
    ) -> Result<DeleteParametersResult, Error> {
        let names = input.names.into_iter();
        let (deleted, invalid) =
            names.partition(|name| put_parameter::forget(txn, &caller.scope, name.trim()));
        Ok(DeleteParametersResult { deleted_parameters: Some(deleted), invalid_parameters: Some(invalid) })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ssm::fixture::Desk;

    #[test]
    fn unknown_names_are_listed_apart() {
        let input = DeleteParametersRequest { names: vec!["/a".into(), "/b".into()] };
        let answer = Desk::with(&["/a"]).write::<DeleteParameters>(input).unwrap();
        assert_eq!(
            (answer.deleted_parameters.unwrap(), answer.invalid_parameters.unwrap()),
            (vec!["/a".into()], vec!["/b".into()])
        );
    }
}
