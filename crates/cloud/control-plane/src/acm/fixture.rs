//! What the tests of this service share: a ledger, and certificates made on the spot. Never here: assertions.
#![allow(clippy::unwrap_used)]

use model::Time;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use shapes::acm::{ImportCertificate, ImportCertificateRequest};

use crate::rig::{Rig, rig_of};

/// When the example caller calls; certificates made here hold then.
pub(crate) const NOW: Time = Time(1_795_000_000_000);

/// A certificate with its key and chain, PEM.
#[derive(Clone)]
pub(crate) struct Made {
    pub certificate: String,
    pub key: String,
    pub chain: Option<String>,
}

impl Made {
    /// One that any test may share.
    pub(crate) fn of_one_kind() -> Made {
        static MADE: std::sync::OnceLock<Made> = std::sync::OnceLock::new();
        MADE.get_or_init(|| self_signed(&["a.test"])).clone()
    }

    pub(crate) fn der(&self) -> CertificateDer<'static> {
        CertificateDer::from_pem_slice(self.certificate.as_bytes()).unwrap()
    }

    pub(crate) fn input(&self) -> ImportCertificateRequest {
        ImportCertificateRequest {
            certificate: self.certificate.clone().into_bytes(),
            private_key: self.key.clone().into_bytes(),
            certificate_chain: self.chain.clone().map(String::into_bytes),
            ..Default::default()
        }
    }
}

fn params(names: &[&str], common: &str) -> CertificateParams {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut params = CertificateParams::new(names).unwrap();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, common);
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params
}

/// A certificate that signed itself.
pub(crate) fn self_signed(names: &[&str]) -> Made {
    let key = KeyPair::generate().unwrap();
    let made = params(names, names[0]).self_signed(&key).unwrap();
    Made { certificate: made.pem(), key: key.serialize_pem(), chain: None }
}

/// An authority that signs certificates.
pub(crate) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
}

impl Authority {
    pub(crate) fn new(name: &str) -> Authority {
        let key = KeyPair::generate().unwrap();
        let mut params = params(&[], name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        let pem = params.self_signed(&key).unwrap().pem();
        Authority { issuer: Issuer::new(params, key), pem }
    }

    pub(crate) fn pem(&self) -> String {
        self.pem.clone()
    }

    pub(crate) fn certificate(&self) -> CertificateDer<'static> {
        CertificateDer::from_pem_slice(self.pem.as_bytes()).unwrap()
    }

    pub(crate) fn issue(&self, names: &[&str]) -> Made {
        let key = KeyPair::generate().unwrap();
        let made = params(names, names[0]).signed_by(&key, &self.issuer).unwrap();
        Made { certificate: made.pem(), key: key.serialize_pem(), chain: Some(self.pem()) }
    }
}

/// A ledger and a caller.
pub(crate) struct Desk {
    rig: Rig,
}

rig_of!(Desk holds Rig);

impl Desk {
    pub(crate) fn new() -> Desk {
        Desk { rig: Rig::new() }
    }

    /// The ARN of an imported certificate.
    pub(crate) fn import(&mut self, made: &Made) -> String {
        self.write::<ImportCertificate>(made.input()).unwrap().certificate_arn.unwrap()
    }
}
