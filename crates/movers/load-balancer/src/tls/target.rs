//! TLS towards targets. In: a connection to a target. Out: the same, encrypted. Certificates of targets are not verified:
//! Amazon's load balancer trusts its network too, and accepts any, expired or self-signed. Never done here: dialing.

use std::io;
use std::net::IpAddr;
use std::sync::{Arc, OnceLock};

use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{ClientConfig, DigitallySignedStruct, Error, SignatureScheme};

use crate::stream::TargetTls;

/// Accepts every certificate; signatures are checked, so the target does hold the key it shows.
#[derive(Debug)]
struct AnyCertificate(CryptoProvider);

impl ServerCertVerifier for AnyCertificate {
    fn verify_server_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signature, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signature, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

fn config(alpn: &[u8]) -> Result<Arc<ClientConfig>, Error> {
    let provider = ring::default_provider();
    let builder = ClientConfig::builder_with_provider(Arc::new(provider.clone()));
    let mut config = builder
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(AnyCertificate(provider)))
        .with_no_client_auth();
    config.alpn_protocols.push(alpn.to_vec());
    Ok(Arc::new(config))
}

type Shared = OnceLock<Result<Arc<ClientConfig>, Error>>;

async fn secure(
    shared: &'static Shared,
    alpn: &[u8],
    stream: TcpStream,
    target: IpAddr,
) -> io::Result<TargetTls> {
    let config = shared.get_or_init(|| config(alpn)).clone().map_err(io::Error::other)?;
    // An address instead of a name: no name is told to the target.
    TlsConnector::from(config).connect(ServerName::from(target), stream).await
}

/// Encrypts a connection that will speak HTTP/1.1.
pub(crate) async fn connect(stream: TcpStream, target: IpAddr) -> io::Result<TargetTls> {
    static CONFIG: Shared = OnceLock::new();
    secure(&CONFIG, b"http/1.1", stream, target).await
}

/// Encrypts a connection that will speak HTTP/2.
pub(crate) async fn connect_h2(stream: TcpStream, target: IpAddr) -> io::Result<TargetTls> {
    static CONFIG: Shared = OnceLock::new();
    secure(&CONFIG, b"h2", stream, target).await
}
