//! DeleteCertificate: imported, issued or asked for; refused while a listener shows it.

use ledger::Txn;
use shapes::acm::{DeleteCertificate, DeleteCertificateRequest, errors};
use shapes::{Error, Operation};

use super::find;
use crate::Caller;
use crate::table::Write;

impl Write for DeleteCertificate {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: DeleteCertificateRequest,
    ) -> Result<<DeleteCertificate as Operation>::Output, Error> {
        let found = find::holding(txn.world(), &caller.scope, &input.certificate_arn)?;
        if !find::users(txn.world(), &caller.scope, &input.certificate_arn).is_empty() {
            let account = caller.scope.account.as_str();
            let text = format!("Certificate {} in account {account} is in use.", input.certificate_arn);
            return Err(errors::resource_in_use_exception(text));
        }
        found.remove(txn);
        Ok(Default::default())
    }
}
