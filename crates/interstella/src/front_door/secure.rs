//! TLS on the endpoint's port. In: a connection whose first byte begins a TLS handshake. Out: the same, encrypted, with a certificate of the
//! local authority; or the host name it asks for, when that is a load balancer's business. Never here: requests.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use local_authority::{Authority, Issued};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::server::Acceptor;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::shown_certificates::ShownCertificates;

/// Longest time a handshake may take.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// The first byte of every TLS record a client begins with.
const HANDSHAKE_RECORD: u8 = 0x16;

/// The endpoint's way in through TLS.
#[derive(Clone)]
pub(crate) struct Lock(TlsAcceptor);

impl Lock {
    /// Shows the first certificate under every name but those of AWS; for these it has the authority make one.
    pub(crate) fn new(own: &Issued, tasks: Arc<Authority>) -> Result<Lock, String> {
        let shown = ShownCertificates::new(own, tasks)?;
        let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let builder = builder.with_safe_default_protocol_versions().map_err(words)?.with_no_client_auth();
        let mut config = builder.with_cert_resolver(Arc::new(shown));
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Lock(TlsAcceptor::from(Arc::new(config))))
    }

    /// Shakes hands.
    pub(crate) async fn open(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        timeout(HANDSHAKE, self.0.accept(stream))
            .await
            .map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?
    }
}

fn words(error: impl std::fmt::Display) -> String {
    format!("TLS on the endpoint: {error}")
}

/// Whether a connection that begins with these bytes speaks TLS.
pub(crate) fn is_secure(head: &[u8]) -> bool {
    head.first() == Some(&HANDSHAKE_RECORD)
}

/// The host name a client hello asks for; `None` while it is incomplete, or when it asks for none.
pub(crate) fn server_name(mut head: &[u8]) -> Option<String> {
    let mut acceptor = Acceptor::default();
    while !head.is_empty() {
        acceptor.read_tls(&mut head).ok()?;
    }
    let hello = acceptor.accept().ok().flatten()?;
    hello.client_hello().server_name().map(str::to_owned)
}
