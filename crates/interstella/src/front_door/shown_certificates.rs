//! Which certificate the endpoint shows in a TLS handshake: the one of this machine's names, or, to a task that asks for a host of an AWS
//! API, one made for that host. In: the client's server name. Out: a certificate with its key. Never here: whom to trust.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use local_authority::{Authority, Issued};
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;

use crate::{authority, aws_hosts};

/// Hosts whose certificates are kept; there are not many more in use at a time.
const MOST_KEPT: usize = 512;

/// Certificates to show.
pub(super) struct ShownCertificates {
    own: Arc<CertifiedKey>,
    tasks: Arc<Authority>,
    made: Mutex<HashMap<String, Arc<CertifiedKey>>>,
}

impl ShownCertificates {
    /// `own` for every name but those of AWS, which `tasks` signs.
    pub(super) fn new(own: &Issued, tasks: Arc<Authority>) -> Result<Self, String> {
        Ok(Self { own: Arc::new(certified(own)?), tasks, made: Mutex::default() })
    }

    fn of_aws(&self, name: &str) -> Option<Arc<CertifiedKey>> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = made.get(name) {
            return Some(Arc::clone(known));
        }
        let issued = authority::host(&self.tasks, name).and_then(|issued| certified(&issued));
        let issued =
            issued.map_err(|error| tracing::warn!(error, name, "no certificate for a host of AWS")).ok()?;
        if made.len() >= MOST_KEPT {
            made.clear();
        }
        let issued = Arc::new(issued);
        made.insert(name.to_owned(), Arc::clone(&issued));
        Some(issued)
    }
}

impl ResolvesServerCert for ShownCertificates {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let name = hello.server_name().map(str::to_ascii_lowercase);
        match name.filter(|name| aws_hosts::service(name).is_some()) {
            Some(name) => self.of_aws(&name),
            None => Some(Arc::clone(&self.own)),
        }
    }
}

impl fmt::Debug for ShownCertificates {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("ShownCertificates").finish_non_exhaustive()
    }
}

fn certified(issued: &Issued) -> Result<CertifiedKey, String> {
    let certificate = CertificateDer::from_pem_slice(issued.certificate.as_bytes()).map_err(words)?;
    let key = PrivateKeyDer::from_pem_slice(issued.private_key.0.as_bytes()).map_err(words)?;
    CertifiedKey::from_der(vec![certificate], key, &ring::default_provider()).map_err(words)
}

fn words(error: impl fmt::Display) -> String {
    format!("TLS on the endpoint: {error}")
}
