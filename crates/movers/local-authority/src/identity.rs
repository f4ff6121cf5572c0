//! A root's key and certificate. In: a realm, a moment. Out: two PEM texts for the owner to store; what a stored certificate says. Never
//! here: files, signing for others.

use std::fmt;
use std::time::Duration;

use model::Time;
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use ring::digest::{SHA256, digest};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, TrustAnchor};

use crate::{AuthorityError, Realm};

/// Milliseconds.
const DAY: i64 = 86_400_000;
/// How long a root holds, milliseconds: ten years, as roots made for one machine usually do.
const LASTS: i64 = 3653 * DAY;

/// A root's private key (PKCS#8) and its certificate, both as PEM text.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// Secret: who has it can pass for any site of its realm before those who trust the root. Store it readable by its owner only.
    pub private_key_pem: String,
    /// What clients are told to trust.
    pub certificate_pem: String,
}

impl Identity {
    /// A new root of a realm that holds from a day before `now` (clocks differ) for ten years.
    pub fn generate(realm: Realm, now: Time) -> Result<Identity, AuthorityError> {
        let key = KeyPair::generate().map_err(AuthorityError::made)?;
        Identity::of(realm, &key, now)
    }

    /// The root of a key that is there already, where its certificate is not: the same name, realm and key, so who trusted the one trusts
    /// the other.
    pub fn of_key(realm: Realm, private_key_pem: &str, now: Time) -> Result<Identity, AuthorityError> {
        Identity::of(realm, &key(private_key_pem)?, now)
    }

    fn of(realm: Realm, key: &KeyPair, now: Time) -> Result<Identity, AuthorityError> {
        let mut params = params(realm, key);
        hold(&mut params, now.plus(-DAY), now.plus(LASTS));
        let certificate = params.self_signed(key).map_err(AuthorityError::made)?;
        Ok(Identity { private_key_pem: key.serialize_pem(), certificate_pem: certificate.pem() })
    }

    /// The key, if the certificate is the one this key's root of the realm has.
    pub(crate) fn checked_key(&self, realm: Realm) -> Result<KeyPair, AuthorityError> {
        let key = key(&self.private_key_pem)?;
        let stored = anchor(&self.certificate_pem)?;
        let wanted = anchor(&Identity::of(realm, &key, Time(0))?.certificate_pem)?;
        if stored.subject_public_key_info != wanted.subject_public_key_info {
            return Err(AuthorityError::Strangers);
        }
        if stored != wanted {
            return Err(AuthorityError::OtherRealm);
        }
        Ok(key)
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Identity").field("private_key_pem", &"(secret)").finish_non_exhaustive()
    }
}

fn key(pem: &str) -> Result<KeyPair, AuthorityError> {
    KeyPair::from_pem(pem).map_err(|error| AuthorityError::Key(error.to_string()))
}

/// Subject, key and name constraints of a root.
fn anchor(certificate_pem: &str) -> Result<TrustAnchor<'static>, AuthorityError> {
    let certificate = CertificateDer::from_pem_slice(certificate_pem.as_bytes());
    let certificate = certificate.map_err(|error| AuthorityError::Certificate(error.to_string()))?;
    let anchor = webpki::anchor_from_trusted_cert(&certificate);
    Ok(anchor.map_err(|error| AuthorityError::Certificate(error.to_string()))?.to_owned())
}

/// Whether whoever trusts this root trusts its key for every name there is.
///
/// Errors: it is no certificate.
pub fn permits_any_name(certificate_pem: &str) -> Result<bool, AuthorityError> {
    Ok(anchor(certificate_pem)?.name_constraints.is_none())
}

/// The common name of a certificate's subject; empty when it has none.
///
/// Errors: it is no certificate.
pub fn common_name_of(certificate_pem: &str) -> Result<String, AuthorityError> {
    /// The attribute's type, 2.5.4.3, as it stands before its value's own tag and length.
    const COMMON_NAME: [u8; 5] = [0x06, 0x03, 0x55, 0x04, 0x03];
    let anchor = anchor(certificate_pem)?;
    let subject = anchor.subject.as_ref();
    let at = subject.windows(COMMON_NAME.len()).rposition(|part| part == COMMON_NAME);
    let value = at.and_then(|at| {
        let value = &subject[at + COMMON_NAME.len()..];
        value.get(2..2 + usize::from(*value.get(1)?))
    });
    Ok(String::from_utf8_lossy(value.unwrap_or_default()).into_owned())
}

/// What follows from realm and key alone: the name and what it may do. So a stored key is enough to sign under the root's name again.
pub(crate) fn params(realm: Realm, key: &KeyPair) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::OrganizationName, realm.organisation());
    params.distinguished_name.push(DnType::CommonName, common_name(realm, key));
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    // For no mail and no programs, which name constraints of hosts say nothing about.
    params.extended_key_usages =
        vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
    params.name_constraints = realm.constraints();
    params
}

/// Roots of several data directories in one trust store are told apart by a part of their key.
pub(crate) fn common_name(realm: Realm, key: &KeyPair) -> String {
    let hash = digest(&SHA256, key.public_key_raw());
    let part: String = hash.as_ref().iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    format!("{} {part}", realm.organisation())
}

/// Sets the time a certificate holds, to the second.
pub(crate) fn hold(params: &mut CertificateParams, from: Time, until: Time) {
    let moment = |time: Time| date_time_ymd(1970, 1, 1) + Duration::from_secs(time.0.max(0) as u64 / 1000);
    (params.not_before, params.not_after) = (moment(from), moment(until));
}
