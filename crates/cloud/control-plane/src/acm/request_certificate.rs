//! RequestCertificate: intent to have a certificate. The loop `certificates` has the local authority issue it, within moments: there is
//! nobody to prove a name to, so PENDING_VALIDATION lasts no longer than making a key.

use ledger::Txn;
use model::acm::{CertificateRequest, KeyAlgorithm};
use shapes::Error;
use shapes::acm::{
    CertificateOptions, RequestCertificate, RequestCertificateRequest, RequestCertificateResponse, errors,
};

use super::holding::Holding;
use super::{requested_names, tags};
use crate::Caller;
use crate::quotas;
use crate::table::Write;

/// How long a token stands for one certificate, milliseconds.
const TOKEN_LASTS: i64 = 3_600_000;

impl Write for RequestCertificate {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: RequestCertificateRequest,
    ) -> Result<RequestCertificateResponse, Error> {
        check_options(input.options.as_ref())?;
        let wanted = wanted(caller, input)?;
        let record = match same_token(txn, caller, &wanted) {
            Some(arn) => return Ok(RequestCertificateResponse { certificate_arn: Some(arn) }),
            None => wanted,
        };
        quotas::CERTIFICATES.room_beside(Holding::all(txn.world(), &caller.scope).count())?;
        let arn = record.arn();
        txn.put(record);
        Ok(RequestCertificateResponse { certificate_arn: Some(arn) })
    }
}

fn check_options(given: Option<&CertificateOptions>) -> Result<(), Error> {
    match given.and_then(|options| options.export.as_deref()) {
        Some("ENABLED") => {
            let text = "Options.Export ENABLED is not in this product (certificates that can be exported); see SCOPE.md";
            Err(errors::invalid_parameter_exception(text))
        }
        _ => Ok(()),
    }
}

fn wanted(caller: &mut Caller, input: RequestCertificateRequest) -> Result<CertificateRequest, Error> {
    let names = input.subject_alternative_names.unwrap_or_default();
    let names = requested_names::read(&input.domain_name, &names)?;
    let given = tags::RULES.read(input.tags, &input.domain_name)?;
    let logged = input.options.and_then(|options| options.certificate_transparency_logging_preference);
    Ok(CertificateRequest {
        scope: caller.scope.clone(),
        id: caller.dice.uuid(),
        names,
        key_algorithm: key_algorithm(input.key_algorithm.as_deref())?,
        transparency: logged.as_deref() != Some("DISABLED"),
        token: input.idempotency_token,
        created_at: caller.now,
        renewal_asked_at: None,
        tags: given,
    })
}

fn key_algorithm(asked: Option<&str>) -> Result<KeyAlgorithm, Error> {
    let Some(asked) = asked else { return Ok(KeyAlgorithm::Rsa2048) };
    let known = [KeyAlgorithm::Rsa2048, KeyAlgorithm::P256, KeyAlgorithm::P384];
    known.into_iter().find(|known| known.as_str() == asked).ok_or_else(|| {
        // AWS signs no other kinds on request either.
        let text =
            format!("Key algorithm {asked} is not supported: RSA_2048, EC_prime256v1 and EC_secp384r1 are");
        errors::invalid_parameter_exception(text)
    })
}

/// The ARN of the request of the same words with the same token within the hour.
fn same_token(txn: &Txn, caller: &Caller, wanted: &CertificateRequest) -> Option<String> {
    let token = wanted.token.as_ref()?;
    let same = |one: &CertificateRequest| {
        one.token.as_ref() == Some(token)
            && caller.now.since(one.created_at) < TOKEN_LASTS
            && (&one.names, one.key_algorithm) == (&wanted.names, wanted.key_algorithm)
    };
    let mut found = txn.scan::<CertificateRequest>(&caller.scope).filter(|one| same(one));
    found.next().map(|one| one.arn())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::acm::fixture::Desk;
    use shapes::acm::{
        CertificateOptions, DeleteCertificate, DeleteCertificateRequest, DescribeCertificate,
        DescribeCertificateRequest, GetCertificate, GetCertificateRequest, ListCertificates,
        RenewCertificate, RenewCertificateRequest, Tag,
    };

    fn asking(domain: &str) -> RequestCertificateRequest {
        RequestCertificateRequest { domain_name: domain.to_owned(), ..Default::default() }
    }

    fn request(desk: &mut Desk, input: RequestCertificateRequest) -> Result<String, Error> {
        desk.write::<RequestCertificate>(input).map(|made| made.certificate_arn.unwrap())
    }

    #[test]
    fn a_request_waits_until_it_is_issued() {
        let mut desk = Desk::new();
        let tag = Tag { key: "team".into(), value: None };
        let names = Some(vec!["*.a.test".to_owned()]);
        let input = RequestCertificateRequest {
            subject_alternative_names: names,
            tags: Some(vec![tag]),
            ..asking("a.test")
        };
        let certificate_arn = request(&mut desk, input).unwrap();
        let ask = DescribeCertificateRequest { certificate_arn: certificate_arn.clone() };
        let shown = desk.read::<DescribeCertificate>(ask).unwrap().certificate.unwrap();
        assert_eq!(shown.status.as_deref(), Some("PENDING_VALIDATION"));
        assert_eq!(shown.r#type.as_deref(), Some("AMAZON_ISSUED"));
        assert_eq!(shown.key_algorithm.as_deref(), Some("RSA-2048"));
        assert_eq!(shown.domain_validation_options.unwrap().len(), 2);
        assert!(shown.not_after.is_none() && shown.issued_at.is_none());
        assert_eq!(
            desk.read::<ListCertificates>(Default::default())
                .unwrap()
                .certificate_summary_list
                .unwrap()
                .len(),
            1
        );

        let get = GetCertificateRequest { certificate_arn: certificate_arn.clone() };
        assert_eq!(desk.read::<GetCertificate>(get).unwrap_err().code, "RequestInProgressException");
        let renew = RenewCertificateRequest { certificate_arn: certificate_arn.clone() };
        assert_eq!(desk.write::<RenewCertificate>(renew).unwrap_err().code, "RequestInProgressException");
        desk.write::<DeleteCertificate>(DeleteCertificateRequest { certificate_arn }).unwrap();
        assert_eq!(desk.world().all::<CertificateRequest>().count(), 0);
    }

    #[test]
    fn a_token_stands_for_one_certificate() {
        let mut desk = Desk::new();
        let with = |domain: &str| RequestCertificateRequest {
            idempotency_token: Some("one".into()),
            ..asking(domain)
        };
        let first = request(&mut desk, with("a.test")).unwrap();
        assert_eq!(request(&mut desk, with("a.test")).unwrap(), first);
        assert_ne!(request(&mut desk, with("b.test")).unwrap(), first);
        assert_ne!(request(&mut desk, asking("a.test")).unwrap(), first);
    }

    #[test]
    fn what_is_not_here_is_refused_by_name() {
        let export = CertificateOptions { export: Some("ENABLED".into()), ..Default::default() };
        for (input, named) in [
            (RequestCertificateRequest { options: Some(export), ..asking("a.test") }, "Export"),
            (
                RequestCertificateRequest { key_algorithm: Some("RSA_1024".into()), ..asking("a.test") },
                "RSA_1024",
            ),
        ] {
            let refusal = request(&mut Desk::new(), input).unwrap_err();
            assert_eq!(refusal.code, "InvalidParameterException");
            assert!(refusal.message.contains(named), "{}", refusal.message);
        }
    }
}
