//! RemoveTagsFromCertificate: by key, or by key and value; what is not there is no error.

use ledger::Txn;
use shapes::acm::{RemoveTagsFromCertificate, RemoveTagsFromCertificateRequest};
use shapes::{Error, Operation};

use super::tags;
use crate::Caller;
use crate::table::Write;

impl Write for RemoveTagsFromCertificate {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: RemoveTagsFromCertificateRequest,
    ) -> Result<<RemoveTagsFromCertificate as Operation>::Output, Error> {
        let found = tags::find(txn.world(), &caller.scope, &input.certificate_arn)?;
        let mut left = found.tags.clone();
        tags::remove(&mut left, &input.tags);
        found.set_tags(txn, left);
        Ok(Default::default())
    }
}
