//! GetCertificate: the certificate and its chain, PEM; never the key.

use ledger::World;
use shapes::Error;
use shapes::acm::{GetCertificate, GetCertificateRequest, GetCertificateResponse};

use super::find;
use crate::Caller;
use crate::table::Read;

impl Read for GetCertificate {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: GetCertificateRequest,
    ) -> Result<GetCertificateResponse, Error> {
        let found = find::certificate(world, &caller.scope, &input.certificate_arn)?;
        Ok(GetCertificateResponse {
            certificate: Some(found.certificate.clone()),
            certificate_chain: found.chain.clone(),
        })
    }
}
