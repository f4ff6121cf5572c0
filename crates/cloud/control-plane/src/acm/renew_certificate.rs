//! RenewCertificate: a requested certificate is issued anew, with another key, under its ARN. AWS renews by this call only what was
//! exported; here it is the way to see a renewal without waiting for the end of a certificate.

use ledger::Txn;
use model::Record;
use model::acm::CertificateRequest;
use shapes::acm::{RenewCertificate, RenewCertificateRequest, errors};
use shapes::{Error, Operation};

use super::find;
use crate::Caller;
use crate::table::Write;

impl Write for RenewCertificate {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: RenewCertificateRequest,
    ) -> Result<<RenewCertificate as Operation>::Output, Error> {
        let arn = &input.certificate_arn;
        find::issued(txn.world(), &caller.scope, arn)?;
        let Some(request) = find::holding(txn.world(), &caller.scope, arn)?.request else {
            let text = format!("Certificate {arn} was imported: import it again instead of renewing it");
            return Err(errors::validation_exception(text));
        };
        let now = caller.now;
        txn.update(&request.key(), |record: &mut CertificateRequest| record.renewal_asked_at = Some(now));
        Ok(Default::default())
    }
}
