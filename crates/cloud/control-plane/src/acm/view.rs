//! Certificates as Certificate Manager shows them. In: records. Out: shapes. Never here: private keys.

use ledger::World;
use model::Time;
use model::acm::{Certificate, KeyAlgorithm};
use shapes::Timestamp;
use shapes::acm as out;

use super::find;

/// Names a summary shows.
const SUMMARY_NAMES: usize = 100;

fn time(time: Time) -> Option<Timestamp> {
    Some(Timestamp::from_millis(time.0))
}

/// `ISSUED`, or `EXPIRED` once its time is over.
pub(crate) fn status(certificate: &Certificate, now: Time) -> &'static str {
    if now > certificate.facts.not_after { "EXPIRED" } else { "ISSUED" }
}

/// `RSA-2048`; filters write `RSA_2048`.
fn key_algorithm(algorithm: KeyAlgorithm) -> String {
    algorithm.as_str().replace('_', "-")
}

/// The subject alternative names; the common name when there are none.
fn names(certificate: &Certificate) -> Vec<String> {
    let facts = &certificate.facts;
    if facts.names.is_empty() { vec![facts.domain_name.clone()] } else { facts.names.clone() }
}

/// Everything about it but its content.
pub(crate) fn detail(world: &World, certificate: &Certificate, now: Time) -> out::CertificateDetail {
    let facts = certificate.facts.clone();
    let usage = |name: String| out::KeyUsage { name: Some(name) };
    let extended = |(name, oid)| out::ExtendedKeyUsage { name: Some(name), oid: Some(oid) };
    out::CertificateDetail {
        certificate_arn: Some(certificate.arn()),
        created_at: time(certificate.created_at),
        imported_at: time(certificate.imported_at),
        subject_alternative_names: Some(names(certificate)),
        domain_name: Some(facts.domain_name),
        subject: Some(facts.subject),
        issuer: Some(facts.issuer),
        serial: Some(facts.serial),
        not_before: time(facts.not_before),
        not_after: time(facts.not_after),
        key_algorithm: Some(key_algorithm(facts.key_algorithm)),
        signature_algorithm: Some(facts.signature_algorithm),
        key_usages: Some(facts.key_usages.into_iter().map(usage).collect()),
        extended_key_usages: Some(facts.extended_key_usages.into_iter().map(extended).collect()),
        in_use_by: Some(find::users(world, certificate)),
        status: Some(status(certificate, now).to_owned()),
        r#type: Some("IMPORTED".to_owned()),
        renewal_eligibility: Some("INELIGIBLE".to_owned()),
        options: Some(out::CertificateOptions {
            certificate_transparency_logging_preference: Some("DISABLED".to_owned()),
            export: None,
        }),
        ..Default::default()
    }
}

/// A line of a list.
pub(crate) fn summary(world: &World, certificate: &Certificate, now: Time) -> out::CertificateSummary {
    let facts = &certificate.facts;
    let names = names(certificate);
    out::CertificateSummary {
        certificate_arn: Some(certificate.arn()),
        domain_name: Some(facts.domain_name.clone()),
        has_additional_subject_alternative_names: Some(names.len() > SUMMARY_NAMES),
        subject_alternative_name_summaries: Some(names.into_iter().take(SUMMARY_NAMES).collect()),
        status: Some(status(certificate, now).to_owned()),
        r#type: Some("IMPORTED".to_owned()),
        key_algorithm: Some(key_algorithm(facts.key_algorithm)),
        key_usages: Some(facts.key_usages.clone()),
        extended_key_usages: Some(facts.extended_key_usages.iter().map(|(name, _)| name.clone()).collect()),
        in_use: Some(!find::users(world, certificate).is_empty()),
        exported: Some(false),
        renewal_eligibility: Some("INELIGIBLE".to_owned()),
        not_before: time(facts.not_before),
        not_after: time(facts.not_after),
        created_at: time(certificate.created_at),
        imported_at: time(certificate.imported_at),
        ..Default::default()
    }
}
