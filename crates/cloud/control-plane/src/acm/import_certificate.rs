//! ImportCertificate: a certificate with its key and chain; with an ARN the content of that one is replaced, and what shows it
//! shows the new content from the next handshake on.

use ledger::Txn;
use model::Tags;
use model::acm::Certificate;
use shapes::Error;
use shapes::acm::{ImportCertificate, ImportCertificateRequest, ImportCertificateResponse, errors};

use super::holding::Holding;
use super::{find, pem, tags};
use crate::Caller;
use crate::quotas;
use crate::table::Write;

impl Write for ImportCertificate {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: ImportCertificateRequest,
    ) -> Result<ImportCertificateResponse, Error> {
        let import = pem::read(&input, caller.now)?;
        let record = match input.certificate_arn.as_deref() {
            Some(arn) => replaced(txn, caller, arn, input.tags.is_some(), import)?,
            None => new(txn, caller, import, tags::RULES.read(input.tags, "")?)?,
        };
        let arn = record.arn();
        txn.put(record);
        Ok(ImportCertificateResponse { certificate_arn: Some(arn) })
    }
}

fn new(txn: &Txn, caller: &mut Caller, import: pem::Import, tags: Tags) -> Result<Certificate, Error> {
    quotas::CERTIFICATES.room_beside(Holding::all(txn.world(), &caller.scope).count())?;
    Ok(Certificate {
        scope: caller.scope.clone(),
        id: caller.dice.uuid(),
        certificate: import.certificate,
        chain: import.chain,
        private_key: import.private_key,
        facts: import.facts,
        created_at: caller.now,
        imported_at: caller.now,
        tags,
    })
}

/// The certificate with other content: same kind of key, and no tags.
fn replaced(
    txn: &Txn,
    caller: &Caller,
    arn: &str,
    tagged: bool,
    import: pem::Import,
) -> Result<Certificate, Error> {
    let found = find::holding(txn.world(), &caller.scope, arn)?;
    let Some(present) = found.certificate.filter(|_| found.request.is_none()) else {
        let text = "A certificate that was requested cannot be imported over: its type must be IMPORTED";
        return Err(errors::validation_exception(text));
    };
    if tagged {
        return Err(errors::validation_exception("Tags cannot be applied when a certificate is reimported"));
    }
    if present.facts.key_algorithm != import.facts.key_algorithm {
        let text = format!(
            "The key algorithm of the certificate, {}, must be that of the one it replaces, {}",
            import.facts.key_algorithm, present.facts.key_algorithm
        );
        return Err(errors::validation_exception(text));
    }
    Ok(Certificate {
        certificate: import.certificate,
        chain: import.chain,
        private_key: import.private_key,
        facts: import.facts,
        imported_at: caller.now,
        ..(*present).clone()
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::acm::fixture::{Desk, self_signed};
    use shapes::acm::{DescribeCertificate, DescribeCertificateRequest, Tag};

    #[test]
    fn importing_again_keeps_the_arn_and_the_tags() {
        let mut desk = Desk::new();
        let tag = Tag { key: "team".into(), value: Some("a".into()) };
        let first = ImportCertificateRequest { tags: Some(vec![tag]), ..self_signed(&["a.test"]).input() };
        let arn = desk.write::<ImportCertificate>(first).unwrap().certificate_arn.unwrap();
        let again = ImportCertificateRequest {
            certificate_arn: Some(arn.clone()),
            ..self_signed(&["b.test"]).input()
        };
        let same = desk.write::<ImportCertificate>(again.clone()).unwrap().certificate_arn.unwrap();
        assert_eq!(same, arn);
        let ask = DescribeCertificateRequest { certificate_arn: arn };
        let shown = desk.read::<DescribeCertificate>(ask).unwrap().certificate.unwrap();
        assert_eq!(shown.domain_name.as_deref(), Some("b.test"));
        assert_eq!(desk.world().all::<Certificate>().next().unwrap().tags.len(), 1);
        let tagged = ImportCertificateRequest { tags: Some(vec![]), ..again };
        assert!(desk.write::<ImportCertificate>(tagged).is_err());
    }

    #[test]
    fn nothing_shows_the_private_key() {
        let mut desk = Desk::new();
        let input = self_signed(&["a.test"]).input();
        let secret = String::from_utf8(input.private_key.clone()).unwrap();
        desk.write::<ImportCertificate>(input).unwrap();
        let world = desk.world();
        let record = world.all::<Certificate>().next().unwrap();
        assert!(record.private_key.0.contains(secret.lines().nth(1).unwrap()));
        assert!(!format!("{record:?}").contains(secret.lines().nth(1).unwrap()));
    }
}
