//! Requests over HTTP/2 and TLS, several streams at a time. In: addresses. Out: how many were answered. Never here: HTTP/1.1.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use h2::client::SendRequest;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::Rounds;
use crate::rivals::{Identity, Rivals};

/// Streams a connection has open at a time.
const STREAMS: usize = 10;

/// Compares.
pub(crate) fn run(rounds: &Rounds) -> Result<(), String> {
    let rivals = Rivals::start(rounds.front.as_ref())?;
    let connector = connector(&rivals.identity)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    rivals.compare("a request of 2 bytes over HTTP/2 and TLS", rounds, |rival| {
        runtime.block_on(load(&rival.secure, &connector, rounds))
    })
}

fn connector(identity: &Identity) -> Result<TlsConnector, String> {
    let certificate = CertificateDer::from_pem_file(&identity.chain).map_err(|error| error.to_string())?;
    let mut roots = RootCertStore::empty();
    roots.add(certificate).map_err(|error| error.to_string())?;
    let mut config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec()];
    Ok(TlsConnector::from(Arc::new(config)))
}

async fn load(address: &str, connector: &TlsConnector, rounds: &Rounds) -> Result<f64, String> {
    let until = Instant::now() + Duration::from_secs(rounds.seconds);
    let mut streams = JoinSet::new();
    for _ in 0..rounds.connections {
        let sender = connect(address, connector).await?;
        for _ in 0..STREAMS {
            streams.spawn(ask(sender.clone(), until));
        }
    }
    let mut answered = 0.0;
    while let Some(done) = streams.join_next().await {
        answered += done.map_err(|error| error.to_string())?.map_err(|error| error.to_string())?;
    }
    Ok(answered)
}

async fn connect(address: &str, connector: &TlsConnector) -> Result<SendRequest<Bytes>, String> {
    let stream = TcpStream::connect(address).await.map_err(|error| error.to_string())?;
    stream.set_nodelay(true).map_err(|error| error.to_string())?;
    let name = ServerName::try_from("localhost").map_err(|error| error.to_string())?;
    let stream = connector.connect(name, stream).await.map_err(|error| error.to_string())?;
    let (sender, connection) = h2::client::handshake(stream).await.map_err(|error| error.to_string())?;
    // Ends with the last handle to it; an error shows at the requests.
    tokio::spawn(connection);
    Ok(sender)
}

/// Asks one after the other until time is up; how many were answered.
async fn ask(sender: SendRequest<Bytes>, until: Instant) -> Result<f64, h2::Error> {
    let mut answered = 0.0;
    while Instant::now() < until {
        let mut ready = sender.clone().ready().await?;
        let request =
            http::Request::get("https://localhost/").body(()).map_err(|_| h2::Reason::INTERNAL_ERROR)?;
        let (response, _) = ready.send_request(request, true)?;
        let mut body = response.await?.into_body();
        while let Some(data) = body.data().await {
            body.flow_control().release_capacity(data?.len())?;
        }
        answered += 1.0;
    }
    Ok(answered)
}
