//! Certificates as Certificate Manager shows them. In: records. Out: shapes. Never here: private keys.

use ledger::World;
use model::acm::{CertificateFacts, KeyAlgorithm};
use model::{Scope, Time};
use shapes::Timestamp;
use shapes::acm as out;

use super::holding::{Holding, Status};
use super::{find, validation};

/// Names a summary shows.
const SUMMARY_NAMES: usize = 100;

fn time(time: Time) -> Option<Timestamp> {
    Some(Timestamp::from_millis(time.0))
}

/// `RSA-2048`; filters write `RSA_2048`.
fn key_algorithm(algorithm: KeyAlgorithm) -> String {
    algorithm.as_str().replace('_', "-")
}

/// Where a certificate comes from, with the moment its content came: issued, or imported.
struct Origin {
    kind: &'static str,
    issued_at: Option<Timestamp>,
    imported_at: Option<Timestamp>,
}

fn origin(holding: &Holding) -> Origin {
    let came = holding.certificate.as_ref().and_then(|one| time(one.imported_at));
    match holding.request {
        Some(_) => Origin { kind: "AMAZON_ISSUED", issued_at: came, imported_at: None },
        None => Origin { kind: "IMPORTED", issued_at: None, imported_at: came },
    }
}

/// What was asked for is renewed while somebody uses it; what was imported never.
fn eligibility(holding: &Holding, used: bool) -> Option<String> {
    let eligible = used && holding.request.is_some() && holding.certificate.is_some();
    Some(if eligible { "ELIGIBLE" } else { "INELIGIBLE" }.to_owned())
}

/// Everything about it but its content.
pub(crate) fn detail(world: &World, scope: &Scope, holding: &Holding, now: Time) -> out::CertificateDetail {
    let (status, origin) = (holding.status(now), origin(holding));
    let used = find::users(world, scope, &holding.arn());
    let shown = out::CertificateDetail {
        certificate_arn: Some(holding.arn()),
        created_at: time(holding.created_at()),
        imported_at: origin.imported_at,
        issued_at: origin.issued_at,
        subject_alternative_names: Some(holding.names().to_vec()),
        domain_name: Some(holding.domain_name().to_owned()),
        domain_validation_options: validation::options(holding, status),
        key_algorithm: Some(key_algorithm(holding.key_algorithm())),
        renewal_eligibility: eligibility(holding, !used.is_empty()),
        renewal_summary: renewal(holding, status),
        in_use_by: Some(used),
        status: Some(status.as_str().to_owned()),
        r#type: Some(origin.kind.to_owned()),
        options: Some(options(holding)),
        ..Default::default()
    };
    match holding.facts().cloned() {
        Some(facts) => with_facts(shown, facts),
        None => shown,
    }
}

fn options(holding: &Holding) -> out::CertificateOptions {
    let logged = holding.request.as_ref().is_some_and(|request| request.transparency);
    out::CertificateOptions {
        certificate_transparency_logging_preference: Some(
            if logged { "ENABLED" } else { "DISABLED" }.to_owned(),
        ),
        export: holding.request.as_ref().map(|_| "DISABLED".to_owned()),
    }
}

fn with_facts(shown: out::CertificateDetail, facts: CertificateFacts) -> out::CertificateDetail {
    let usage = |name: String| out::KeyUsage { name: Some(name) };
    let extended = |(name, oid)| out::ExtendedKeyUsage { name: Some(name), oid: Some(oid) };
    out::CertificateDetail {
        subject: Some(facts.subject),
        issuer: Some(facts.issuer),
        serial: Some(facts.serial),
        not_before: time(facts.not_before),
        not_after: time(facts.not_after),
        signature_algorithm: Some(facts.signature_algorithm),
        key_usages: Some(facts.key_usages.into_iter().map(usage).collect()),
        extended_key_usages: Some(facts.extended_key_usages.into_iter().map(extended).collect()),
        ..shown
    }
}

/// Of a certificate whose renewal was asked for: under way, or done.
fn renewal(holding: &Holding, status: Status) -> Option<out::RenewalSummary> {
    let (asked, issued) =
        (holding.request.as_ref()?.renewal_asked_at?, holding.certificate.as_ref()?.imported_at);
    let done = issued >= asked;
    Some(out::RenewalSummary {
        renewal_status: Some(if done { "SUCCESS" } else { "PENDING_AUTO_RENEWAL" }.to_owned()),
        domain_validation_options: validation::options(holding, status),
        updated_at: time(if done { issued } else { asked }),
        ..Default::default()
    })
}

/// A line of a list.
pub(crate) fn summary(world: &World, scope: &Scope, holding: &Holding, now: Time) -> out::CertificateSummary {
    let (names, origin) = (holding.names(), origin(holding));
    let used = !find::users(world, scope, &holding.arn()).is_empty();
    let shown = out::CertificateSummary {
        certificate_arn: Some(holding.arn()),
        domain_name: Some(holding.domain_name().to_owned()),
        has_additional_subject_alternative_names: Some(names.len() > SUMMARY_NAMES),
        subject_alternative_name_summaries: Some(names.iter().take(SUMMARY_NAMES).cloned().collect()),
        status: Some(holding.status(now).as_str().to_owned()),
        r#type: Some(origin.kind.to_owned()),
        key_algorithm: Some(key_algorithm(holding.key_algorithm())),
        in_use: Some(used),
        exported: Some(false),
        renewal_eligibility: eligibility(holding, used),
        created_at: time(holding.created_at()),
        issued_at: origin.issued_at,
        imported_at: origin.imported_at,
        ..Default::default()
    };
    let Some(facts) = holding.facts() else { return shown };
    out::CertificateSummary {
        key_usages: Some(facts.key_usages.clone()),
        extended_key_usages: Some(facts.extended_key_usages.iter().map(|(name, _)| name.clone()).collect()),
        not_before: time(facts.not_before),
        not_after: time(facts.not_after),
        ..shown
    }
}
