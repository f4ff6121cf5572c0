//! TLS for the socket tests. In: host names. Out: self-signed certificates, clients that trust them, targets that show them.
#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used)]

use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use load_balancer::*;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{
    ClientConfig, ClientConnection, RootCertStore, ServerConfig, StreamOwned, SupportedProtocolVersion,
};

use super::Peer;

pub type TlsPeer = Peer<StreamOwned<ClientConnection, TcpStream>>;

/// A self-signed certificate.
#[derive(Clone)]
pub struct Made {
    pub chain: String,
    pub key: String,
}

pub fn made(names: &[&str]) -> Made {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let made = rcgen::generate_simple_self_signed(names).unwrap();
    Made { chain: made.cert.pem(), key: made.signing_key.serialize_pem() }
}

impl Made {
    pub fn certificate(&self, arn: &str) -> Certificate {
        Certificate::from_pem(arn, self.chain.as_bytes(), self.key.as_bytes()).unwrap()
    }

    pub fn der(&self) -> CertificateDer<'static> {
        CertificateDer::from_pem_slice(self.chain.as_bytes()).unwrap()
    }

    pub fn server(&self, alpn: &[&str]) -> Arc<ServerConfig> {
        let key = PrivateKeyDer::from_pem_slice(self.key.as_bytes()).unwrap();
        let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let builder = builder.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
        let mut config = builder.with_single_cert(vec![self.der()], key).unwrap();
        config.alpn_protocols = alpn.iter().map(|name| name.as_bytes().to_vec()).collect();
        Arc::new(config)
    }
}

/// Settings with these certificates, the first the default.
pub fn settings(certificates: Vec<Certificate>, policy: &str) -> TlsSettings {
    TlsSettings { certificates, policy: SecurityPolicy::named(policy).unwrap() }
}

pub const MODERN: &str = "ELBSecurityPolicy-TLS13-1-2-2021-06";

/// A client's configuration that trusts `trusted` and nobody else.
pub fn client(
    trusted: &[&Made],
    versions: &[&'static SupportedProtocolVersion],
    alpn: &[&str],
) -> Arc<ClientConfig> {
    let mut roots = RootCertStore::empty();
    trusted.iter().for_each(|made| roots.add(made.der()).unwrap());
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder = builder.with_protocol_versions(versions).unwrap().with_root_certificates(roots);
    let mut config = builder.with_no_client_auth();
    config.alpn_protocols = alpn.iter().map(|name| name.as_bytes().to_vec()).collect();
    Arc::new(config)
}

pub fn any_version() -> [&'static SupportedProtocolVersion; 2] {
    [&TLS12, &TLS13]
}

/// Connects and finishes the handshake.
pub fn connect(address: SocketAddr, host: &str, config: Arc<ClientConfig>) -> std::io::Result<TlsPeer> {
    let mut socket = TcpStream::connect(address)?;
    socket.set_read_timeout(Some(Duration::from_secs(20)))?;
    socket.set_nodelay(true)?;
    let name = host.to_owned().try_into().unwrap();
    let mut connection = ClientConnection::new(config, name).unwrap();
    while connection.is_handshaking() {
        connection.complete_io(&mut socket)?;
    }
    Ok(Peer::over(StreamOwned::new(connection, socket)))
}

/// A client of `host` that trusts `made`.
pub fn trusting(made: &Made, address: SocketAddr, host: &str) -> TlsPeer {
    connect(address, host, client(&[made], &any_version(), &["http/1.1"])).unwrap()
}

/// `table` with its first listener an HTTPS listener at port 443.
pub fn encrypted(mut table: RoutingTable, settings: TlsSettings) -> RoutingTable {
    let listener = &mut table.load_balancers[0].listeners[0];
    listener.port = 443;
    listener.tls = Some(settings);
    table
}

/// A balancer of one worker, listening for port 443.
pub fn start(table: &RoutingTable) -> (Balancer, SocketAddr) {
    let balancer = Balancer::start(Config { workers: 1, ..Config::default() }).unwrap();
    balancer.publish(table).unwrap();
    let address = balancer.listen(443, "127.0.0.1:0".parse().unwrap()).unwrap();
    (balancer, address)
}
