//! What stands behind the rivals: two bytes at `/`, 1 MB at `/megabyte`, every byte back after an upgrade at `/echo`. In: requests. Out: answers.
//! Never here: work.

use std::convert::Infallible;
use std::io;
use std::net::Ipv4Addr;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::header::{CONNECTION, HeaderValue, UPGRADE};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Bytes of a large body.
const MEGABYTE: usize = 1 << 20;

/// Serves until the process is ended; prints `listening on ADDRESS` first.
pub(crate) fn run() -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        println!("listening on {}", listener.local_addr()?);
        let large = Bytes::from(vec![b'x'; MEGABYTE]);
        loop {
            let (stream, _) = listener.accept().await?;
            tokio::spawn(serve(stream, large.clone()));
        }
    })
}

async fn serve(stream: TcpStream, large: Bytes) {
    if stream.set_nodelay(true).is_err() {
        return;
    }
    let service = service_fn(move |request| answer(request, large.clone()));
    let connection =
        hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    // A connection that breaks is the client's affair.
    drop(connection.with_upgrades().await);
}

async fn answer(mut request: Request<Incoming>, large: Bytes) -> Result<Response<Full<Bytes>>, Infallible> {
    Ok(match request.uri().path() {
        "/megabyte" => Response::new(Full::new(large)),
        "/echo" => {
            tokio::spawn(echo(hyper::upgrade::on(&mut request)));
            upgraded()
        }
        _ => {
            // The body is read as any server would have to.
            drop(request.into_body().collect().await);
            Response::new(Full::new(Bytes::from_static(b"{}")))
        }
    })
}

fn upgraded() -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::new()));
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("Upgrade"));
    response.headers_mut().insert(UPGRADE, HeaderValue::from_static("websocket"));
    response
}

async fn echo(upgrade: hyper::upgrade::OnUpgrade) {
    let Ok(upgraded) = upgrade.await else { return };
    let mut stream = TokioIo::new(upgraded);
    let mut buffer = vec![0; 16 * 1024];
    while let Ok(length @ 1..) = stream.read(&mut buffer).await {
        if stream.write_all(&buffer[..length]).await.is_err() {
            return;
        }
    }
}
