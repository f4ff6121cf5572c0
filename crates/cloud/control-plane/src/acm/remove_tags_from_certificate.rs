//! RemoveTagsFromCertificate: by key, or by key and value; what is not there is no error.

use ledger::Txn;
use model::Record;
use model::acm::Certificate;
use shapes::acm::{RemoveTagsFromCertificate, RemoveTagsFromCertificateRequest};
use shapes::{Error, Operation};

use super::{find, tags};
use crate::Caller;
use crate::table::Write;

impl Write for RemoveTagsFromCertificate {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: RemoveTagsFromCertificateRequest,
    ) -> Result<<RemoveTagsFromCertificate as Operation>::Output, Error> {
        let found = find::certificate(txn.world(), &caller.scope, &input.certificate_arn)?;
        txn.update::<Certificate, _>(&found.key(), |record| tags::remove(&mut record.tags, &input.tags));
        Ok(Default::default())
    }
}
