//! What an ARN of Certificate Manager stands for: a certificate that was imported, or a request with the certificate it led to. In:
//! records. Out: what both have in common. Never here: shapes, errors.

use std::sync::Arc;

use ledger::{Txn, World};
use model::acm::{Certificate, CertificateFacts, CertificateRequest, KeyAlgorithm};
use model::{Key, Record, Scope, Time};

/// At least one of the two is there.
#[derive(Clone, Debug)]
pub(crate) struct Holding {
    /// Of one that was requested.
    pub request: Option<Arc<CertificateRequest>>,
    /// Of one that was imported or issued.
    pub certificate: Option<Arc<Certificate>>,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// Asked for, not yet issued.
    PendingValidation,
    /// Good.
    Issued,
    /// Its time is over.
    Expired,
}

impl Status {
    /// AWS's word.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Status::PendingValidation => "PENDING_VALIDATION",
            Status::Issued => "ISSUED",
            Status::Expired => "EXPIRED",
        }
    }
}

impl Holding {
    /// What is at this key.
    pub(crate) fn at(world: &World, key: &Key) -> Option<Holding> {
        let holding = Holding { request: world.get(key).cloned(), certificate: world.get(key).cloned() };
        (holding.request.is_some() || holding.certificate.is_some()).then_some(holding)
    }

    /// All of an account and Region: what has a certificate, then what waits for one.
    pub(crate) fn all(world: &World, scope: &Scope) -> impl Iterator<Item = Holding> {
        let certificates = world.scan::<Certificate>(scope).map(|one| one.key());
        let requests = world.scan::<CertificateRequest>(scope).map(|one| one.key());
        let waiting = requests.filter(|key| world.get::<Certificate>(key).is_none());
        certificates.chain(waiting).filter_map(|key| Holding::at(world, &key))
    }

    /// `of` both, the certificate's where there is one.
    fn either<'a, T>(
        &'a self,
        certificate: impl Fn(&'a Certificate) -> T,
        request: impl Fn(&'a CertificateRequest) -> T,
    ) -> Option<T> {
        let issued = self.certificate.as_deref().map(certificate);
        issued.or_else(|| self.request.as_deref().map(request))
    }

    pub(crate) fn arn(&self) -> String {
        self.either(Certificate::arn, CertificateRequest::arn).unwrap_or_default()
    }

    pub(crate) fn id(&self) -> &str {
        self.either(|one| one.id.as_str(), |one| one.id.as_str()).unwrap_or_default()
    }

    /// When it was first imported or asked for.
    pub(crate) fn created_at(&self) -> Time {
        let asked = self.request.as_ref().map(|request| request.created_at);
        asked.or_else(|| self.certificate.as_ref().map(|one| one.created_at)).unwrap_or(Time(0))
    }

    pub(crate) fn domain_name(&self) -> &str {
        self.either(|one| one.facts.domain_name.as_str(), CertificateRequest::domain_name).unwrap_or_default()
    }

    /// The subject alternative names; the common name when there are none.
    pub(crate) fn names(&self) -> &[String] {
        match (&self.certificate, &self.request) {
            (Some(one), _) if one.facts.names.is_empty() => std::slice::from_ref(&one.facts.domain_name),
            (Some(one), _) => &one.facts.names,
            (None, Some(request)) => &request.names,
            (None, None) => &[],
        }
    }

    pub(crate) fn key_algorithm(&self) -> KeyAlgorithm {
        self.either(|one| one.facts.key_algorithm, |one| one.key_algorithm).unwrap_or(KeyAlgorithm::Rsa2048)
    }

    pub(crate) fn facts(&self) -> Option<&CertificateFacts> {
        self.certificate.as_ref().map(|one| &one.facts)
    }

    pub(crate) fn status(&self, now: Time) -> Status {
        match self.facts() {
            None => Status::PendingValidation,
            Some(facts) if now > facts.not_after => Status::Expired,
            Some(_) => Status::Issued,
        }
    }

    /// Takes both out.
    pub(crate) fn remove(&self, txn: &mut Txn) {
        if let Some(request) = &self.request {
            txn.remove::<CertificateRequest>(&request.key());
        }
        if let Some(certificate) = &self.certificate {
            txn.remove::<Certificate>(&certificate.key());
        }
    }
}
