//! HTTP/2 for the socket tests. In: an address, a request. Out: answers with their trailers; targets that speak HTTP/2.
#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used)]

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use h2::client::SendRequest;
use h2::server::SendResponse;
use h2::{RecvStream, SendStream};
use http::{HeaderMap, Request, Response};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsConnector;

use super::tls::{Made, any_version, client};

/// Runs `work` on a runtime of its own, 30 seconds at most.
pub fn run<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async { tokio::time::timeout(std::time::Duration::from_secs(30), work).await.unwrap() })
}

/// Connects with ALPN `h2`; the future ends with the connection.
pub async fn connect(
    address: SocketAddr,
    host: &str,
    made: &Made,
) -> (SendRequest<Bytes>, tokio::task::JoinHandle<Result<(), h2::Error>>) {
    let config = client(&[made], &any_version(), &["h2"]);
    let socket = TcpStream::connect(address).await.unwrap();
    let stream =
        TlsConnector::from(config).connect(host.to_owned().try_into().unwrap(), socket).await.unwrap();
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
    let (send, connection) = h2::client::handshake(stream).await.unwrap();
    (send.ready().await.unwrap(), tokio::spawn(connection))
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
    pub trailers: Option<HeaderMap>,
}

/// Reads data until the end of the stream, giving room back.
pub async fn read_all(body: &mut RecvStream) -> Result<String, h2::Error> {
    let mut all = Vec::new();
    while let Some(data) = body.data().await {
        let data = data?;
        all.extend_from_slice(&data);
        body.flow_control().release_capacity(data.len())?;
    }
    Ok(String::from_utf8(all).unwrap())
}

/// Sends everything, as fast as there is room.
pub async fn send_all(to: &mut SendStream<Bytes>, mut data: Bytes) -> Result<(), h2::Error> {
    while !data.is_empty() {
        to.reserve_capacity(data.len());
        let room = std::future::poll_fn(|context| to.poll_capacity(context)).await;
        let room = room.ok_or_else(|| h2::Error::from(h2::Reason::CANCEL))??;
        to.send_data(data.split_to(room.min(data.len())), false)?;
    }
    Ok(())
}

pub async fn answer(response: h2::client::ResponseFuture) -> Result<Answer, h2::Error> {
    let (parts, mut body) = response.await?.into_parts();
    let text = read_all(&mut body).await?;
    let trailers = body.trailers().await?;
    Ok(Answer { status: parts.status.as_u16(), headers: parts.headers, body: text, trailers })
}

/// Sends `request` with `body` and reads the answer.
pub async fn ask(send: &SendRequest<Bytes>, request: Request<()>, body: &str) -> Result<Answer, h2::Error> {
    let mut send = send.clone().ready().await?;
    let (response, mut up) = send.send_request(request, body.is_empty())?;
    let data = Bytes::copy_from_slice(body.as_bytes());
    let upload = async {
        if !data.is_empty() {
            send_all(&mut up, data).await?;
            up.send_data(Bytes::new(), true)?;
        }
        Ok(())
    };
    let (sent, answer) = tokio::join!(upload, answer(response));
    sent.and(answer)
}

pub fn get(uri: &str) -> Request<()> {
    Request::get(uri).body(()).unwrap()
}

/// A target that speaks HTTP/2 with prior knowledge, every stream served by `serve`.
pub struct H2Target {
    pub address: SocketAddr,
    pub connections: Arc<AtomicUsize>,
    _runtime: tokio::runtime::Runtime,
}

impl H2Target {
    pub fn start<F>(
        serve: impl Fn(Request<RecvStream>, SendResponse<Bytes>) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let connections = Arc::new(AtomicUsize::new(0));
        let (count, serve) = (Arc::clone(&connections), Arc::new(serve));
        runtime.spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let (count, serve) = (Arc::clone(&count), Arc::clone(&serve));
                tokio::spawn(async move {
                    let Ok(mut connection) = h2::server::handshake(socket).await else { return };
                    let mut asked = false;
                    while let Some(Ok((request, respond))) = connection.accept().await {
                        let agent = request.headers().get("user-agent");
                        if agent.is_none_or(|agent| agent != "ELB-HealthChecker/2.0") && !asked {
                            asked = true;
                            count.fetch_add(1, Ordering::SeqCst);
                        }
                        tokio::spawn(serve(request, respond));
                    }
                });
            }
        });
        Self { address, connections, _runtime: runtime }
    }

    /// Answers with what it was asked, and gRPC's trailers.
    pub fn echo() -> Self {
        Self::start(|request, mut respond| async move {
            let (parts, mut body) = request.into_parts();
            let Ok(text) = read_all(&mut body).await else { return };
            let trailers = body.trailers().await.unwrap();
            let seen = format!("{} {}\n{:?}\n{trailers:?}\n{text}", parts.method, parts.uri, parts.headers);
            let response = Response::builder().status(200).header("x-kind", "echo").body(()).unwrap();
            let mut down = respond.send_response(response, false).unwrap();
            if send_all(&mut down, Bytes::from(seen)).await.is_ok() {
                let mut trailers = HeaderMap::new();
                trailers.insert("grpc-status", "0".parse().unwrap());
                down.send_trailers(trailers).unwrap();
            }
        })
    }
}
