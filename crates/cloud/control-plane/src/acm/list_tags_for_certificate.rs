//! ListTagsForCertificate: all of them.

use ledger::World;
use shapes::Error;
use shapes::acm::{ListTagsForCertificate, ListTagsForCertificateRequest, ListTagsForCertificateResponse};

use super::tags;
use crate::Caller;
use crate::table::Read;

impl Read for ListTagsForCertificate {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListTagsForCertificateRequest,
    ) -> Result<ListTagsForCertificateResponse, Error> {
        let found = tags::find(world, &caller.scope, &input.certificate_arn)?;
        Ok(ListTagsForCertificateResponse { tags: Some(kernel::tags::shown(&found.tags)) })
    }
}
