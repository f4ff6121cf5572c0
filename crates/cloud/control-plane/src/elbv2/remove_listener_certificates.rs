//! RemoveListenerCertificates: from those chosen by host name; the default one stays, and one that is not there is no error.

use ledger::Txn;
use model::Record;
use model::elbv2::{Listener, ListenerTls};
use shapes::Error;
use shapes::elbv2::{
    RemoveListenerCertificates, RemoveListenerCertificatesInput, RemoveListenerCertificatesOutput, errors,
};

use super::find;
use crate::Caller;
use crate::table::Write;

impl Write for RemoveListenerCertificates {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: RemoveListenerCertificatesInput,
    ) -> Result<RemoveListenerCertificatesOutput, Error> {
        let listener = find::listener(txn.world(), &caller.scope, &input.listener_arn)?;
        let Some(mut tls) = listener.tls.clone() else {
            return Err(Error::validation("Certificates can be removed from HTTPS listeners only"));
        };
        for certificate in input.certificates {
            remove(&mut tls, &certificate.certificate_arn.unwrap_or_default())?;
        }
        txn.update::<Listener, _>(&listener.key(), |record| record.tls = Some(tls));
        Ok(RemoveListenerCertificatesOutput {})
    }
}

fn remove(tls: &mut ListenerTls, arn: &str) -> Result<(), Error> {
    match tls.certificates.iter().position(|held| held == arn) {
        Some(at) => {
            tls.certificates.remove(at);
            Ok(())
        }
        None if tls.default_certificate == arn => {
            let text = format!("Default certificate '{arn}' cannot be removed");
            Err(errors::operation_not_permitted_exception(text))
        }
        None => Ok(()),
    }
}
