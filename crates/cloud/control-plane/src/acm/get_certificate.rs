//! GetCertificate: the certificate and its chain, PEM; never the key. One that is not issued yet is not there to be got.

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
        let found = find::issued(world, &caller.scope, &input.certificate_arn)?;
        Ok(GetCertificateResponse {
            certificate: Some(found.certificate.clone()),
            certificate_chain: found.chain.clone(),
        })
    }
}
