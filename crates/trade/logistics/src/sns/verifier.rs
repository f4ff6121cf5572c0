//! In: an envelope. Out: whether the topic's SNS endpoint signed it. Never here: acting on its message.
//!
//! A key is fetched once per certificate URL and kept (at most eight). Checking a signature takes some 20 microseconds.

use super::{Authority, certificate};
use base64::{Engine, engine::general_purpose::STANDARD};
use courier::{Address, Outgoing, Pool};
use orders::{Envelope, SignatureVersion};
use ring::signature::{
    RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY, RSA_PKCS1_2048_8192_SHA256, RsaParameters,
    UnparsedPublicKey,
};
use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};
use tokio::sync::Mutex;

const FETCH_TIME: Duration = Duration::from_secs(5);
const MOST_KEYS: usize = 8;

type Key = Arc<[u8]>;

/// Why a message is not believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// It is not from our topic's SNS.
    Forged(&'static str),
    /// The certificate could not be fetched just now.
    Unreachable(String),
}

/// Checks messages of one topic.
pub(crate) struct Verifier {
    authority: Authority,
    pool: Arc<Pool>,
    keys: RwLock<HashMap<String, Key>>,
    fetching: Mutex<()>,
}

impl Verifier {
    pub(crate) fn new(authority: Authority, pool: Arc<Pool>) -> Self {
        Self { authority, pool, keys: RwLock::default(), fetching: Mutex::new(()) }
    }

    pub(crate) fn authority(&self) -> &Authority {
        &self.authority
    }

    /// Whether `envelope` came through our topic and bears SNS's signature.
    pub(crate) async fn check(&self, envelope: &Envelope<'_>) -> Result<(), Doubt> {
        if envelope.topic_arn != self.authority.topic().as_str() {
            return Err(Doubt::Forged("another topic's message"));
        }
        let elsewhere = |_| Doubt::Forged("a certificate from elsewhere");
        let address = self.authority.certificate(&envelope.signing_cert_url).map_err(elsewhere)?;
        let key = match self.known(&address.target) {
            Some(key) => key,
            None => self.fetch(address).await?,
        };
        genuine(envelope, &key)
    }

    fn known(&self, target: &str) -> Option<Key> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).get(target).cloned()
    }

    async fn fetch(&self, address: Address) -> Result<Key, Doubt> {
        // One at a time: a burst of first messages asks once, and made-up names cannot multiply our requests.
        let _turn = self.fetching.lock().await;
        if let Some(key) = self.known(&address.target) {
            return Ok(key);
        }
        let target = address.target.clone();
        let answer = self
            .pool
            .call(Outgoing::get(address), FETCH_TIME)
            .await
            .map_err(|e| Doubt::Unreachable(format!("signing certificate: {e}")))?;
        let key = match answer.status().as_u16() {
            200 => std::str::from_utf8(answer.body()).ok().and_then(certificate::rsa_key),
            400..500 => None,
            status => return Err(Doubt::Unreachable(format!("signing certificate: status {status}"))),
        };
        let key: Key = key.ok_or(Doubt::Forged("no such certificate"))?.into();
        let mut keys = self.keys.write().unwrap_or_else(PoisonError::into_inner);
        if keys.len() >= MOST_KEYS {
            keys.clear();
        }
        keys.insert(target, key.clone());
        Ok(key)
    }
}

fn genuine(envelope: &Envelope<'_>, key: &[u8]) -> Result<(), Doubt> {
    let digest: &RsaParameters = match envelope.signature_version {
        SignatureVersion::Sha1 => &RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY,
        SignatureVersion::Sha256 => &RSA_PKCS1_2048_8192_SHA256,
    };
    let signature =
        STANDARD.decode(envelope.signature.as_bytes()).map_err(|_| Doubt::Forged("no base64 signature"))?;
    UnparsedPublicKey::new(digest, key)
        .verify(envelope.string_to_sign().as_bytes(), &signature)
        .map_err(|_| Doubt::Forged("a signature that does not fit"))
}
