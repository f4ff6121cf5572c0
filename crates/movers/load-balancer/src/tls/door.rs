//! The way in through TLS. In: a listener's settings, client hellos. Out: an encrypted stream and what was agreed on. Never
//! done here: HTTP, waiting longer than the caller allows.

use std::io;
use std::sync::Arc;

use tokio_rustls::rustls::crypto::{CryptoProvider, ring};
use tokio_rustls::rustls::server::{Acceptor, ClientHello};
use tokio_rustls::rustls::sign::SingleCertAndKey;
use tokio_rustls::rustls::{CipherSuite, Error, ServerConfig, SignatureAlgorithm, version};
use tokio_rustls::{LazyConfigAcceptor, StartHandshake};

use crate::stream::{ClientTls, Rewound};
use crate::tls::{Certificate, TlsSettings, TlsVersion, names};

/// A client that has said hello and waits for an answer.
pub(crate) type Greeting = StartHandshake<Rewound>;

/// A listener's certificates, each with its configuration.
#[derive(Debug)]
pub(crate) struct Door {
    settings: TlsSettings,
    http2: bool,
    keys: Vec<(Certificate, Arc<ServerConfig>)>,
}

impl Door {
    /// Fails when there is no certificate.
    pub(crate) fn new(settings: &TlsSettings, http2: bool) -> Result<Self, Error> {
        let tickets = ring::Ticketer::new()?;
        let key = |certificate: &Certificate| {
            let mut config = config(certificate, settings)?;
            config.ticketer = Arc::clone(&tickets);
            if http2 {
                config.alpn_protocols.push(b"h2".to_vec());
            }
            config.alpn_protocols.push(b"http/1.1".to_vec());
            Ok((certificate.clone(), Arc::new(config)))
        };
        let keys = settings.certificates.iter().map(key).collect::<Result<Vec<_>, Error>>()?;
        if keys.is_empty() {
            return Err(Error::General("an HTTPS listener needs a certificate".to_owned()));
        }
        Ok(Self { settings: settings.clone(), http2, keys })
    }

    /// True when it was made of the same.
    pub(crate) fn is_of(&self, settings: &TlsSettings, http2: bool) -> bool {
        self.http2 == http2 && self.settings == *settings
    }

    /// True when one of its certificates stands for `host`.
    pub(crate) fn covers(&self, host: &str) -> bool {
        self.keys.iter().any(|(certificate, _)| certificate.covers(host))
    }

    /// The certificate for a client: of those for the host it names, one it can check, elliptic curves first; else the
    /// default.
    pub(crate) fn choose(&self, hello: &ClientHello<'_>) -> (&Certificate, Arc<ServerConfig>) {
        let host = hello.server_name().unwrap_or_default().to_ascii_lowercase();
        let fits = |one: &&(Certificate, Arc<ServerConfig>)| {
            one.0.covers(&host) && one.0.key.key.choose_scheme(hello.signature_schemes()).is_some()
        };
        let rank = |one: &&(Certificate, Arc<ServerConfig>)| {
            u8::from(one.0.key.key.algorithm() == SignatureAlgorithm::RSA)
        };
        let found = self.keys.iter().filter(fits).min_by_key(rank).unwrap_or(&self.keys[0]);
        (&found.0, Arc::clone(&found.1))
    }
}

fn config(certificate: &Certificate, settings: &TlsSettings) -> Result<ServerConfig, Error> {
    let known = [(TlsVersion::V1_2, &version::TLS12), (TlsVersion::V1_3, &version::TLS13)];
    let versions: Vec<_> = known
        .into_iter()
        .filter(|(version, _)| settings.policy.allows(*version))
        .map(|(_, one)| one)
        .collect();
    let builder = ServerConfig::builder_with_provider(Arc::new(provider()));
    let builder = builder.with_protocol_versions(&versions)?.with_no_client_auth();
    let key = SingleCertAndKey::from(Arc::clone(&certificate.key));
    let mut config = builder.with_cert_resolver(Arc::new(key));
    config.ignore_client_order = true;
    Ok(config)
}

/// The library's suites in the order of Amazon's policies, which decides: AES-128 first, elliptic-curve certificates first.
fn provider() -> CryptoProvider {
    let mut provider = ring::default_provider();
    let order = [
        CipherSuite::TLS13_AES_128_GCM_SHA256,
        CipherSuite::TLS13_AES_256_GCM_SHA384,
        CipherSuite::TLS13_CHACHA20_POLY1305_SHA256,
        CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        CipherSuite::TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
    ];
    provider
        .cipher_suites
        .sort_by_key(|suite| order.iter().position(|known| *known == suite.suite()).unwrap_or(order.len()));
    provider
}

/// Reads a client's hello.
pub(crate) async fn greet(stream: Rewound) -> io::Result<Greeting> {
    LazyConfigAcceptor::new(Acceptor::default(), stream).await
}

/// What client and balancer have agreed on.
#[derive(Debug)]
pub(crate) struct Secured {
    pub(crate) version: &'static str,
    pub(crate) cipher: &'static str,
    /// The host name the client asked for.
    pub(crate) server_name: Option<String>,
    /// ARN of the certificate shown.
    pub(crate) certificate: Arc<str>,
    /// The DNS name of the load balancer the host name chose, when it named one.
    pub(crate) bound: Option<Arc<str>>,
    /// The client speaks HTTP/2.
    pub(crate) h2: bool,
}

/// Notes what the handshake of `stream` came to.
pub(crate) fn agreed(
    stream: &ClientTls,
    server_name: Option<String>,
    certificate: Arc<str>,
    bound: Option<Arc<str>>,
) -> Secured {
    let connection = stream.get_ref().1;
    Secured {
        version: names::version(connection.protocol_version()),
        cipher: names::cipher(connection.negotiated_cipher_suite().map(|suite| suite.suite())),
        server_name,
        certificate,
        bound,
        h2: connection.alpn_protocol() == Some(b"h2"),
    }
}
